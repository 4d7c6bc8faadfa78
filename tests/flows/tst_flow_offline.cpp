// Nobody signs in to Microsoft 365: the program itself, in the console, against a lab whose sign-in and Graph must never
// hear of it. The other operator is played by a run of the program that does sign in.
#include "support/EndState.h"
#include "support/Lab.h"

#include <QDir>
#include <QJsonDocument>
#include <QTest>

using namespace passerelle::tests;

static const QString skype = QStringLiteral("00000004-0000-0ff1-ce00-000000000000");

class TestFlowOffline : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    struct Outcome {
        int exitCode = -1;
        QString output;
        QJsonObject report;
        QJsonObject step(int index) const { return report[QStringLiteral("steps")].toArray()[index].toObject(); }
        QString check(const QString &id) const
        {
            for (const QJsonValue v : report[QStringLiteral("checks")].toArray()) {
                if (v.toObject()[QStringLiteral("id")].toString() == id)
                    return v.toObject()[QStringLiteral("status")].toString();
            }
            return {};
        }
    };

    Outcome runProgram(Lab &lab, const QString &name, const QStringList &more, const QString &language = QStringLiteral("en"))
    {
        QProcess process;
        process.setProcessChannelMode(QProcess::MergedChannels);
        const QString report = m_folder.filePath(name + QStringLiteral(".report.json"));
        QFile::remove(report);
        process.start(QStringLiteral(PASSERELLE_PROGRAM),
                      QStringList {QStringLiteral("--headless"), QStringLiteral("--lang"), language, QStringLiteral("--endpoints"), lab.readyFile(),
                                   QStringLiteral("--state"), m_folder.filePath(name + QStringLiteral(".run.json")), QStringLiteral("--report"), report}
                          + more);
        Outcome outcome;
        if (process.waitForFinished(60'000))
            outcome.exitCode = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -2;
        outcome.output = QString::fromUtf8(process.readAll());
        outcome.output.prepend(QStringLiteral("exit code %1; the last lines first\n").arg(outcome.exitCode) + outcome.output.right(900) + QStringLiteral("\n----\n"));
        QFile file(report);
        if (file.open(QIODevice::ReadOnly))
            outcome.report = QJsonDocument::fromJson(file.readAll()).object();
        return outcome;
    }

    static int cloudRequests(const Lab &lab)
    {
        int n = 0;
        for (const QJsonValue value : lab.requests()) {
            const QString area = value.toObject()[QStringLiteral("area")].toString();
            n += area == u"login" || area == u"graph" || area == u"exo";
        }
        return n;
    }

    // What GET servicePrincipals(appId=...)?$select=... answers, taken from the lab itself.
    QString answer(const Lab &lab, const QString &name) const
    {
        QJsonObject principal = with(lab.state()[QStringLiteral("servicePrincipals")], QStringLiteral("appId"), skype).value(0);
        QJsonArray keys;
        for (const QJsonValue value : principal[QStringLiteral("keyCredentials")].toArray()) {
            QJsonObject key = value.toObject();
            key.remove(QStringLiteral("thumbprint"));
            keys.append(key);
        }
        const QJsonObject told {{QStringLiteral("id"), principal[QStringLiteral("id")]},
                                {QStringLiteral("appId"), skype},
                                {QStringLiteral("accountEnabled"), true},
                                {QStringLiteral("keyCredentials"), keys}};
        QFile file(m_folder.filePath(name));
        if (file.open(QIODevice::WriteOnly))
            file.write(QJsonDocument(QJsonArray {told}).toJson());
        return file.fileName();
    }

private slots:
    void handedOverThenJudged_data()
    {
        QTest::addColumn<QString>("language");
        QTest::addColumn<QString>("handedOver");
        QTest::addColumn<QString>("missing");
        QTest::newRow("English") << "en" << "-> Handed over" << "The answer of the other operator is missing";
        QTest::newRow("French") << "fr" << QStringLiteral("-> Transmis") << QStringLiteral("La réponse de l’autre personne manque");
    }

    void handedOverThenJudged()
    {
        QFETCH(QString, language);
        QFETCH(QString, handedOver);
        QFETCH(QString, missing);
        Lab lab;
        QVERIFY(lab.start());
        const QString name = QStringLiteral("offline-") + language;
        const QString folder = m_folder.filePath(name);
        const QString before = answer(lab, name + QStringLiteral(".before.json"));
        lab.forgetRequests();

        const Outcome first = runProgram(lab, name, {QStringLiteral("--offline"), folder}, language);
        QVERIFY2(first.exitCode == 1, qPrintable(first.output));
        QCOMPARE(cloudRequests(lab), 0);
        QCOMPARE(lab.writes(), QStringList({QStringLiteral("New-MailUser"), QStringLiteral("Set-MailUser"), QStringLiteral("New-ManagementRoleAssignment"),
                                            QStringLiteral("New-ManagementRoleAssignment"), QStringLiteral("New-PartnerApplication")}));
        QVERIFY2(first.output.contains(handedOver), qPrintable(first.output));
        QVERIFY2(first.output.contains(missing), qPrintable(first.output));
        QCOMPARE(first.report[QStringLiteral("result")].toString(), QStringLiteral("partial"));
        QCOMPARE(first.step(3)[QStringLiteral("status")].toString(), QStringLiteral("done"));
        QCOMPARE(first.step(4)[QStringLiteral("status")].toString(), QStringLiteral("skipped"));
        QCOMPARE(first.step(4)[QStringLiteral("reason")].toString(), QStringLiteral("handed-over"));
        QCOMPARE(first.step(5)[QStringLiteral("status")].toString(), QStringLiteral("not-run"));
        QCOMPARE(first.check(QStringLiteral("V1")), QStringLiteral("pass"));
        QCOMPARE(first.check(QStringLiteral("V4")), QStringLiteral("not-tested"));
        QCOMPARE(first.check(QStringLiteral("V6")), QStringLiteral("pass"));  // the tenant is the one Exchange trusts
        const QStringList files = QDir(folder).entryList(QDir::Files, QDir::Name | QDir::IgnoreCase);
        QCOMPARE(files, QStringList({QStringLiteral("instructions.txt"), QStringLiteral("OAuthCert.cer"),
                                     QStringLiteral("servicePrincipal-%1-TO-COMPLETE.txt").arg(skype), QStringLiteral("upload-certificate.ps1")}));

        // Nobody has done anything yet: the answer says so, and nothing is claimed.
        lab.forgetRequests();
        const Outcome early = runProgram(lab, name, {QStringLiteral("--read-back"), before}, language);
        QVERIFY2(early.exitCode == 3, qPrintable(early.output));
        QVERIFY2(early.output.contains(QStringLiteral("KEY-NOT-FOUND")), qPrintable(early.output));
        QCOMPARE(early.step(4)[QStringLiteral("reason")].toString(), QStringLiteral("handed-over"));
        QCOMPARE(early.step(5)[QStringLiteral("status")].toString(), QStringLiteral("failed"));

        // The other operator signs in and uploads.
        const Outcome operatorRun = runProgram(lab, name + QStringLiteral(".operator"), {});
        QVERIFY2(operatorRun.exitCode == 1, qPrintable(operatorRun.output));
        compareWithEndState(lab.state());
        const QString after = answer(lab, name + QStringLiteral(".after.json"));

        lab.forgetRequests();
        const Outcome judged = runProgram(lab, name, {QStringLiteral("--read-back"), after}, language);
        QVERIFY2(judged.exitCode == 1, qPrintable(judged.output));
        QCOMPARE(cloudRequests(lab), 0);
        QCOMPARE(lab.writes(), QStringList());
        QCOMPARE(judged.step(4)[QStringLiteral("reason")].toString(), QStringLiteral("handed-over"));
        QVERIFY(QStringList({QStringLiteral("done"), QStringLiteral("already-done")}).contains(judged.step(5)[QStringLiteral("status")].toString()));
        QCOMPARE(judged.step(5)[QStringLiteral("evidence")].toString(), QStringLiteral("answer-brought-back"));
        QCOMPARE(judged.report[QStringLiteral("result")].toString(), QStringLiteral("complete"));
        QCOMPARE(judged.check(QStringLiteral("V4")), QStringLiteral("pass"));
    }

    void verificationAlone()
    {
        Lab lab;
        QVERIFY(lab.start());
        const Outcome operatorRun = runProgram(lab, QStringLiteral("verify.operator"), {});
        QVERIFY2(operatorRun.exitCode == 1, qPrintable(operatorRun.output));
        const QString brought = answer(lab, QStringLiteral("verify.json"));
        lab.forgetRequests();
        const Outcome judged = runProgram(lab, QStringLiteral("verify"), {QStringLiteral("--verify-only"), QStringLiteral("--read-back"), brought});
        QVERIFY2(judged.exitCode == 1, qPrintable(judged.output));
        QCOMPARE(judged.check(QStringLiteral("V4")), QStringLiteral("pass"));
        QCOMPARE(judged.check(QStringLiteral("V8")), QStringLiteral("not-tested"));
        QVERIFY2(judged.output.contains(QStringLiteral("Test-OAuthConnectivity -Service 'EWS' -TargetUri 'https://mail.contoso.fr/")), qPrintable(judged.output));
        QCOMPARE(cloudRequests(lab), 0);
    }

    void badAnswers_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("code");
        QTest::newRow("no JSON") << QByteArray("Id : 1234") << "READBACK-FORMAT";
        QTest::newRow("no file") << QByteArray() << "LOCAL-FILE";
    }

    void badAnswers()
    {
        QFETCH(QByteArray, content);
        QFETCH(QString, code);
        Lab lab;
        QVERIFY(lab.start());
        const QString name = m_folder.filePath(QStringLiteral("answer-%1.json").arg(code));
        if (!content.isEmpty()) {
            QFile file(name);
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(content);
        }
        const Outcome outcome = runProgram(lab, QStringLiteral("bad-") + code, {QStringLiteral("--read-back"), name});
        QVERIFY2(outcome.exitCode == 5, qPrintable(outcome.output));
        QVERIFY2(outcome.output.contains(code), qPrintable(outcome.output));
        QCOMPARE(lab.requests().size(), 0);
    }

    void onlyInTheConsole()
    {
        QProcess process;
        process.start(QStringLiteral(PASSERELLE_PROGRAM), {QStringLiteral("--offline"), m_folder.path()});
        QVERIFY(process.waitForFinished());
        QCOMPARE(process.exitCode(), 5);
    }
};

QTEST_GUILESS_MAIN(TestFlowOffline)
#include "tst_flow_offline.moc"
