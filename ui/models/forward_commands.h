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
    // A copy with a name and a port of its own, not yet in the book.
    [[nodiscard]] std::optional<Forward> duplicate(const ForwardId &id) const;
    // One line for each host among them.
    [[nodiscard]] QString sshCommands(const QList<ForwardId> &ids) const;
    // "name", "name 2", "name 3": the first that nobody has.
    [[nodiscard]] QString freeName(const QString &name) const;

private:
    Services m_services;
};

} // namespace fairlead::ui
