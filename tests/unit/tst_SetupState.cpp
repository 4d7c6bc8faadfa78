#include "model/StateStore.h"

#include <QDir>
#include <QJsonDocument>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace passerelle;
using namespace passerelle::model;

static void fill(SetupState &state)
{
    ExchangeFacts exchange;
    exchange.server = QStringLiteral("ex1.contoso.fr");
    exchange.user = QStringLiteral("CONTOSO\\admin");
    exchange.acceptedDomains = QStringList {QStringLiteral("contoso.fr"), QStringLiteral("contoso.lan")};
    exchange.servers.append({QStringLiteral("EX1"), QStringLiteral("ex1.contoso.fr"), QStringLiteral("15.2 (Build 1748.10)"), 15, 2, true, false});
    state.setExchange(exchange);
    TenantFacts tenant;
    tenant.id = QStringLiteral("11111111-2222-3333-4444-555555555555");
    tenant.verifiedDomains = QStringList {QStringLiteral("contoso.fr")};
    state.setTenant(tenant);
    Settings settings;
    settings.domain = QStringLiteral("contoso.fr");
    settings.accountName = QStringLiteral("SfBOnline-ApplicationAccount");
    state.setSettings(settings);
    state.setAccount(AccountIdentity {settings.accountName, QStringLiteral("guid"), QStringLiteral("CN=x"), QStringLiteral("contoso.fr/Users/x"), QStringLiteral("x@contoso.fr"), true});
    state.setPartnerApplication(PartnerApplicationIdentity {QStringLiteral("SfBOnline"), QStringLiteral("g2"), QStringLiteral("contoso.fr/Users/x"), true});
    state.setCertificate(ExportedCertificate {QString(40, u'A'), QByteArray("\x30\x00\xff", 3), QDateTime(QDate(2024, 1, 1), QTime(1, 2, 3), Qt::UTC),
                                              QDateTime(QDate(2029, 1, 1), QTime(1, 2, 3), Qt::UTC), QStringLiteral("CN=Auth"), {QStringLiteral("ex1")}, {}});
    const Change change {QStringLiteral("account.role"), QStringLiteral("account"), QStringLiteral("exchange"), QStringLiteral("x"), QStringLiteral("b"), QStringLiteral("a"), {{QStringLiteral("role"), QStringLiteral("UserApplication")}}, false, true, {}};
    state.acceptPlan({change.key()}, {QStringLiteral("declined")});
    state.addPerformedChange(QStringLiteral("account"), change);
    state.setStepRecord(QStringLiteral("oauth"), {StepStatus::AlreadyDone, {}, std::nullopt, QDateTime(QDate(2026, 1, 1), QTime(0, 0), Qt::UTC)});
    state.confirm(QStringLiteral("V9"), {QStringLiteral("yes"), QStringLiteral("Anne"), QDateTime(QDate(2026, 1, 1), QTime(0, 0), Qt::UTC), QString()});
    state.setChecks({{QStringLiteral("V2"), Verdict::Attention, {{QStringLiteral("name"), QStringLiteral("SfBOnline")}}, core::FailureCode::PaLegacyOnly, {QStringLiteral("Enabled=True")}, -1, {}}}, QDateTime(QDate(2026, 1, 1), QTime(0, 0), Qt::UTC));
}

class TestSetupState : public QObject {
    Q_OBJECT
private slots:
    void survivesTheRunFile()
    {
        SetupState state;
        fill(state);
        SetupState copy;
        QVERIFY(copy.restore(state.toJson()));
        QCOMPARE(copy.toJson(), state.toJson());
        QCOMPARE(*copy.exchange(), *state.exchange());
        QCOMPARE(*copy.certificate(), *state.certificate());
        QCOMPARE(copy.stepRecord(QStringLiteral("account")).changes.size(), 1);
        QCOMPARE(copy.checks().first().code, core::FailureCode::PaLegacyOnly);
        QVERIFY(copy.hasUnfinishedRun());
    }

    void signalsOnlyRealChanges()
    {
        SetupState state;
        QSignalSpy spy(&state, &SetupState::changed);
        Settings settings;
        settings.domain = QStringLiteral("contoso.fr");
        state.setSettings(settings);
        state.setSettings(settings);
        QCOMPARE(spy.count(), 1);
    }

    void refusesForeignDocuments()
    {
        SetupState state;
        fill(state);
        const QJsonObject before = state.toJson();
        QVERIFY(!state.restore({{QStringLiteral("schema"), 2}}));
        QJsonObject damaged = before;
        damaged[QStringLiteral("steps")] = QJsonObject {{QStringLiteral("account"), QJsonObject {{QStringLiteral("status"), QStringLiteral("finished")}}}};
        QVERIFY(!state.restore(damaged));
        QCOMPARE(state.toJson(), before);
    }

    void consentCoversWhatItNames()
    {
        SetupState state;
        Change change {QStringLiteral("account.create"), QStringLiteral("account"), QStringLiteral("exchange"), QStringLiteral("x"), {}, QStringLiteral("a"), {}, false, true, {}};
        QVERIFY(!state.accepts(change));
        state.acceptPlan({change.key()}, {});
        QVERIFY(state.accepts(change));
        change.after = QStringLiteral("b");
        QVERIFY(!state.accepts(change));
        QVERIFY(!state.declines(change));
        state.withdrawPlan();
        change.after = QStringLiteral("a");
        QVERIFY(!state.accepts(change));
    }

    // A consent is given for one organisation and one tenant.
    void consentDoesNotTravel()
    {
        SetupState state;
        fill(state);
        QVERIFY(state.planAccepted());
        TenantFacts same = *state.tenant();
        same.name = QStringLiteral("Renamed");
        state.setTenant(same);
        QVERIFY(state.planAccepted());
        SetupState restored;
        QVERIFY(restored.restore(state.toJson()));
        TenantFacts other = same;
        other.id = QStringLiteral("99999999-2222-3333-4444-555555555555");
        restored.setTenant(other);
        QVERIFY(!restored.planAccepted());
    }

