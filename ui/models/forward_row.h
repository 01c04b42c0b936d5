// One row of the forward list as a value: what the book wants and what the tunnels report.
#pragma once

#include "core/profile/profile_book.h"
#include "core/tunnel/tunnel_service.h"
#include "ui/look/painting.h"

#include <QtCore/QMetaType>
#include <QtCore/QUrl>
#include <optional>

namespace fairlead::ui {

struct ForwardRow {
    Forward forward;
    ForwardSnapshot now;
    QStringList via;                        // jump hosts first, the host it logs in to last
    std::optional<Question::Kind> question; // what its link waits for
    QList<double> rates;                    // down + up, bytes a second, newest last
    QString search; // all a search looks through, lower case; made when the row changes, not when
                    // somebody types
    bool operator==(const ForwardRow &other) const = delete;
};

// Who can reach the listener.
enum class Reach { OnlyMe, ThisNetwork, OnlyServer, AnyoneViaServer };
[[nodiscard]] Reach reachOf(const Forward &forward);

// The addresses a program connects to: what is really bound, else what is asked for.
[[nodiscard]] QString listenText(const ForwardRow &row);
// Where a local client connects: "127.0.0.1:5432"; a Unix socket's path.
[[nodiscard]] QString addressToCopy(const ForwardRow &row);
// Where a browser finds it, by the port the server is known to speak http or https at; nothing when
// it is no web page or not reached from here.
[[nodiscard]] std::optional<QUrl> browserAddress(const ForwardRow &row);
// A forward with several or no rows wanted: what the group's switch shows.
[[nodiscard]] SwitchState switchOf(int wanted, int all);
// How much of the wait for a retry is still ahead, 0…1; negative: not waiting.
[[nodiscard]] double waitLeft(const ForwardStatus &status, std::chrono::milliseconds now);

// The row as seen when only the book is known.
[[nodiscard]] QStringList viaOf(const ProfileBook &book, const Host &host);

} // namespace fairlead::ui

Q_DECLARE_METATYPE(fairlead::ui::ForwardRow)
