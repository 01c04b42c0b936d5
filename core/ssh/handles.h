// Owners for libssh's objects.
#pragma once

#include <libssh/libssh.h>
#include <memory>

namespace fairlead {

struct SshKeyFree {
    void operator()(ssh_key key) const { ssh_key_free(key); }
};
using SshKey = std::unique_ptr<ssh_key_struct, SshKeyFree>;

struct SshStringFree {
    void operator()(char *text) const { ssh_string_free_char(text); }
};
using SshText = std::unique_ptr<char, SshStringFree>;

} // namespace fairlead
