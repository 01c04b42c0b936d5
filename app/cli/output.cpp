#include "app/cli/output.h"

#include "text/error_text.h"

#include <QtCore/QJsonDocument>

using namespace Qt::StringLiterals;

namespace fairlead {
namespace {

void writeLine(std::FILE *stream, QByteArray line) {
    line.append('\n');
    std::fwrite(line.constData(), 1, static_cast<size_t>(line.size()), stream);
    std::fflush(stream);
}

} // namespace

void Output::line(const QString &text) { writeLine(m_results, text.toLocal8Bit()); }

void Output::object(const QJsonObject &object) {
    writeLine(m_results, QJsonDocument(object).toJson(QJsonDocument::Compact));
}

void Output::result(const QString &text, const QJsonObject &json) {
    if (m_json)
        object(json);
    else
        line(text);
}

void Output::say(const QString &text) { writeLine(m_words, text.toLocal8Bit()); }

void Output::warn(const QString &text) {
    if (!m_quiet)
        say(text);
}

void Output::failure(const Error &error) {
    say(errorLine(error));
    if (m_json) {
        QJsonObject event = errorObject(error);
        event.insert("event"_L1, u"failed"_s);
        object(event);
    }
}

QJsonObject errorObject(const Error &error) {
    const ErrorText text = errorText(error);
    return {{u"code"_s, errcName(error.code)},
            {u"detail"_s, error.detail},
            {u"text"_s, text.sentence},
            {u"suggestion"_s, text.suggestion}};
}

} // namespace fairlead
