// What the commands do to forwards: all of it through the book, the tunnels and the clipboard.
#pragma once

#include "ui/services.h"

namespace fairlead::ui {

class ForwardCommands {
public:
    explicit ForwardCommands(const Services &services) : m_services(services) {}

    void want(const QList<ForwardId> &ids, bool wanted) const;
    void wantAll(bool wanted) const;
    // Links of these forwards do not wait for their retry.
    void tryAgain(const QList<ForwardId> &ids) const;
    // A new one that listens on this port (0: not said yet), not yet in the book.
    [[nodiscard]] Forward draft(quint16 port) const;
    // A copy with a name and a port of its own, not yet in the book.
    [[nodiscard]] std::optional<Forward> duplicate(const ForwardId &id) const;
    // One line for each host among them.
    [[nodiscard]] QString sshCommands(const QList<ForwardId> &ids) const;
    // One place up (-1) or down (+1) in the person's order; past the end of a profile into the
    // next.
    void moveBy(const QList<ForwardId> &ids, int step) const;
    void moveTo(const QList<ForwardId> &ids, const ProfileId &profile) const;
    // Each copy with a name and a port of its own, put behind all others. Returns them.
    QList<ForwardId> addCopies(const QList<ForwardId> &ids) const;
    // "name", "name 2", "name 3": the first that nobody has.
    [[nodiscard]] QString freeName(const QString &name) const;

private:
    [[nodiscard]] QList<ForwardId> membersOf(const ProfileId &profile) const;
    [[nodiscard]] std::optional<ProfileId> profileBeside(const ProfileId &profile, int step) const;
    Services m_services;
};

} // namespace fairlead::ui
