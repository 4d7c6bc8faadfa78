#include "model/Steps.h"
#include "model/Targets.h"

#include <QRegularExpression>
#include <QTest>

using namespace passerelle::model;

class TestTargets : public QObject {
    Q_OBJECT
private slots:
    // procedure.md sections 2 and 14: the published page prints one of these with a wrong digit count.
    void identifiers()
    {
        QCOMPARE(QLatin1String(constant::skypeOnlineAppId), QLatin1String("00000004-0000-0ff1-ce00-000000000000"));
        QCOMPARE(QLatin1String(constant::exchangeOnlineAppId), QLatin1String("00000002-0000-0ff1-ce00-000000000000"));
        QCOMPARE(QLatin1String(constant::teamsSchedulerAppId), QLatin1String("7557eb47-c689-4224-abcf-aef9bd7573df"));
        QCOMPARE(QLatin1String(constant::cloudVoicemailAppId), QLatin1String("db7de2b5-2149-435e-8043-e080dd50afae"));
        QCOMPARE(QLatin1String(constant::tokenIssuerId), QLatin1String("00000001-0000-0000-c000-000000000000"));
        const QRegularExpression guid(QStringLiteral("^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"));
        for (const char *id : {constant::skypeOnlineAppId, constant::exchangeOnlineAppId, constant::teamsSchedulerAppId, constant::cloudVoicemailAppId, constant::tokenIssuerId})
            QVERIFY2(guid.match(QLatin1String(id)).hasMatch(), id);
    }

    void documentedPage()
    {
        const auto targets = documentedTargets();
        QCOMPARE(targets.size(), 1);
        QCOMPARE(targets.first().accountName, QStringLiteral("SfBOnline-ApplicationAccount"));
        QCOMPARE(targets.first().partnerName, QStringLiteral("SfBOnline"));
        QCOMPARE(targets.first().roles, QStringList({QStringLiteral("UserApplication"), QStringLiteral("ArchiveApplication")}));
    }

    void stepWords()
    {
        QCOMPARE(stepIds().size(), 6);
        QCOMPARE(stepNumber(QStringLiteral("partner-application")), 3);
        QCOMPARE(stepNumber(QStringLiteral("nothing")), 0);
        for (auto status : {StepStatus::Done, StepStatus::AlreadyDone, StepStatus::Skipped, StepStatus::Failed, StepStatus::Simulated, StepStatus::NotRun, StepStatus::HandedOver})
            QCOMPARE(statusFromWord(statusWord(status)), status);
        QVERIFY(!statusFromWord(QStringLiteral("finished")));
    }
};

QTEST_GUILESS_MAIN(TestTargets)
#include "tst_Targets.moc"
