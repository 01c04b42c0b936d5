#include "app/cli/adhoc_book.h"

#include "app/cli/forward_text.h"

using namespace Qt::StringLiterals;

namespace fairlead {
namespace {

// "db", then "db (2)", "db (3)"…
template <typename Taken>
QString freeName(const QString &wish, Taken taken) {
    QString name = wish;
    for (int i = 2; taken(name); ++i)
        name = u"%1 (%2)"_s.arg(wish).arg(i);
    return name;
}

} // namespace

Result<QList<ForwardId>> putAdHoc(ProfileBook &book, Host destination, QList<Host> jumps,
                                  QList<Forward> forwards) {
    for (Host &jump : jumps) {
        if (book.hostNamed(jump.name))
            continue; // `-J a,a`: one Host, met twice
        jump.id = HostId::create();
        if (auto done = book.put(jump); !done)
            return tl::unexpected(done.error());
    }
    destination.id = HostId::create();
    destination.name = freeName(destination.name, [&book](const QString &name) {
        return book.hostNamed(name).has_value();
    });
    if (auto done = book.put(destination); !done)
        return tl::unexpected(done.error());
    QList<ForwardId> ids;
    for (Forward &forward : forwards) {
        forward.id = ForwardId::create();
        forward.host = destination.id;
        forward.name = freeName(derivedName(forward), [&book](const QString &name) {
            return book.forwardNamed(name).has_value();
        });
        if (auto done = book.put(forward); !done)
            return tl::unexpected(done.error());
        ids.append(forward.id);
    }
    return ids;
}

} // namespace fairlead
