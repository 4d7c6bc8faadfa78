#include "services/RoleCheck.h"
#include "support/EndState.h"
#include "support/Lab.h"

#include <QTest>

using namespace passerelle;
using namespace passerelle::tests;

// Every failure of the first version tells its code and its sentence in both languages and leaves nothing half-written.
class TestFlowFailures : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    static QJsonObject accountsWith(const Lab &lab, const QString &password)
    {
        QJsonObject accounts = lab.ready()[QStringLiteral("accounts")].toObject();
        QJsonObject exchange = accounts[QStringLiteral("exchange")].toObject();
        exchange[QStringLiteral("password")] = password;
        accounts[QStringLiteral("exchange")] = exchange;
        return accounts;
    }

private slots:
    // The Kerberos of the machine says nothing about a made-up domain.
    void initTestCase()
    {
        QFile file(m_folder.filePath(QStringLiteral("krb5.conf")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("[libdefaults]\n dns_lookup_kdc = false\n dns_lookup_realm = false\n");
        qputenv("KRB5_CONFIG", file.fileName().toLocal8Bit());
    }

    void failure_data()
    {
        QTest::addColumn<QJsonObject>("switches");
        QTest::addColumn<QJsonArray>("faults");
        QTest::addColumn<QString>("trick");
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("english");
        QTest::addColumn<QString>("french");
        QTest::addColumn<int>("exitCode");
        const QJsonObject none;
        const QJsonArray noFault;
        QTest::newRow("wrong password") << none << noFault << "password" << "EX-SIGN-IN" << "refused the name or the password" << "a refusé le nom ou le mot de passe" << 2;
        QTest::newRow("unknown host") << none << noFault << "host" << "EX-UNREACHABLE" << "This PC finds no address for no-such-host.invalid" << "Ce poste ne trouve aucune adresse pour no-such-host.invalid" << 2;
        QTest::newRow("untrusted certificate") << none << noFault << "ca" << "EX-TLS-TRUST" << "accept it for this server only" << "acceptez-le pour ce serveur seulement" << 2;
        QTest::newRow("Kerberos only") << QJsonObject {{QStringLiteral("schemes"), QJsonArray {QStringLiteral("Kerberos")}}} << noFault << "" << "EX-KRB-REALM" << "finds no domain controller for CONTOSO" << "ne trouve aucun contrôleur de domaine pour CONTOSO" << 2;
        QTest::newRow("certificate missing on a server") << QJsonObject {{QStringLiteral("certificateOnlyOn"), QStringLiteral("EX1")}} << noFault << "" << "CERT-NOT-ON-ALL" << "Missing on: ex2.contoso.fr" << "Absent sur\u00a0: ex2.contoso.fr" << 2;
        QTest::newRow("kept key without value") << none << QJsonArray {QJsonObject {{QStringLiteral("kind"), QStringLiteral("key-withheld")}}} << "" << "KEY-OVERWRITE" << "would delete it. Nothing was changed" << "la supprimerait. Rien n’a été modifié" << 2;
        QTest::newRow("token for another tenant") << QJsonObject {{QStringLiteral("wrongTenant"), true}} << noFault << "" << "ENTRA-TENANT-WRONG" << "which does not own contosofr.onmicrosoft.com. Sign in with an administrator of the right organisation" << "qui ne possède pas contosofr.onmicrosoft.com. Connectez-vous avec un administrateur de la bonne organisation" << 2;
        QTest::newRow("hidden cmdlet") << QJsonObject {{QStringLiteral("hiddenCmdlets"), QJsonArray {QStringLiteral("New-PartnerApplication")}}} << noFault << "" << "RBAC-PARTIAL" << "Your roles do not include: New-PartnerApplication" << "Vos rôles ne comprennent pas\u00a0: New-PartnerApplication" << 2;
        QTest::newRow("hidden parameter") << QJsonObject {{QStringLiteral("hiddenParameters"), QJsonObject {{QStringLiteral("Set-MailUser"), QJsonArray {QStringLiteral("HiddenFromAddressListsEnabled")}}}}} << noFault << "" << "RBAC-PARTIAL" << "Your roles do not include: Set-MailUser -HiddenFromAddressListsEnabled" << "Vos rôles ne comprennent pas\u00a0: Set-MailUser -HiddenFromAddressListsEnabled" << 2;
        QTest::newRow("expired certificate") << QJsonObject {{QStringLiteral("authCertificateDaysLeft"), -10}} << noFault << "" << "CERT-EXPIRED" << "The Auth certificate expired on" << "Le certificat d’autorisation a expiré le" << 2;
    }

    void failure()
    {
        QFETCH(QJsonObject, switches);
        QFETCH(QJsonArray, faults);
        QFETCH(QString, trick);
        QFETCH(QString, code);
        QFETCH(QString, english);
        QFETCH(QString, french);
        QFETCH(int, exitCode);
        Lab lab;
        QVERIFY(lab.start(switches, faults));
        Lab other;
        QJsonObject changes;
        if (trick == u"password") {
            changes[QStringLiteral("accounts")] = accountsWith(lab, QStringLiteral("WrongSEED4711"));
        } else if (trick == u"host") {
            changes[QStringLiteral("hosts")] = QJsonArray {};
            QJsonObject exchange = lab.ready()[QStringLiteral("exchange")].toObject();
            exchange[QStringLiteral("https")] = QUrl(exchange[QStringLiteral("https")].toString()).toString().replace(QStringLiteral("127.0.0.1"), QStringLiteral("no-such-host.invalid"));
            changes[QStringLiteral("exchange")] = exchange;
        } else if (trick == u"ca") {
            QVERIFY(other.start());  // trust the authority of another lab
            changes[QStringLiteral("ca")] = other.ready()[QStringLiteral("ca")];
        }
        const QString endpoints = lab.readyFile(changes);
        for (const auto &[language, sentence] : {std::pair(QStringLiteral("en"), english), std::pair(QStringLiteral("fr"), french)}) {
            QProcess process;
            process.setProcessChannelMode(QProcess::MergedChannels);
            process.start(QStringLiteral(PASSERELLE_PROGRAM), {QStringLiteral("--headless"), QStringLiteral("--lang"), language, QStringLiteral("--endpoints"), endpoints, QStringLiteral("--state"), m_folder.filePath(language + QStringLiteral(".json"))});
            QVERIFY(process.waitForFinished(60'000));
            const QString output = QString::fromUtf8(process.readAll());
            QVERIFY2(output.contains(code), qPrintable(output));
            QVERIFY2(output.contains(sentence), qPrintable(output));
            QVERIFY2(!output.contains(QStringLiteral("SEED4711")), qPrintable(output));
            QCOMPARE(process.exitCode(), exitCode);
        }
        QCOMPARE(lab.writes(), QStringList());
        compareWithUntouched(lab.state());
    }

    // An organisation that is right needs no right to change it.
    void rightsThatAreNotNeeded()
    {
        Lab lab;
        QVERIFY(lab.start());
        const auto setUp = [&](const QString &run) {
            QProcess process;
            process.setProcessChannelMode(QProcess::MergedChannels);
            process.start(QStringLiteral(PASSERELLE_PROGRAM), {QStringLiteral("--headless"), QStringLiteral("--lang"), QStringLiteral("en"), QStringLiteral("--endpoints"), lab.readyFile(), QStringLiteral("--state"), m_folder.filePath(run)});
            process.waitForFinished(60'000);
            return std::pair(process.exitCode(), QString::fromUtf8(process.readAll()));
        };
        const auto [first, made] = setUp(QStringLiteral("first.json"));
        QVERIFY2(first == 0 || first == 1, qPrintable(made));
        lab.forgetRequests();
        QVERIFY(lab.setSwitches({{QStringLiteral("hiddenCmdlets"), QJsonArray {QStringLiteral("New-PartnerApplication"), QStringLiteral("Set-MailUser")}}}));
        const auto [second, output] = setUp(QStringLiteral("second.json"));
        QVERIFY2(second == 1, qPrintable(output));
        QVERIFY2(output.contains(QStringLiteral("Your roles do not include: Set-MailUser, New-PartnerApplication")), qPrintable(output));
        QVERIFY2(output.contains(QStringLiteral("Nothing has to be changed")), qPrintable(output));
        QVERIFY(lab.setSwitches({{QStringLiteral("hiddenCmdlets"), QJsonArray {}}, {QStringLiteral("unlistedParameters"), QJsonArray {QStringLiteral("Set-MailUser")}}}));
        const auto [third, unlisted] = setUp(QStringLiteral("third.json"));
        QVERIFY2(third == 0 || third == 1, qPrintable(unlisted));
        const QString sentence = QStringLiteral("their parameters could not be listed: Set-MailUser");
        QVERIFY2(unlisted.count(sentence) == 2, qPrintable(unlisted));  // page 2 and the prerequisites
        QCOMPARE(lab.writes(), QStringList());
    }

    // The table of the check against what one whole run really sends.
    void everythingSentIsInTheTable()
    {
        Lab lab;
        QVERIFY(lab.start());
        QProcess process;
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start(QStringLiteral(PASSERELLE_PROGRAM), {QStringLiteral("--headless"), QStringLiteral("--lang"), QStringLiteral("en"), QStringLiteral("--endpoints"), lab.readyFile(), QStringLiteral("--state"), m_folder.filePath(QStringLiteral("table.json"))});
        QVERIFY(process.waitForFinished(60'000));
        inspection::CommandList table;
        for (const inspection::CommandNeed &need : services::RoleCheck::needs(model::Mode::Setup, {}))
            table.add(need.cmdlet, need.parameters.isEmpty() ? QStringList {QStringLiteral("none")} : need.parameters);
        int cmdlets = 0;
        for (const QJsonValue value : lab.requests()) {
            const QJsonObject request = value.toObject();
            const QString name = request[QStringLiteral("name")].toString();
            if (request[QStringLiteral("kind")] != QStringLiteral("cmdlet") || request[QStringLiteral("area")] != QStringLiteral("exchange") || name == u"Get-Command")
                continue;
            ++cmdlets;
            QCOMPARE(table.lacking({name, request[QStringLiteral("parameters")].toObject().keys()}), QStringList());
        }
        QVERIFY(cmdlets > 20);
    }

    // Graph refuses the write itself: steps 2 to 4 are done and stay, the keys are untouched, and a later run finishes.
    void graphForbids()
    {
        Lab lab;
        QVERIFY(lab.start({{QStringLiteral("graphForbidden"), true}}));
        const QString run = m_folder.filePath(QStringLiteral("forbidden.json"));
        for (const auto &[language, sentence] : {std::pair("en", "Activate or obtain an application administrator role"), std::pair("fr", "Activez ou obtenez un rôle d’administrateur d’application")}) {
            QProcess process;
            process.setProcessChannelMode(QProcess::MergedChannels);
            process.start(QStringLiteral(PASSERELLE_PROGRAM), {QStringLiteral("--headless"), QStringLiteral("--lang"), QLatin1String(language), QStringLiteral("--endpoints"), lab.readyFile(), QStringLiteral("--state"), run});
            QVERIFY(process.waitForFinished(60'000));
            const QString output = QString::fromUtf8(process.readAll());
            QVERIFY2(output.contains(QStringLiteral("ENTRA-ROLE")), qPrintable(output));
            QVERIFY2(output.contains(QString::fromUtf8(sentence)), qPrintable(output));
            QCOMPARE(process.exitCode(), 3);
        }
        const QJsonObject state = lab.state();
        QCOMPARE(with(state[QStringLiteral("mailUsers")], QStringLiteral("Name"), QStringLiteral("SfBOnline-ApplicationAccount")).size(), 1);
        QCOMPARE(with(state[QStringLiteral("partnerApplications")], QStringLiteral("Name"), QStringLiteral("SfBOnline")).size(), 1);
        const auto principal = with(state[QStringLiteral("servicePrincipals")], QStringLiteral("appId"), QStringLiteral("00000004-0000-0ff1-ce00-000000000000"));
        QCOMPARE(principal.first()[QStringLiteral("keyCredentials")].toArray().size(), 2);
    }
};

QTEST_GUILESS_MAIN(TestFlowFailures)
#include "tst_flow_failures.moc"
