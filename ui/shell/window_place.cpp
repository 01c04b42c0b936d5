#include "ui/shell/window_place.h"

#include <QtCore/QEvent>
#include <QtGui/QScreen>
#include <QtWidgets/QSplitter>
#include <QtWidgets/QWidget>

using namespace Qt::StringLiterals;

namespace fairlead::ui {
namespace {

QStringList toWords(const QList<int> &numbers) {
    QStringList words;
    for (const int number : numbers)
        words.append(QString::number(number));
    return words;
}

} // namespace

WindowPlace::WindowPlace(QWidget &window, QList<QSplitter *> splitters, Remembered &remembered)
    : QObject(&window),
      m_window(window),
      m_splitters(std::move(splitters)),
      m_remembered(remembered) {
    restore();
    window.installEventFilter(this);
}

bool WindowPlace::eventFilter(QObject *watched, QEvent *event) {
    if (watched == &m_window && event->type() == QEvent::Hide && !event->spontaneous())
        keep();
    return QObject::eventFilter(watched, event);
}

void WindowPlace::restore() {
    const QStringList size = m_remembered.value(u"window"_s);
    if (size.size() >= 2)
        m_window.resize(QSize(size[0].toInt(), size[1].toInt())
                            .boundedTo(m_window.screen()->availableSize())
                            .expandedTo(m_window.minimumSize()));
    if (size.value(2) == u"maximised")
        m_window.setWindowState(Qt::WindowMaximized);
    for (qsizetype i = 0; i < m_splitters.size(); ++i) {
        QList<int> sizes;
        for (const QString &word : m_remembered.value(u"panes%1"_s.arg(i)))
            sizes.append(qBound(0, word.toInt(), 10'000));
        if (sizes.size() == m_splitters[i]->count())
            m_splitters[i]->setSizes(sizes);
    }
}

void WindowPlace::keep() const {
    const bool maximised = m_window.isMaximized();
    const QSize size = maximised ? m_window.normalGeometry().size() : m_window.size();
    QStringList words = toWords({size.width(), size.height()});
    if (maximised)
        words.append(u"maximised"_s);
    m_remembered.setValue(u"window"_s, words);
    for (qsizetype i = 0; i < m_splitters.size(); ++i) {
        // A pane that is folded away has no width to go back to.
        const QList<int> sizes = m_splitters[i]->sizes();
        if (!sizes.contains(0))
            m_remembered.setValue(u"panes%1"_s.arg(i), toWords(sizes));
    }
}

} // namespace fairlead::ui
