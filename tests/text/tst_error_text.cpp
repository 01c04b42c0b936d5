#include "text/error_text.h"
#include "text/status_text.h"

#include <QtTest/QtTest>

using namespace Qt::StringLiterals;
using namespace fairlead;

namespace {

// The last enumerator; a new one after it makes the walk's own check below fail to compile under
// -Werror=switch in error_text.cpp, and this line is then the second to change.
constexpr Errc kLast = Errc::Internal;

QList<Errc> everyCode() {
    QList<Errc> codes;
    for (int i = 0; i <= static_cast<int>(kLast); ++i)
        codes.append(static_cast<Errc>(i));
    return codes;
}

} // namespace

class ErrorTextTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyCodeHasASentenceThatNamesTheDetail() {
        for (const Errc code : everyCode()) {
            const auto [sentence, suggestion] = errorText({code, u"db.example:22"_s});
            QVERIFY2(sentence.contains("db.example:22"_L1), qPrintable(errcName(code)));
            QVERIFY2(sentence.endsWith(u'.') && sentence.size() > 20, qPrintable(errcName(code)));
            QVERIFY2(suggestion.endsWith(u'.') && suggestion.size() > 10,
                     qPrintable(errcName(code)));
        }
    }

    void noDetailLeavesNoColon() {
        for (const Errc code : everyCode())
            QVERIFY2(!errorText({code, {}}).sentence.contains(u':'), qPrintable(errcName(code)));
    }

    void wordsBlameNobody() {
        for (const Errc code : everyCode()) {
            const QString line = errorLine({code, {}}).toLower();
            for (const auto word : {"error"_L1, "invalid"_L1, "illegal"_L1, "you must"_L1})
                QVERIFY2(!line.contains(word), qPrintable(line));
        }
    }

    void reasonsFitTheList() {
        for (const Errc code : everyCode()) {
            QVERIFY2(!errorReason(code).isEmpty(), qPrintable(errcName(code)));
            QVERIFY2(errorReason(code).size() <= 24, qPrintable(errorReason(code)));
        }
    }

    void percentSignsInADetailStay() {
        QCOMPARE(errorText({Errc::PortTaken, u"%2 %1"_s}).sentence, u"The port is taken: %2 %1."_s);
    }

    void aFullStopIsNotDoubled() {
        QCOMPARE(errorText({Errc::Internal, u"done."_s}).sentence.count(u'.'), 1);
    }

    void statusReasonPrefersTheCountdown() {
        using std::chrono::milliseconds;
        ForwardStatus status{.state = ForwardState::Holding,
                             .why = Error{Errc::ConnectTimeout, {}},
                             .retryAt = milliseconds(15000)};
        QCOMPARE(statusReason(status, milliseconds(3000)), u"Retry in 12 s"_s);
        status.retryAt.reset();
        QCOMPARE(statusReason(status, milliseconds(3000)), u"No answer"_s);
        QCOMPARE(statusReason({}, milliseconds(0)), QString());
    }
};

QTEST_APPLESS_MAIN(ErrorTextTest)
#include "tst_error_text.moc"
