// Colours keep their promises on our palettes and on foreign ones; every icon draws something.
#include "ui/look/colours.h"
#include "ui/look/icon.h"

#include <QtGui/QPainter>
#include <QtTest/QTest>

using namespace fairlead::ui;

namespace {

QPalette foreign(QRgb window, QRgb base, QRgb text, QRgb highlight) {
    QPalette palette = ownPalette(QColor(window).lightnessF() < 0.5F);
    palette.setColor(QPalette::Window, QColor(window));
    palette.setColor(QPalette::Base, QColor(base));
    palette.setColor(QPalette::Text, QColor(text));
    palette.setColor(QPalette::WindowText, QColor(text));
    palette.setColor(QPalette::Highlight, QColor(highlight));
    return palette;
}

} // namespace

class TestLook : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void contrastIsThatOfWcag() {
        QCOMPARE(qRound(contrast(Qt::black, Qt::white) * 10), 210);
        QCOMPARE(contrast(Qt::red, Qt::red), 1.0);
        // 4.54:1, the well-known darkest grey that is still AA on white from below.
        QVERIFY(qAbs(contrast(QColor(0x76, 0x76, 0x76), Qt::white) - 4.54) < 0.01);
    }

    void textReadsOnEverySurface_data() {
        QTest::addColumn<QPalette>("palette");
        QTest::newRow("own light") << ownPalette(false);
        QTest::newRow("own dark") << ownPalette(true);
        QTest::newRow("Breeze") << foreign(0xffEFF0F1, 0xffFFFFFF, 0xff232629, 0xff3DAEE9);
        QTest::newRow("Breeze dark") << foreign(0xff202326, 0xff141618, 0xffFCFCFC, 0xff3DAEE9);
        QTest::newRow("Adwaita") << foreign(0xffF6F5F4, 0xffFFFFFF, 0xff000000, 0xff3584E4);
        QTest::newRow("grey") << foreign(0xffC0C0C0, 0xffFFFFFF, 0xff000000, 0xff000080);
    }
    void textReadsOnEverySurface() {
        QFETCH(QPalette, palette);
        const Colours colours(palette);
        for (const QColor &ground : {colours.base, colours.window, colours.tint})
            QVERIFY(contrast(colours.quiet, ground) >= 4.6);
        QVERIFY(contrast(colours.onAccent, colours.highlight) >= 3.9);
        for (int i = 0; i < kToneCount; ++i) {
            const ToneColours &tone = colours.tone(static_cast<Tone>(i));
            for (const QColor &ground :
                 {colours.base, colours.window, colours.tint, colours.card, tone.wash}) {
                QVERIFY(contrast(tone.ink, ground) >= 4.5);
                QVERIFY(contrast(tone.shape, ground) >= 3.0);
            }
        }
    }

    void ourOwnLightColoursAreThoseOfTheDesign() {
        const Colours colours(ownPalette(false));
        QCOMPARE(colours.tone(Tone::Good).ink, QColor(0x0B, 0x6B, 0x3C));
        QCOMPARE(colours.tone(Tone::Failed).shape, QColor(0xCF, 0x34, 0x2B));
        QCOMPARE(colours.onAccent, QColor(Qt::white));
    }

    void everyIconDrawsWithinItsSquare() {
        for (int i = 0; i < kIconCount; ++i) {
            QImage image(48, 48, QImage::Format_ARGB32_Premultiplied);
            image.fill(Qt::transparent);
            QPainter painter(&image);
            paintIcon(painter, static_cast<Icon>(i), QRectF(8, 8, 32, 32), Qt::black);
            painter.end();
            int inside = 0;
            int outside = 0;
            for (int y = 0; y < 48; ++y) {
                for (int x = 0; x < 48; ++x) {
                    if (qAlpha(image.pixel(x, y)) == 0)
                        continue;
                    const bool in = x >= 7 && x <= 40 && y >= 7 && y <= 40;
                    ++(in ? inside : outside);
                }
            }
            QVERIFY2(inside > 20, qPrintable(QString::number(i)));
            QCOMPARE(outside, 0);
        }
    }

    void aMirroredIconIsItsMirrorImage() {
        const auto draw = [](bool mirrored) {
            QImage image(32, 32, QImage::Format_ARGB32_Premultiplied);
            image.fill(Qt::transparent);
            QPainter painter(&image);
            paintIcon(painter, Icon::KindLocal, QRectF(0, 0, 32, 32), Qt::black, Qt::white,
                      mirrored);
            return image;
        };
        QVERIFY(draw(false) != draw(true));
        QVERIFY(pointsAlong(Icon::KindLocal));
        QVERIFY(!pointsAlong(Icon::Search));
    }
};

QTEST_MAIN(TestLook)
#include "tst_look.moc"
