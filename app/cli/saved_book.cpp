#include "app/cli/saved_book.h"

#include "app/cli/words.h"
#include "core/base/timers.h"
#include "core/profile/profile_store.h"

namespace fairlead {
namespace {

Error notFound(const QString &name, const QStringList &known) {
    const QString meant = didYouMean(name, known);
    return {Errc::NotFound,
            meant.isEmpty() ? name : Cli::tr("%1 (did you mean %2?)").arg(name, meant)};
}

template <typename Things>
QStringList namesOf(const Things &things) {
    QStringList names;
    for (const auto &thing : things)
        names.append(thing.name);
    return names;
}

} // namespace

bool openSaved(CommandContext &context, ProfileBook &book) {
    QtTimers timers;
    ProfileStore store(book, timers, context.configDir);
    const Result<void> loaded = store.load();
    if (!loaded)
        context.out.failure(loaded.error());
    return loaded.has_value();
}

int changeSaved(CommandContext &context, const std::function<Result<void>(ProfileBook &)> &change) {
    QtTimers timers;
    ProfileBook book;
    ProfileStore store(book, timers, context.configDir);
    Result<void> done = store.load();
    if (done)
        done = change(book);
    if (done)
        done = store.flush();
    if (!done)
        context.out.failure(done.error());
    return done ? exit_code::kSuccess : exit_code::kFailed;
}

Error noForwardNamed(const ProfileBook &book, const QString &name) {
    return notFound(name, namesOf(book.data().forwards));
}

Error noHostNamed(const ProfileBook &book, const QString &name) {
    return notFound(name, namesOf(book.data().hosts));
}

Error noProfileNamed(const ProfileBook &book, const QString &name) {
    return notFound(name, namesOf(book.data().profiles));
}

} // namespace fairlead
