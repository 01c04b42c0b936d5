#include "core/desktop/autostart_text.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead {
namespace {

// Two layers: an Exec argument in double quotes, then the escapes of every string in the file.
QString execArgument(const QString &argument) {
    QString quoted;
    for (const QChar c : argument) {
        if (u"\"`$\\"_s.contains(c))
            quoted += u'\\';
        quoted += c;
        if (c == u'%') // a field code otherwise
            quoted += c;
    }
    return u'"' + quoted + u'"';
}

QString entryString(QString text) {
    return text.replace(u'\\', u"\\\\"_s)
        .replace(u'\n', u"\\n"_s)
        .replace(u'\r', u"\\r"_s)
        .replace(u'\t', u"\\t"_s);
}

QString execLine(const AutostartEntry &entry) {
    QStringList words{execArgument(entry.program)};
    for (const QString &argument : entry.arguments)
        words.append(execArgument(argument));
    return words.join(u' ');
}

QString plistString(const QString &text) {
    return u"<string>"_s + text.toHtmlEscaped() + u"</string>"_s;
}

// Backslashes are only special before a quote: double them there, and before the closing one.
QString windowsArgument(const QString &argument) {
    QString quoted = u"\""_s;
    qsizetype backslashes = 0;
    for (const QChar c : argument) {
        if (c == u'"')
            quoted += QString(backslashes + 1, u'\\');
        backslashes = c == u'\\' ? backslashes + 1 : 0;
        quoted += c;
    }
    return quoted + QString(backslashes, u'\\') + u'"';
}

} // namespace

QByteArray desktopEntryText(const AutostartEntry &entry) {
    return (u"[Desktop Entry]\nType=Application\nName="_s + entryString(entry.name) + u"\nExec="_s +
            entryString(execLine(entry)) + u"\nIcon="_s + entryString(entry.id) +
            u"\nTerminal=false\nX-GNOME-Autostart-enabled=true\n"_s)
        .toUtf8();
}

bool desktopEntryStarts(QByteArrayView content) {
    const QList<QByteArray> lines = content.toByteArray().split('\n');
    return std::none_of(lines.begin(), lines.end(), [](const QByteArray &line) {
        const QByteArray plain = line.simplified().replace(" ", "");
        return plain == "Hidden=true" || plain == "X-GNOME-Autostart-enabled=false";
    });
}

QByteArray launchAgentText(const AutostartEntry &entry) {
    QString words = plistString(entry.program);
    for (const QString &argument : entry.arguments)
        words += plistString(argument);
    return (u"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            "<!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" "
            "\"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">\n"
            "<plist version=\"1.0\"><dict>\n<key>Label</key>"_s +
            plistString(entry.id) + u"\n<key>ProgramArguments</key><array>"_s + words +
            u"</array>\n<key>RunAtLoad</key><true/>\n"
            "<key>ProcessType</key><string>Interactive</string>\n</dict></plist>\n"_s)
        .toUtf8();
}

QString windowsCommandLine(const AutostartEntry &entry) {
    QStringList words{windowsArgument(entry.program)};
    for (const QString &argument : entry.arguments)
        words.append(windowsArgument(argument));
    return words.join(u' ');
}

} // namespace fairlead