    // The choice of page 3 is one of the run: kept in its file, forgotten by the next, and another plan belongs to it.
    void workingWithoutSignIn()
    {
        SetupState state;
        state.acceptPlan({}, {});
        state.setOffline(true);
        QVERIFY(!state.planAccepted());
        state.acceptPlan({}, {});
        StepRecord record;
        record.status = StepStatus::HandedOver;
        state.setStepRecord(QLatin1String(step::upload), record);
        record.status = StepStatus::Done;
        record.fromAnswer = true;
        state.setStepRecord(QLatin1String(step::uploadCheck), record);
        SetupState other;
        QVERIFY(other.restore(QJsonDocument::fromJson(QJsonDocument(state.toJson()).toJson()).object()));
        QVERIFY(other.isOffline());
        QVERIFY(other.planAccepted());
        QCOMPARE(other.stepRecord(QLatin1String(step::upload)).status, StepStatus::HandedOver);
        QVERIFY(other.stepRecord(QLatin1String(step::uploadCheck)).fromAnswer);
        other.begin({});
        QVERIFY(!other.isOffline());
    }

    void stepOneAloneIsNoUnfinishedRun()
    {
        SetupState state;
        fill(state);
        for (const QString &id : stepIds())
            state.setStepRecord(id, {StepStatus::Done, {}, std::nullopt, {}});
        state.setStepRecord(QStringLiteral("oauth"), {StepStatus::Failed, {}, core::FailureCode::IocMissing, {}});
        QVERIFY(!state.hasUnfinishedRun());
    }

    // Once for each turn of the event loop, and on the disk itself only where a write to a server depends on it.
    void isSavedOnceForEachTurn()
    {
        QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("run.json"));
        SetupState state;
        {
            StateStore store(file, state);
            QSignalSpy saved(&store, &StateStore::saved);
            for (int i = 0; i < 20; ++i)
                state.setStepRecord(QStringLiteral("account"), {StepStatus::Running, {}, std::nullopt, QDateTime::fromSecsSinceEpoch(i)});
            QVERIFY(!QFile::exists(file));
            QCoreApplication::processEvents();
            QCOMPARE(saved.size(), 1);
            QCOMPARE(saved[0][0].toBool(), false);
            QVERIFY(QFile::exists(file));

            state.addPerformedChange(QStringLiteral("account"), {});
            QCOMPARE(saved.size(), 2);
            QCOMPARE(saved[1][0].toBool(), true);
            state.settle();
            QCoreApplication::processEvents();
            QCOMPARE(saved.size(), 2);  // nothing has changed since

            state.setStepRecord(QStringLiteral("account"), {StepStatus::Done, {}, std::nullopt, {}});
            QCoreApplication::processEvents();
            QCOMPARE(saved.size(), 3);
            state.settle();  // written, but perhaps not on the disk yet
            QCOMPARE(saved.size(), 4);
            QCOMPARE(QDir(folder.path()).entryList(QDir::Files).size(), 1);
            state.setMode(Mode::Verify);
        }
        SetupState second;
        StateStore again(file, second);
        QVERIFY(again.load());
        QCOMPARE(second.mode(), Mode::Verify);  // the end of the program saves what is not saved yet
    }

    void isSavedForItsOwnerOnly_data()
    {
        QTest::addColumn<bool>("settled");
        QTest::newRow("soon") << false;
        QTest::newRow("on the disk") << true;
    }

    void isSavedForItsOwnerOnly()
    {
        QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("deep/run.json"));
        SetupState state;
        StateStore store(file, state);
        QVERIFY(store.load());
        QFETCH(bool, settled);
        fill(state);
        if (settled)
            state.settle();
        else
            QCoreApplication::processEvents();
        QVERIFY(QFile::exists(file));
        const auto others = QFile::permissions(file) & (QFileDevice::ReadGroup | QFileDevice::ReadOther | QFileDevice::WriteGroup | QFileDevice::WriteOther);
        QVERIFY(!others);
        SetupState second;
        StateStore again(file, second);
        QVERIFY(again.load());
        QCOMPARE(second.toJson(), state.toJson());
    }

    void keepsAnUnreadableFileAside()
    {
        QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("run.json"));
        QFile damaged(file);
        QVERIFY(damaged.open(QIODevice::WriteOnly));
        damaged.write("{\"schema\":1,");
        damaged.close();
        SetupState state;
        StateStore store(file, state);
        const auto outcome = store.load();
        QVERIFY(!outcome);
        QCOMPARE(outcome.failure().code, core::FailureCode::LocalFile);
        QVERIFY(QFile::exists(file + QStringLiteral(".unreadable")));
        QVERIFY(!QFile::exists(file));
    }

    void tellsWhenItCannotBeWritten()
    {
        QTemporaryDir folder;
        QFile blocker(folder.filePath(QStringLiteral("blocked")));
        QVERIFY(blocker.open(QIODevice::WriteOnly));
        blocker.close();
        SetupState state;
        StateStore store(folder.filePath(QStringLiteral("blocked/run.json")), state);
        QSignalSpy spy(&store, &StateStore::failed);
        fill(state);
        QCoreApplication::processEvents();
        QVERIFY(spy.count() > 0);
        QCOMPARE(store.lastFailure()->code, core::FailureCode::LocalFile);
        QVERIFY(state.saveFailure());  // the steps refuse to write while this is set
    }
};

QTEST_GUILESS_MAIN(TestSetupState)
#include "tst_SetupState.moc"
