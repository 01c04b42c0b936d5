#include "core/base/secret.h"

#include <cstring>

#ifdef Q_OS_UNIX
#include <sys/mman.h>
#endif

namespace fairlead {

void wipeMemory(void *memory, size_t bytes) noexcept {
    auto *byte = static_cast<volatile unsigned char *>(memory);
    while (bytes-- > 0)
        *byte++ = 0;
}

void Secret::Wipe::operator()(char *memory) const noexcept {
    wipeMemory(memory, bytes);
#ifdef Q_OS_UNIX
    munlock(memory, bytes);
#endif
    delete[] memory;
}

Secret::Secret(QByteArrayView bytes) {
    if (bytes.isEmpty())
        return;
    const auto allocated = static_cast<size_t>(bytes.size()) + 1;
    m_bytes = std::unique_ptr<char[], Wipe>(new char[allocated], Wipe{allocated});
#ifdef Q_OS_UNIX
    // Best effort: RLIMIT_MEMLOCK may be zero, and a secret in swap is still better than no login.
    (void)mlock(m_bytes.get(), allocated);
#endif
    std::memcpy(m_bytes.get(), bytes.data(), static_cast<size_t>(bytes.size()));
    m_bytes.get()[bytes.size()] = '\0';
    m_size = bytes.size();
}

Secret Secret::takeFrom(QByteArray &bytes) {
    Secret secret{QByteArrayView(bytes)};
    wipeMemory(bytes.data(), static_cast<size_t>(bytes.size()));
    bytes.clear();
    return secret;
}

Secret Secret::takeFrom(QString &text) {
    QByteArray utf8 = text.toUtf8();
    wipeMemory(text.data(), static_cast<size_t>(text.size()) * sizeof(QChar));
    text.clear();
    return takeFrom(utf8);
}

Secret::Secret(const Secret &other) : Secret(other.view()) {}

Secret &Secret::operator=(const Secret &other) {
    if (this != &other)
        *this = Secret(other);
    return *this;
}

bool Secret::operator==(const Secret &other) const {
    return m_size == other.m_size &&
           std::memcmp(data(), other.data(), static_cast<size_t>(m_size)) == 0;
}

} // namespace fairlead
