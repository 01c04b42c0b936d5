#include "text/import_text.h"

#include <QtTest/QtTest>

using namespace Qt::StringLiterals;
using namespace fairlead;

class ImportTextTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyRemarkIsASentence() {
        for (int code = 0; code <= static_cast<int>(ImportRemark::Code::Ignored); ++code) {
            const QString text =
                importRemarkText({static_cast<ImportRemark::Code>(code), u"%1 some"_s});
            QVERIFY2(text.size() > 10, qPrintable(QString::number(code)));
            QVERIFY(!text.contains(u"error"_s, Qt::CaseInsensitive));
        }
    }

    void everyFateHasAWord() {
        for (int fate = 0; fate <= static_cast<int>(ImportItem::Fate::Skipped); ++fate)
            QVERIFY(!importFateText(static_cast<ImportItem::Fate>(fate)).isEmpty());
    }
};

QTEST_GUILESS_MAIN(ImportTextTest)
#include "tst_import_text.moc"
