// Sign-in and upload through the real wire, without the steps before them: device code, second resource,
// principals that are missing, undo, and what must not be found in any file afterwards.
#include "flows/CloudDesk.h"
#include "protocols/graph/UndoUpload.h"

#include <QJsonDocument>
#include <QSignalSpy>
#include <QTest>

using namespace passerelle;
using namespace passerelle::tests;
using core::FailureCode;

namespace {

QStringList logged;
void collect(QtMsgType, const QMessageLogContext &, const QString &message)
{
    logged << message;
}

}

class TestFlowCloud : public QObject {
    Q_OBJECT
private slots:
    // cloud.md a.5: the person types the code elsewhere; the code is on the screen and nowhere else
    void deviceCode()
    {
        Lab lab;
        QVERIFY(lab.start({ { QStringLiteral("deviceInterval"), 1 },
                            { QStringLiteral("devicePending"), 1 },
                            { QStringLiteral("deviceAnswer"), QStringLiteral("approve") } }));
        CloudDesk desk(lab);
        logged.clear();
        const auto before = qInstallMessageHandler(collect);
        QString code;
        connect(&desk.run.tenant, &services::TenantConnection::deviceCodeReady, &desk.run.tenant,
                [&] { code = desk.run.tenant.deviceCode()->userCode; });
        desk.run.tenant.signInWithCode(desk.endpoints.tenantDomain);
        const bool ended = desk.ends(desk.run.tenant);
        qInstallMessageHandler(before);
        QVERIFY(ended);
        QVERIFY2(desk.run.tenant.isSignedIn(),
                 qPrintable(desk.run.tenant.failure() ? desk.run.tenant.failure()->technical : QString()));
        QVERIFY(!code.isEmpty());
        QVERIFY(!desk.run.tenant.deviceCode());
        const QByteArray token = desk.run.tokens.session()->accessToken.reveal().toByteArray();
        QString everything = logged.join(u'\n') + QString::fromUtf8(desk.files());
        for (const model::CallRecord &call : desk.run.tenant.calls())
            everything += call.request + call.answer;
        for (const model::Finding &finding : desk.run.tenant.findings())
            everything += finding.evidence.join(u' ') + QStringList(finding.values.values()).join(u' ');
        everything += QString::fromUtf8(QJsonDocument(desk.run.state.toJson()).toJson());
        QVERIFY(everything.contains(QStringLiteral("/devicecode")));
        QVERIFY(!everything.contains(code));
        QVERIFY(!everything.contains(QString::fromUtf8(token)));
    }

    void deviceCodeDeclined()
    {
        Lab lab;
        QVERIFY(lab.start({ { QStringLiteral("deviceInterval"), 1 },
                            { QStringLiteral("deviceAnswer"), QStringLiteral("decline") } }));
        CloudDesk desk(lab);
        desk.run.tenant.signInWithCode(desk.endpoints.tenantDomain);
        QVERIFY(desk.ends(desk.run.tenant));
        QCOMPARE(desk.run.tenant.failure()->code, FailureCode::Cancelled);
        QVERIFY(!desk.run.tenant.isSignedIn());
    }

    // cloud.md 0.5: a token for each resource, the second without a question; signing out forgets both
    void secondResource()
    {
        Lab lab;
        QVERIFY(lab.start());
        CloudDesk desk(lab);
        QVERIFY(desk.signIn());
        QVERIFY(!desk.run.tenant.isSignedInToExchangeOnline());
        QSignalSpy pages(&desk.run.tenant, &services::TenantConnection::browserRequested);
        desk.run.tenant.signInToExchangeOnline();
        QVERIFY(desk.ends(desk.run.tenant));
        QVERIFY2(desk.run.tenant.isSignedInToExchangeOnline(),
                 qPrintable(desk.run.tenant.failure() ? desk.run.tenant.failure()->technical : QString()));
        QCOMPARE(pages.size(), 1);
        const QString address = pages[0][0].toUrl().toString(QUrl::FullyDecoded);
        QVERIFY(!address.contains(QStringLiteral("prompt="))
                && address.contains(QStringLiteral("login_hint=")));
        QVERIFY(desk.run.tenant.isSignedIn());
        const auto bytes = [&](auth::Resource r) {
            return desk.run.tokens.session(r)->accessToken.reveal().toByteArray();
        };
        QVERIFY(bytes(auth::Resource::Graph) != bytes(auth::Resource::ExchangeOnline));
        desk.run.tenant.useOtherAccount();
        QVERIFY(!desk.run.tenant.isSignedIn() && !desk.run.tenant.isSignedInToExchangeOnline());
        desk.run.tenant.signIn(desk.endpoints.tenantDomain);
        QVERIFY(desk.ends(desk.run.tenant));
        QVERIFY(
            pages.last()[0].toUrl().toString(QUrl::FullyDecoded).contains(QStringLiteral("prompt=login")));
    }

