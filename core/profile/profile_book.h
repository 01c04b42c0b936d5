// What the person wants: every Host, Forward and Profile, and which forwards are switched on.
#pragma once

#include "core/base/result.h"
#include "core/profile/forward.h"
#include "core/profile/host.h"
#include "core/profile/item_index.h"
#include "core/profile/profile.h"

#include <QtCore/QObject>
#include <QtCore/QSet>
#include <functional>
#include <optional>

namespace fairlead {

// Everything a profiles.toml holds.
struct ProfileData {
    QList<Host> hosts;
    QList<Forward> forwards;
    QList<Profile> profiles;
    bool operator==(const ProfileData &) const = default;
};

// A forward that was taken out, and where it stood among all.
struct PlacedForward {
    Forward forward;
    qsizetype position = 0;
    bool wanted = false;
};

// The desired state. Services watch it and make the world agree; nothing else starts or stops a
// forward. Main thread only. Order is the user's own and kept.
class ProfileBook : public QObject {
    Q_OBJECT
public:
    explicit ProfileBook(QObject *parent = nullptr);

    [[nodiscard]] const ProfileData &data() const { return m_data; }
    [[nodiscard]] std::optional<Host> host(const HostId &id) const;
    [[nodiscard]] std::optional<Host> hostNamed(QStringView name) const;
    [[nodiscard]] std::optional<Forward> forward(const ForwardId &id) const;
    [[nodiscard]] std::optional<Forward> forwardNamed(QStringView name) const;
    [[nodiscard]] std::optional<Profile> profile(const ProfileId &id) const;
    [[nodiscard]] std::optional<Profile> profileNamed(QStringView name) const;
    [[nodiscard]] QList<Forward> forwardsOf(const HostId &host) const;
    [[nodiscard]] bool isWanted(const ForwardId &id) const { return m_wanted.contains(id); }
    [[nodiscard]] const QSet<ForwardId> &wanted() const { return m_wanted; }

    // Adds at the end, or replaces the one with the same id in its place; what is equal changes
    // nothing and tells nobody. Unnamed ones (name empty) do not take a name from each other.
    // Errors: NameTaken; NotFound when a forward's host or profile does not exist; Internal for a
    // null id.
    Result<void> put(const Host &host);
    Result<void> put(const Forward &forward);
    Result<void> put(const Profile &profile);
    // Removing a host removes its forwards; removing a profile leaves its forwards in no profile.
    void remove(const HostId &id);
    void remove(const ForwardId &id);
    void remove(const ProfileId &id);
    // Removes forwards in one change and says what putBack() needs, in the book's order.
    QList<PlacedForward> take(const QList<ForwardId> &ids);
    // Puts them back to their places and switches, one change. What cannot be (its host is gone,
    // its id or name taken meanwhile) stays out; a profile that is gone is left. Returns those put
    // back.
    QList<ForwardId> putBack(const QList<PlacedForward> &taken);
    // Moves a forward so that it stands before another (or last when null or unknown).
    void moveBefore(const ForwardId &id, const ForwardId &before);
    // Moves forwards, in this order, into a profile (null: none) and before another forward, or
    // behind all others of that profile when `before` is null or unknown. One change. Error:
    // NotFound when the profile does not exist.
    Result<void> moveInto(const QList<ForwardId> &ids, const ProfileId &profile,
                          const ForwardId &before);

    void setWanted(const ForwardId &id, bool wanted);
    // One change, one signal: start all, stop all, a profile's switch.
    void setWanted(const QList<ForwardId> &ids, bool wanted);

    // Takes over a whole file's content (load, outside change): what is equal stays untouched, what
    // vanished is removed, wanted flags of survivors are kept. The data must be sound (unique ids
    // and names, no forward of an absent host), as the codec guarantees.
    void replaceAll(const ProfileData &data);

Q_SIGNALS:
    void hostEdited(const fairlead::HostId &id);
    void hostRemoved(const fairlead::HostId &id);
    void forwardEdited(const fairlead::ForwardId &id); // added or changed
    void forwardRemoved(const fairlead::ForwardId &id);
    void profileEdited(const fairlead::ProfileId &id);
    void profileRemoved(const fairlead::ProfileId &id);
    void orderChanged();
    void wantedChanged(const QList<fairlead::ForwardId> &ids);
    // After any of the above, once per call: time to save.
    void changed();

private:
    struct Changes;
    void announce(const Changes &changes);
    QList<ForwardId> dropForwards(const std::function<bool(const Forward &)> &gone);

    [[nodiscard]] bool mayTake(const Forward &forward) const;

    ProfileData m_data;
    ItemIndex<Host> m_hostIndex{m_data.hosts};
    ItemIndex<Forward> m_forwardIndex{m_data.forwards};
    ItemIndex<Profile> m_profileIndex{m_data.profiles};
    QSet<ForwardId> m_wanted;
};

} // namespace fairlead
