#include "services/OfflineUpload.h"
#include "services/ReadBack.h"
#include "text/OfflineText.h"
#include "tst_OfflineWorld.h"

#include <QDir>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace passerelle;
using namespace passerelle::test;
using core::FailureCode;
using model::Verdict;

namespace {

struct World {
    World() { state.setCertificate(exported(certificate)); }

    void save(const QString &folder)
    {
        QSignalSpy finished(&upload, &model::Activity::finished);
        upload.save(folder, text::offlineWords());
        QVERIFY(upload.isRunning());
        QVERIFY(finished.wait(5000));
    }
    services::OfflineFile file(const QString &name) const
    {
        const auto files = services::offlineFiles(upload.order(text::offlineWords()));
        if (files) {
            for (const services::OfflineFile &f : *files) {
                if (f.name == name)
                    return f;
            }
        }
        return {};
    }
    QString script() const { return QString::fromUtf8(file("upload-certificate.ps1").content); }

    crypto::Certificate certificate = newCertificate();
    crypto::Certificate other = newCertificate("Fabrikam");
    model::SetupState state;
    core::Clock clock;
    auth::NetworkAccess network{ auth::worldwide() };
    QList<graph::ServicePrincipal> known;
    services::OfflineUpload upload{ state, clock, network, [this] { return known; } };
};

QByteArray content(const QString &name)
{
    QFile file(name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

const QString body = "servicePrincipal-00000004-0000-0ff1-ce00-000000000000.json";
const QString draft = "servicePrincipal-00000004-0000-0ff1-ce00-000000000000-TO-COMPLETE.txt";

}

// procedure.md 9, 10 and 16; cloud.md b.3
class TestOfflineUpload : public QObject {
    Q_OBJECT
private slots:
    void savesEveryFile()
    {
        World w;
        QTemporaryDir folder;
        const QString inside = folder.filePath(QString::fromUtf8("répertoire d'échange"));
        w.save(inside);
        QVERIFY(!w.upload.failure());
        const QStringList names{ "instructions.txt", "OAuthCert.cer", draft, "upload-certificate.ps1" };
        QCOMPARE(QDir(inside).entryList(QDir::Files, QDir::Name | QDir::IgnoreCase), names);
        QCOMPARE(w.upload.savedFiles().size(), 4);
        QCOMPARE(content(inside + "/OAuthCert.cer"), w.certificate.der());
        for (const model::Finding &row : w.upload.findings()) {
            QCOMPARE(row.verdict, Verdict::Pass);
            QVERIFY(QFile::exists(row.values["file"]));
        }
        QCOMPARE(w.upload.wouldReplace(inside).size(), 4);
        QVERIFY(w.upload.wouldReplace(folder.path()).isEmpty());
    }

    // The request replaces the whole list: what would delete the keys of others must not look ready to be sent.
    void unknownKeysGiveNoRequest()
    {
        World w;
        QVERIFY(w.file(body).name.isEmpty());
        const QByteArray content = w.file(draft).content;
        QVERIFY(QJsonDocument::fromJson(content).isNull());
        QVERIFY(QJsonDocument::fromJson(QByteArray(content).remove(0, content.indexOf('{'))).isNull());
        QString text = QString::fromUtf8(content).remove('\r');
        QVERIFY2(text.section('\n', 0, 0).contains("DO NOT SEND THIS AS IT IS"), qPrintable(text));
        QVERIFY(text.section('\n', 0, 0).contains("Skype for Business Online"));

        // Completed as it says it is the request of cloud.md b.3, dialect B: type, usage and key, nothing else.
        const QString mark = text.section(">>>", 1).section("<<<", 0, 0);
        QVERIFY(!mark.isEmpty());
        const QJsonObject kept{ { "type", "AsymmetricX509Cert" },
                                { "usage", "Verify" },
                                { "key", QString::fromLatin1(w.other.der().toBase64()) } };
        text.replace(">>>" + mark + "<<<", QJsonDocument(kept).toJson());
        text = text.section('\n', 1);
        const QJsonArray sent = QJsonDocument::fromJson(text.toUtf8()).object()["keyCredentials"].toArray();
        QCOMPARE(sent.size(), 2);
        QCOMPARE(sent[0].toObject(), kept);
        QCOMPARE(sent[1].toObject().keys(), QStringList({ "key", "type", "usage" }));
        QCOMPARE(sent[1].toObject()["key"].toString(), QString::fromLatin1(w.certificate.der().toBase64()));

        const QString told = QString::fromUtf8(w.file("instructions.txt").content);
        QVERIFY(told.contains("PATCH "
                              "https://graph.microsoft.com/v1.0/"
                              "servicePrincipals(appId='00000004-0000-0ff1-ce00-000000000000')"));
        QVERIFY(told.contains("Complete " + draft + " first"));
        QVERIFY(told.contains("whatever is not in it is deleted"));
        QVERIFY(!told.contains("as it is"));
        QVERIFY(!told.contains('{'));
    }

    // cloud.md d: a ticked Exchange Online is among the files.
    void everyTickedApplication()
    {
        World w;
        model::CloudSettings settings;
        settings.uploadToExchangeOnline = true;
        w.state.setCloudSettings(settings);
        const QString exchange = QLatin1String(model::constant::exchangeOnlineAppId);
        QVERIFY(w.script().contains('\'' + exchange + '\''));
        QVERIFY(!w.file("servicePrincipal-" + exchange + "-TO-COMPLETE.txt").content.isEmpty());
        QVERIFY(w.file("instructions.txt").content.contains(exchange.toUtf8()));
    }

    void bodyWithKnownKeys()
    {
        World w;
        services::ReadBack readBack(w.state, w.clock);
        QSignalSpy finished(&readBack, &model::Activity::finished);
        readBack.judge(test::text(principal({ keyOf(w.other), keyOf(newCertificate("old", -9)) })));
        QVERIFY(finished.wait(2000));
        w.known = readBack.principals();
        const QJsonArray sent =
            QJsonDocument::fromJson(w.file(body).content).object()["keyCredentials"].toArray();
        QCOMPARE(sent.size(), 2); // kept and new; the expired one would make the whole request fail
        QCOMPARE(sent[0].toObject()["key"].toString(), QString::fromLatin1(w.other.der().toBase64()));
        QCOMPARE(sent[0].toObject().keys(), QStringList({ "key", "type", "usage" }));
        QVERIFY(
            w.file("instructions.txt").content.contains("The file holds the valid keys that were read (1)"));
    }

    void nothingToSend()
    {
        World w;
        w.known = { graph::parseServicePrincipal(principal({ keyOf(w.certificate) })) };
        QVERIFY(w.file(body).name.isEmpty());
        QVERIFY(w.file("instructions.txt").content.contains("the certificate is there already"));
    }

    // A list that cannot be sent back whole is never written down.
    void keyWithoutValue()
    {
        World w;
        QJsonObject key = keyOf(w.other);
        key["key"] = QJsonValue::Null;
        w.known = { graph::parseServicePrincipal(principal({ key })) };
        QTemporaryDir folder;
        w.save(folder.path());
        QCOMPARE(w.upload.failure()->code, FailureCode::KeyOverwrite);
        QVERIFY(QDir(folder.path()).isEmpty());
    }

    void withoutCertificate()
    {
        World w;
        w.state.setCertificate(std::nullopt);
        QTemporaryDir folder;
        w.save(folder.path());
        QCOMPARE(w.upload.failure()->code, FailureCode::CertReadFail);
    }

    void expiredCertificate()
    {
        World w;
        w.state.setCertificate(exported(newCertificate("x", -1)));
        QTemporaryDir folder;
        w.save(folder.path());
        QCOMPARE(w.upload.failure()->code, FailureCode::CertExpired);
    }

    void nextCertificate()
    {
        World w;
        const crypto::Certificate next = newCertificate("Next");
        w.state.setNextCertificate(exported(next));
        QCOMPARE(w.file("OAuthCert-next.cer").content, next.der());
        QVERIFY(w.script().contains(QString::fromLatin1(next.der().toBase64())));
    }

    void folderThatIsAFile()
    {
        World w;
        QTemporaryDir folder;
        const QString name = folder.filePath("file");
        QFile file(name);
        QVERIFY(file.open(QIODevice::WriteOnly));
        w.save(name);
        QCOMPARE(w.upload.failure()->code, FailureCode::LocalFile);
        QVERIFY(w.upload.savedFiles().isEmpty());
    }

    void cancelled()
    {
        World w;
        QTemporaryDir folder;
        QSignalSpy finished(&w.upload, &model::Activity::finished);
        w.upload.save(folder.path(), {});
        w.upload.cancel();
        QVERIFY(finished.wait(5000));
        if (w.upload.failure())
            QCOMPARE(w.upload.failure()->code, FailureCode::Cancelled);
        if (QFile::exists(folder.filePath("OAuthCert.cer"))) // whole or not at all
            QCOMPARE(content(folder.filePath("OAuthCert.cer")), w.certificate.der());
        QVERIFY(!w.upload.isRunning());
    }

    void deletedWhileWriting()
    {
        QTemporaryDir folder;
        World w;
        auto upload = std::make_unique<services::OfflineUpload>(w.state, w.clock, w.network);
        upload->save(folder.path(), {});
        upload.reset();
        QTRY_VERIFY(QFile::exists(folder.filePath("instructions.txt")) || QDir(folder.path()).isEmpty());
    }

    // Windows PowerShell 5.1 takes a file without mark for the code page of the PC.
    void scriptEncoding()
    {
        World w;
        const QByteArray script = w.file("upload-certificate.ps1").content;
        QVERIFY(script.startsWith("\xEF\xBB\xBF#Requires -Version 5.1\r\n"));
        QCOMPARE(script.count('\n'), script.count("\r\n"));
        QVERIFY(!script.contains('@' + QByteArray("MISSING")));
    }

    // procedure.md 16: what the published script gets wrong.
    void scriptIsTheCorrectedOne()
    {
        World w;
        model::TenantFacts tenant;
        tenant.id = "t'1";
        w.state.setTenant(tenant);
        const QString script = w.script();
        QVERIFY(script.contains("Connect-MgGraph -Scopes 'Application.ReadWrite.All' -TenantId 't''1'"));
        QVERIFY(script.contains(
            "servicePrincipals(appId='$AppId')?\" + '$select=id,appId,accountEnabled,keyCredentials'"));
        QVERIFY(script.contains("-Method PATCH"));
        QVERIFY(script.contains("'00000004-0000-0ff1-ce00-000000000000'"));
        QVERIFY(script.contains('\'' + QString::fromLatin1(w.certificate.der().toBase64()) + '\''));
        for (const char *wrong :
             { "Add-MgServicePrincipalKey", "addKey", "MSOnline", "-match", "ReturnKeyValues" })
            QVERIFY2(!script.contains(wrong), wrong);
    }

    // Words come from a translator: whatever is in them stays a comment or a text.
    void wordsCannotBreakOut()
    {
        World w;
        model::OfflineWords words;
        words.scriptPurpose = QString::fromUtf8("l’un\nRemove-Mailbox x\u2028y");
        words.written = QString::fromUtf8("l’un ' ; Remove-Mailbox x");
        const auto script = QString::fromUtf8(services::uploadScript(w.upload.order(words)));
        for (const QString &line : script.split("\r\n"))
            QVERIFY(!line.startsWith("Remove-Mailbox"));
        QVERIFY(
            script.contains(QString::fromUtf8("'l’’un '' ; Remove-Mailbox x'.Replace('{appId}', $appId)")));
        QVERIFY(script.contains(QString::fromUtf8("# l’un Remove-Mailbox x y\r\n")));
    }

    void nationalClouds()
    {
        World w;
        services::OfflineOrder order = w.upload.order({});
        order.cloud = "us-l5";
        order.graph = QUrl("https://dod-graph.microsoft.us");
        const QByteArray script = services::uploadScript(order);
        QVERIFY(script.contains("-Environment USGovDoD"));
        QVERIFY(script.contains("$graph = 'https://dod-graph.microsoft.us/v1.0'"));
        QVERIFY(!script.contains("Add-MgEnvironment"));
    }

    // Graph PowerShell does not know these: without telling it, it would sign in to the worldwide cloud.
    void sovereignClouds_data()
    {
        QTest::addColumn<QString>("cloud");
        QTest::addColumn<QString>("login");
        QTest::addColumn<QString>("graph");
        QTest::newRow("Bleu") << "bleu" << "https://login.sovcloud-identity.fr" << "https://graph.svc.sovcloud.fr";
        QTest::newRow("Delos") << "delos" << "https://login.sovcloud-identity.de" << "https://graph.svc.sovcloud.de";
    }
    void sovereignClouds()
    {
        QFETCH(QString, cloud);
        QFETCH(QString, login);
        QFETCH(QString, graph);
        World w;
        model::CloudSettings settings;
        settings.cloud = cloud;
        w.state.setCloudSettings(settings);
        w.state.setOffline(true); // nothing has found the cloud: the chosen one counts
        const QString script = w.script();
        const QString name = "'Passerelle-" + cloud + '\'';
        QVERIFY2(script.contains("Add-MgEnvironment -Name " + name + " -AzureADEndpoint '" + login
                                 + "' -GraphEndpoint '" + graph + '\''),
                 qPrintable(script));
        QVERIFY(script.contains("Connect-MgGraph -Scopes 'Application.ReadWrite.All' -Environment " + name));
        QVERIFY(script.contains("$graph = '" + graph + "/v1.0'"));
    }

    // One file to load in step 6, whatever the number of applications.
    void scriptSavesOneAnswer()
    {
        World w;
        QVERIFY(w.script().contains("'read-back.json'"));
        QVERIFY(w.script().contains("'[' + ($answers -join"));
    }
};

QTEST_GUILESS_MAIN(TestOfflineUpload)
#include "tst_OfflineUpload.moc"
