// The two voices of the command line: results and events on stdout, words for people on stderr.
#pragma once

#include "core/base/result.h"

#include <QtCore/QJsonObject>
#include <cstdio>

namespace fairlead {

// Every line is flushed at once, so that a script that waits for it is not kept waiting.
class Output {
public:
    explicit Output(std::FILE *results = stdout, std::FILE *words = stderr)
        : m_results(results),
          m_words(words) {}
    void setJson(bool on) { m_json = on; }
    void setQuiet(bool on) { m_quiet = on; }
    [[nodiscard]] bool json() const { return m_json; }

    // results (stdout)
    void line(const QString &text);
    void object(const QJsonObject &object); // one compact line
    // The object with --json, otherwise the text.
    void result(const QString &text, const QJsonObject &json);

    // words (stderr)
    void say(const QString &text);
    void warn(const QString &text); // silenced by -q
    // One sentence and one suggestion; with --json also an event on stdout.
    void failure(const Error &error);

private:
    std::FILE *m_results;
    std::FILE *m_words;
    bool m_json = false;
    bool m_quiet = false;
};

// {"code":"PortTaken","detail":…,"text":…}: the members every event about trouble has.
[[nodiscard]] QJsonObject errorObject(const Error &error);

} // namespace fairlead
