// Preloaded into dropbear: the account's home is where the test says, so that nobody's own
// authorized_keys is read or written.
#include <cstdlib>
#include <dlfcn.h>
#include <pwd.h>

extern "C" passwd *getpwnam(const char *name) {
    using Function = passwd *(*)(const char *);
    static const auto real = reinterpret_cast<Function>(dlsym(RTLD_NEXT, "getpwnam"));
    passwd *entry = real(name);
    if (char *home = std::getenv("FAIRLEAD_TEST_HOME"); entry && home)
        entry->pw_dir = home;
    return entry;
}
