// The page a newcomer finds at the end of a forward: where they are, and which way they came.
#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QStringList>

namespace fairlead::demo {

struct Page {
    QString title;
    QString text;    // one or two sentences
    QStringList way; // from the browser to the page, at least two stations
};

// A whole HTML document without scripts or anything from elsewhere; dark and light as the browser
// likes it.
[[nodiscard]] QByteArray pageHtml(const Page &page);

} // namespace fairlead::demo
