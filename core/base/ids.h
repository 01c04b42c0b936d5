// Identifiers that cannot be mixed up: a HostId is not a ForwardId although both hold text.
#pragma once

#include <QtCore/QHashFunctions>
#include <QtCore/QMetaType>
#include <QtCore/QString>
#include <QtCore/QUuid>
#include <compare>

namespace fairlead {

template <typename Tag>
class Id {
public:
    Id() = default;
    explicit Id(QString text) : m_text(std::move(text)) {}
    // Eight random hex digits: short enough for a file people read and diff.
    static Id create() { return Id(QUuid::createUuid().toString(QUuid::Id128).left(8)); }

    [[nodiscard]] bool isNull() const { return m_text.isEmpty(); }
    [[nodiscard]] const QString &text() const { return m_text; }
    bool operator==(const Id &) const = default;
    bool operator<(const Id &other) const { return m_text < other.m_text; }

private:
    QString m_text;
};

template <typename Tag>
size_t qHash(const Id<Tag> &id, size_t seed = 0) {
    return ::qHash(id.text(), seed);
}

using HostId = Id<struct HostTag>;
using ForwardId = Id<struct ForwardTag>;
using ProfileId = Id<struct ProfileTag>;
using QuestionId = Id<struct QuestionTag>;

} // namespace fairlead
