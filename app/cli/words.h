// The translation context of everything the command line says.
#pragma once

#include <QtCore/QCoreApplication>

namespace fairlead {

struct Cli {
    Q_DECLARE_TR_FUNCTIONS(Cli)
};

} // namespace fairlead