    // DESIGN section 4, cloud.md f: three principals, one request each for reading, writing, reading back
    // ... whichever way Graph answers where the sources do not tell (cloud.md i)
    void threeTargets_data()
    {
        QTest::addColumn<QJsonObject>("switches");
        QTest::addColumn<bool>("otherDates");
        QTest::newRow("as usual") << QJsonObject() << false;
        QTest::newRow("only type, usage and key are taken") << QJsonObject{ { QStringLiteral("firstPartyStrict"), true } } << false;
        QTest::newRow("kept keys keep their id") << QJsonObject{ { QStringLiteral("keptKeyId"), QStringLiteral("same") } } << false;
        QTest::newRow("kept keys get another id") << QJsonObject{ { QStringLiteral("keptKeyId"), QStringLiteral("new") } } << false;
        QTest::newRow("keys end after a year") << QJsonObject{ { QStringLiteral("oneYearKeys"), true } } << true;
        QTest::newRow("base64 twice is taken too") << QJsonObject{ { QStringLiteral("doubleBase64"), true } } << false;
    }
    void threeTargets()
    {
        QFETCH(QJsonObject, switches);
        QFETCH(bool, otherDates);
        Lab lab;
        QVERIFY(lab.start(switches));
        CloudDesk desk(lab);
        QVERIFY(desk.signIn());
        const QStringList neighbours = desk.thumbprints(skype);
        desk.prepareAndAccept();
        QCOMPARE(desk.needed(), 3);
        QCOMPARE(desk.upload->keys().size(),
                 5); // two of others on one of them, one of them expired, and three to add
        lab.forgetRequests();
        desk.upload->run();
        QVERIFY(desk.ends(*desk.upload));
        QVERIFY2(!desk.upload->failure(),
                 qPrintable(desk.upload->failure() ? desk.upload->failure()->technical : QString()));
        QCOMPARE(desk.upload->status(), model::StepStatus::Done);
        QCOMPARE(desk.requests(QStringLiteral("graph")), 3);
        const QString ours = desk.run.state.certificate()->thumbprint;
        for (const QString &appId : { skype, scheduler, voicemail })
            QCOMPARE(desk.thumbprints(appId).count(ours), 1);
        QCOMPARE(desk.thumbprints(skype).size(), 2); // the expired one was named and dropped
        for (const QString &appId : { skype, scheduler, voicemail }) {
            const model::Finding *row = desk.row(*desk.upload, QStringLiteral("upload.verify.") + appId);
            QCOMPARE(row->verdict, otherDates ? model::Verdict::Attention : model::Verdict::Pass);
            QCOMPARE(row->code, otherDates ? std::optional(FailureCode::KeyDates) : std::nullopt);
        }

        // What was there is kept in a file, for a person: public parts only.
        const QStringList saved =
            QDir(desk.folder.path()).entryList({ QStringLiteral("keys-before-*.json") });
        QCOMPARE(saved.size(), 1);
        QFile file(desk.folder.filePath(saved[0]));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QJsonObject before = QJsonDocument::fromJson(file.readAll()).object();
        QCOMPARE(before[QStringLiteral("servicePrincipals")].toArray().size(), 3);
        QVERIFY(QJsonDocument(before).toJson().contains(neighbours[0].toUtf8()));
        QCOMPARE(file.permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());

        // Undo takes away what this run added and nothing else.
        const auto uploaded = services::UploadStep::uploadedKeys(desk.run.state);
        QCOMPARE(uploaded.size(), 3);
        QObject owner;
        std::optional<core::Result<graph::UndoPlan>> plan;
        core::run(new graph::PlanUndo(desk.run.directory, desk.run.clock, uploaded), &owner,
                  [&](const auto &r) { plan.emplace(r); });
        QVERIFY(QTest::qWaitFor([&] { return plan.has_value(); }, 10'000));
        QVERIFY(*plan);
        std::optional<core::Result<QList<graph::UploadResult>>> undone;
        core::run(new graph::UploadKeys(desk.run.directory, desk.run.clock, (*plan)->plans), &owner,
                  [&](const auto &r) { undone.emplace(r); });
        QVERIFY(QTest::qWaitFor([&] { return undone.has_value(); }, 10'000));
        QVERIFY(*undone);
        QCOMPARE(desk.thumbprints(skype).size(), 1);
        QVERIFY(desk.thumbprints(scheduler).isEmpty() && desk.thumbprints(voicemail).isEmpty());
    }

    void secondRunWritesNothing()
    {
        Lab lab;
        QVERIFY(lab.start());
        for (int time : { 1, 2 }) {
            CloudDesk desk(lab);
            QVERIFY(desk.signIn());
            desk.prepareAndAccept();
            lab.forgetRequests();
            desk.upload->run();
            QVERIFY(desk.ends(*desk.upload));
            QVERIFY(!desk.upload->failure());
            QCOMPARE(lab.writes().isEmpty(), time == 2);
            QCOMPARE(desk.requests(QStringLiteral("graph")), time == 1 ? 3 : 1);
        }
    }

    // cloud.md b.9: created on consent, never otherwise
    void missingPrincipal_data()
    {
        QTest::addColumn<QString>("creation");
        QTest::addColumn<bool>("consent");
        QTest::newRow("allowed") << QStringLiteral("allowed") << true;
        QTest::newRow("declined by the person") << QStringLiteral("allowed") << false;
        QTest::newRow("refused 400") << QStringLiteral("400") << true;
        QTest::newRow("refused 403") << QStringLiteral("403") << true;
    }
    void missingPrincipal()
    {
        QFETCH(QString, creation);
        QFETCH(bool, consent);
        Lab lab;
        QVERIFY(
            lab.start({ { QStringLiteral("skypeCreation"), creation } }, {},
                      { { QStringLiteral("remove"),
                          QJsonObject{ { QStringLiteral("servicePrincipals"), QJsonArray{ skype } } } } }));
        CloudDesk desk(lab);
        QVERIFY(desk.thumbprints(skype).isEmpty());
        QVERIFY(desk.signIn());
        desk.prepareAndAccept(consent);
        QCOMPARE(desk.needed(), 4);
        desk.upload->run();
        QVERIFY(desk.ends(*desk.upload));
        const QString ours = desk.run.state.certificate()->thumbprint;
        const bool created = consent && creation == u"allowed";
        QCOMPARE(desk.thumbprints(skype), created ? QStringList{ ours } : QStringList());
        QCOMPARE(desk.thumbprints(scheduler), QStringList{ ours }); // the others go on
        QCOMPARE(desk.thumbprints(voicemail), QStringList{ ours });
        if (consent && !created)
            QCOMPARE(desk.upload->failure()->code, FailureCode::SpRefused);
        else
            QVERIFY2(!desk.upload->failure(),
                     qPrintable(desk.upload->failure() ? desk.upload->failure()->technical : QString()));
        QCOMPARE(lab.writes().filter(QStringLiteral("POST")).size(), consent ? 1 : 0);
    }

    // cloud.md d: only with a tick of its own, and offered only where the dedicated application exists
    void exchangeOnlineOnlyWhenTicked_data()
    {
        QTest::addColumn<bool>("dedicated");
        QTest::newRow("no dedicated application") << false;
        QTest::newRow("dedicated application") << true;
    }
    void exchangeOnlineOnlyWhenTicked()
    {
        QFETCH(bool, dedicated);
        QJsonObject scenario{ { QStringLiteral("change"),
                                QJsonObject{ { QStringLiteral("servicePrincipals"),
                                               QJsonObject{ { exchangeOnline,
                                                              QJsonObject{ { QStringLiteral("keyCredentials"), QJsonArray() } } } } } } } };
        const QString name = QStringLiteral("ExchangeServerApp-11111111-2222-3333-4444-555555555555");
        if (dedicated)
            scenario[QStringLiteral("add")] = QJsonObject{
                { QStringLiteral("applications"),
                  QJsonArray{ QJsonObject{ { QStringLiteral("id"), QStringLiteral("@guid:dedicated object@") },
                                           { QStringLiteral("appId"), QStringLiteral("@guid:dedicated@") },
                                           { QStringLiteral("displayName"), name },
                                           { QStringLiteral("keyCredentials"), QJsonArray() } } } }
            };
        Lab lab;
        QVERIFY(lab.start({}, {}, scenario));
        CloudDesk desk(lab);
        QVERIFY(desk.signIn());
        desk.prepareAndAccept();
        QCOMPARE(desk.upload->changes().size(), 3);
        model::CloudSettings settings;
        settings.uploadToExchangeOnline = true;
        desk.run.state.setCloudSettings(settings);
        desk.prepareAndAccept();
        QCOMPARE(desk.upload->changes().size(), 4);
        const model::Finding &search = desk.upload->findings().first();
        QCOMPARE(search.id, QStringLiteral("upload.hybrid-application"));
        QCOMPARE(search.verdict, dedicated ? model::Verdict::Attention : model::Verdict::Pass);
        QCOMPARE(search.values[QStringLiteral("list")], dedicated ? name : QString());
        const model::Change &change = desk.upload->changes().last();
        QCOMPARE(change.values[QStringLiteral("hybrid")], dedicated ? name : QString());
        QCOMPARE(change.optional, dedicated); // and so not ticked by itself
        desk.upload->run();
        QVERIFY(desk.ends(*desk.upload));
        QVERIFY(!desk.upload->failure());
        QCOMPARE(desk.thumbprints(exchangeOnline),
                 dedicated ? QStringList() : QStringList{ desk.run.state.certificate()->thumbprint });
    }
};

QTEST_GUILESS_MAIN(TestFlowCloud)
#include "tst_flow_cloud.moc"
