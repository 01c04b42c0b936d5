// Bytes that must not stay behind: passwords, passphrases, one-time codes.
#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QByteArrayView>
#include <QtCore/QString>
#include <memory>

namespace fairlead {

// Owns its bytes and wipes them when it dies or is overwritten. Never printed by qDebug. The memory
// is kept out of swap where the system allows it.
class Secret {
public:
    Secret() = default;
    explicit Secret(QByteArrayView bytes);
    // Encodes as UTF-8, then wipes and empties `text` (a copy shared elsewhere is not reached).
    static Secret takeFrom(QString &text);
    static Secret takeFrom(QByteArray &bytes);
    Secret(const Secret &other);
    Secret(Secret &&other) noexcept = default;
    Secret &operator=(const Secret &other);
    Secret &operator=(Secret &&other) noexcept = default;
    ~Secret() = default;

    [[nodiscard]] bool isEmpty() const { return m_size == 0; }
    [[nodiscard]] qsizetype size() const { return m_size; }
    // NUL-terminated; valid until this Secret changes or dies.
    [[nodiscard]] const char *data() const { return m_bytes ? m_bytes.get() : ""; }
    [[nodiscard]] QByteArrayView view() const { return {data(), m_size}; }
    bool operator==(const Secret &other) const;

private:
    struct Wipe {
        Wipe() noexcept : bytes(0) {}
        explicit Wipe(size_t allocated) noexcept : bytes(allocated) {}
        size_t bytes;
        void operator()(char *memory) const noexcept;
    };
    std::unique_ptr<char[], Wipe> m_bytes;
    qsizetype m_size = 0;
};

// Overwrites memory in a way the optimiser may not remove.
void wipeMemory(void *memory, size_t bytes) noexcept;

} // namespace fairlead
