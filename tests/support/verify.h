// QVERIFY2 works out its message before the condition; these ask for it afterwards.
#pragma once

#include <QtTest/QTest>

// What the tunnel's program said is the message.
#define VERIFY_SAID(condition, tunnel)                                                             \
    do {                                                                                           \
        const bool holds = static_cast<bool>(condition);                                           \
        if (!QTest::qVerify(holds, #condition, holds ? "" : (tunnel).said().constData(), __FILE__, \
                            __LINE__))                                                             \
            return;                                                                                \
    } while (false)

// A function that returns what went wrong, empty when nothing did.
#define VERIFY_FINE(fault)                                                                         \
    do {                                                                                           \
        const QString found = (fault);                                                             \
        if (!QTest::qVerify(found.isEmpty(), #fault, found.toUtf8().constData(), __FILE__,         \
                            __LINE__))                                                             \
            return;                                                                                \
    } while (false)

// Skips the test, or with initTestCase the program, with the reason it cannot run here.
#define SKIP_IF(missing)                                                                           \
    do {                                                                                           \
        if (const QString why = (missing); !why.isEmpty())                                         \
            QSKIP(why.toUtf8().constData());                                                       \
    } while (false)
