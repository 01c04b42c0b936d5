// What is told about a thing to import; the same in the window and the command line.
#pragma once

#include "core/exchange/import_plan.h"

namespace fairlead {

// One sentence, what to do included: "Its key file key.ppk is PuTTY's own kind; convert it…"
[[nodiscard]] QString importRemarkText(const ImportRemark &remark);
// "New", "Fills in", "Name taken", "Already here", "Left out"
[[nodiscard]] QString importFateText(ImportItem::Fate fate);
// "me@db.example.com:2222" or "127.0.0.1:8080 → db:80": what it is, without its name.
[[nodiscard]] QString importItemText(const ImportItem &item);

} // namespace fairlead
