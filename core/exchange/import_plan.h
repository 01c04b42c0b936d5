// An import before it happens: item by item what it would do to our book, and the person's ticks.
#pragma once

#include "core/exchange/import_source.h"

#include <variant>

namespace fairlead {

struct ImportItem {
    enum class Fate {
        New,
        Changed,  // ours stays, what it does not say is filled in
        Clashing, // another thing of ours has this name: it gets a new one
        Same,     // nothing to do
        Skipped,  // cannot be taken; the remark says why
    };
    Fate fate = Fate::New;
    std::variant<Profile, Host, Forward> thing; // as it would stand in the book
    QString sourceName;                         // what it is called over there
    QList<ImportRemark> remarks;
    QList<qsizetype> needs; // items without which this one is no use
    QString openAddress;    // forwards: where it listened beyond loopback; empty: it did not
    bool keepAddress = false;
    bool taken = false;

    [[nodiscard]] bool canBeTaken() const { return fate < Fate::Same; }
    [[nodiscard]] QString name() const;
};

struct ImportPlan {
    QList<ImportItem> items; // profiles, then each host with its forwards, then what is skipped
    QList<ImportRemark> general;
};

// What of `source` is new, changed or in the way. Proposed are new and changed ones, without
// auto-start and listening on loopback only. What runs programs or skips host keys is proposed only
// where the source is the person's own.
[[nodiscard]] ImportPlan planImport(const ImportSource &source, const ProfileData &ours);

// Ticks an item with all it needs, or unticks it with all that needs it.
void setTaken(ImportPlan &plan, qsizetype index, bool taken);

struct ImportCount {
    int profiles = 0;
    int hosts = 0;
    int forwards = 0;
    bool operator==(const ImportCount &) const = default;
};
// Adds what is ticked; nothing of ours is removed or replaced. All or nothing. Errors: NameTaken,
// NotFound when the book has changed meanwhile.
Result<ImportCount> applyImport(const ImportPlan &plan, ProfileBook &book);

} // namespace fairlead
