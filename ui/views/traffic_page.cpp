#include "ui/views/traffic_page.h"

#include "text/units.h"
#include "ui/views/empty_pane.h"
#include "ui/views/fact_list.h"
#include "ui/views/small_widgets.h"
#include "ui/views/traffic_plot.h"

#include <QtGui/QPainter>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QVBoxLayout>

namespace fairlead::ui {
namespace {

constexpr int kMargin = 20;

QString shown(double rate) { return rate >= 1 ? rateText(rate) : TrafficPage::tr("idle"); }

// A piece of the line in the plot, and its name.
class KeyEntry final : public QWidget {
public:
    KeyEntry(Direction direction, const QString &name, QWidget *parent)
        : QWidget(parent),
          m_direction(direction) {
        auto *row = new QHBoxLayout(this);
        row->setContentsMargins(0, 0, 0, 0);
        row->setSpacing(0);
        row->addSpacing(kLine + 6);
        row->addWidget(new ElidedLabel(Type::Hint, Ink::Normal, Weight::Regular, this));
        static_cast<ElidedLabel *>(row->itemAt(1)->widget())->setText(name);
    }

protected:
    void paintEvent(QPaintEvent *) override {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(trafficPen(m_direction, coloursOf(palette())));
        const double left = isRightToLeft() ? width() - kLine : 0;
        const double y = height() / 2.0;
        painter.drawLine(QPointF(left + 1, y), QPointF(left + kLine - 1, y));
    }

private:
    static constexpr int kLine = 22;
    Direction m_direction;
};

} // namespace

TrafficPage::TrafficPage(const Services &services, QWidget *parent)
    : QWidget(parent),
      m_services(services) {
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(kMargin, 8, kMargin, 10);
    row->setSpacing(16);
    auto *left = new QVBoxLayout;
    left->setSpacing(4);
    left->addWidget(buildTools());
    m_pages = new QStackedWidget(this);
    m_plot = new TrafficPlot(m_pages);
    m_empty = new EmptyPane(m_pages);
    m_empty->setGround(QPalette::Window);
    m_pages->addWidget(m_plot);
    m_pages->addWidget(m_empty);
    left->addWidget(m_pages, 1);
    m_rule = new Rule(Qt::Vertical, this);
    m_figures = new FactList(this);
    row->addLayout(left, 1);
    row->addWidget(m_rule);
    row->addWidget(m_figures, 0, Qt::AlignTop);
    connect(m_logarithmic, &QCheckBox::toggled, m_plot, &TrafficPlot::setLogarithmic);
    connect(m_span, &QComboBox::currentIndexChanged, this, [this] {
        if (m_row)
            show(*m_row);
    });
}

QWidget *TrafficPage::buildTools() {
    auto *tools = new QWidget(this);
    auto *row = new QHBoxLayout(tools);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(14);
    m_logarithmic = new QCheckBox(tr("&Logarithmic"), tools);
    m_logarithmic->setToolTip(tr("Shows small and large rates side by side"));
    m_span = new QComboBox(tools);
    m_span->addItem(tr("Last 5 minutes"));
    m_span->addItem(tr("Last hour"));
    m_span->setAccessibleName(tr("Span of time"));
    row->addWidget(new KeyEntry(Direction::Down, tr("↓ Down"), tools));
    row->addWidget(new KeyEntry(Direction::Up, tr("↑ Up"), tools));
    row->addStretch(1);
    row->addWidget(m_logarithmic);
    row->addWidget(m_span);
    return tools;
}

TrafficSpan TrafficPage::span() const {
    return m_span->currentIndex() == 1 ? TrafficSpan::Hour : TrafficSpan::FiveMinutes;
}

void TrafficPage::show(const ForwardRow &row) {
    m_row = row;
    const TrafficSeries series = m_services.tunnels.traffic(row.forward.id, span());
    // The samples know a clock of their own; only the age of a step is the same on both.
    const QDateTime end =
        QDateTime::currentDateTime().addMSecs((series.end - m_services.timers.now()).count());
    const bool quiet = isQuiet(series);
    if (quiet)
        m_empty->show(Icon::Clock,
                      span() == TrafficSpan::Hour ? tr("Nothing in the last hour")
                                                  : tr("Nothing in the last five minutes"),
                      row.now.status.state == ForwardState::Off
                          ? tr("The forward is switched off.")
                          : tr("The plot begins with the first bytes that go through."),
                      {});
    m_pages->setCurrentWidget(quiet ? static_cast<QWidget *>(m_empty) : m_plot);
    m_plot->show(series, end);
    showFigures(row, series, end);
}

void TrafficPage::showFigures(const ForwardRow &row, const TrafficSeries &series,
                              const QDateTime &end) {
    const auto peak = [&](Direction direction) {
        const TrafficPeak found = peakOf(series, direction);
        if (found.rate < 1)
            return QString();
        const QTime when = end.addMSecs(-agoOf(found.index, series).count()).time();
        //: a rate and a time: "peak 5.2 MB/s at 14:29"
        return tr("peak %1 at %2")
            .arg(isolated(rateText(found.rate)), isolated(clockText(when, locale())));
    };
    const ForwardSnapshot &now = row.now;
    QList<Fact> facts;
    facts.append({.head = tr("Down now"),
                  .value = isolated(shown(now.downPerSecond)),
                  .detail = peak(Direction::Down),
                  .prominent = true});
    facts.append({.head = tr("Up now"),
                  .value = isolated(shown(now.upPerSecond)),
                  .detail = peak(Direction::Up),
                  .prominent = true});
    //: two amounts: "7.4 GB down, 0.7 GB up"
    const QString both =
        tr("%1 down, %2 up")
            .arg(isolated(bytesText(now.bytesDown)), isolated(bytesText(now.bytesUp)));
    facts.append({.head = tr("Since the start"),
                  .value = isolated(bytesText(now.bytesDown + now.bytesUp)),
                  .detail = both,
                  .prominent = true});
    m_figures->show(facts);
}

void TrafficPage::setFactsVisible(bool visible) {
    m_figures->setVisible(visible);
    m_rule->setVisible(visible);
}

} // namespace fairlead::ui
