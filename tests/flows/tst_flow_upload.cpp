// Steps 5 and 6 through the real wire where Microsoft 365 or Exchange is not as expected; whole runs of the program
// where only they tell the truth: exit codes, the console, and undoing what a run has uploaded.
#include "flows/CloudDesk.h"

#include <QJsonDocument>
#include <QProcess>
#include <QSignalSpy>

using namespace passerelle;
using namespace passerelle::tests;
using core::FailureCode;
using model::Verdict;
using services::PlaceRow;

namespace {

const QJsonObject quick{ { QStringLiteral("verifyDelays"), QJsonArray{ 1, 1, 1 } } };

const PlaceRow *placeOf(const services::UploadCheckStep &step, PlaceRow::Place place, const QString &name = {})
{
    for (const PlaceRow &row : step.places()) {
        if (row.place == place && (name.isEmpty() || row.name.contains(name)))
            return &row;
    }
    return nullptr;
}

QJsonObject without(const QString &appId)
{
    return { { QStringLiteral("remove"), QJsonObject{ { QStringLiteral("servicePrincipals"), QJsonArray{ appId } } } } };
}

}

class TestFlowUpload : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    struct Outcome {
        int exitCode = -1;
        QString output;
        QJsonObject report;
        QString step(const QString &id) const
        {
            return with(report[QStringLiteral("steps")], QStringLiteral("id"), id).value(0)[QStringLiteral("status")].toString();
        }
        QString check(const QString &id) const
        {
            return with(report[QStringLiteral("checks")], QStringLiteral("id"), id).value(0)[QStringLiteral("status")].toString();
        }
    };
    Outcome runProgram(Lab &lab, const QString &name, const QString &option, const QJsonObject &changes = {})
    {
        QProcess process;
        process.setProcessChannelMode(QProcess::MergedChannels);
        const QString report = m_folder.filePath(name + QStringLiteral(".json"));
        QFile::remove(report);
        process.start(QStringLiteral(PASSERELLE_PROGRAM),
                      { option, QStringLiteral("--lang"), QStringLiteral("en"), QStringLiteral("--endpoints"), lab.readyFile(changes),
                        QStringLiteral("--state"), m_folder.filePath(name + QStringLiteral(".run.json")), QStringLiteral("--report"), report });
        Outcome outcome;
        if (process.waitForFinished(60'000))
            outcome.exitCode = process.exitCode();
        outcome.output = QString::fromUtf8(process.readAll());
        QFile file(report);
        if (file.open(QIODevice::ReadOnly))
            outcome.report = QJsonDocument::fromJson(file.readAll()).object();
        return outcome;
    }
    static QJsonArray keysOf(const Lab &lab, const QString &appId)
    {
        return with(lab.state()[QStringLiteral("servicePrincipals")], QStringLiteral("appId"), appId).value(0)[QStringLiteral("keyCredentials")].toArray();
    }

private slots:
    // cloud.md b.9: the checks do not stop it, and it is created because it was on the list that was accepted
    void missingPrincipalInTheConsole()
    {
        Lab lab;
        QVERIFY(lab.start({}, {}, without(skype)));
        const Outcome run = runProgram(lab, QStringLiteral("missing"), QStringLiteral("--headless"));
        QVERIFY2(run.exitCode == 1, qPrintable(run.output));
        QVERIFY(run.output.contains(QStringLiteral("The application Skype for Business Online does not exist in your tenant yet. The wizard can add it.")));
        QVERIFY(run.output.contains(QStringLiteral("Service application “Skype for Business Online”: does not exist in your tenant")));
        QCOMPARE(run.step(QStringLiteral("upload")), QStringLiteral("done"));
        QCOMPARE(keysOf(lab, skype).size(), 1);
        QCOMPARE(lab.writes().count(QStringLiteral("POST v1.0/servicePrincipals")), 1);
        for (const QJsonValue warning : run.report[QStringLiteral("warnings")].toArray())
            QVERIFY(warning.toObject()[QStringLiteral("code")].toString() != u"SP-MISSING"); // it is there now
    }

    // One line each: the last one does not speak for the others.
    void checksTellEveryApplication()
    {
        Lab lab;
        QVERIFY(lab.start({}, {}, without(scheduler)));
        CloudDesk desk(lab);
        QVERIFY(desk.signIn() && desk.connectExchange());
        desk.run.prerequisites.run();
        QVERIFY(desk.ends(desk.run.prerequisites));
        QMap<QString, Verdict> verdicts;
        for (const model::Finding &finding : desk.run.prerequisites.findings()) {
            if (finding.id.startsWith(u"prereq.principal."))
                verdicts.insert(finding.id.section(u'.', 2), finding.verdict);
        }
        QCOMPARE(verdicts, (QMap<QString, Verdict>{ { skype, Verdict::Pass }, { scheduler, Verdict::Attention }, { voicemail, Verdict::Pass } }));
    }

    void createdButNotVisibleFailsAlone()
    {
        Lab lab;
        QVERIFY(lab.start({ { QStringLiteral("graphDelay"), 600 } }, {}, without(skype)));
        CloudDesk desk(lab, quick);
        QVERIFY(desk.signIn());
        desk.prepareAndAccept();
        desk.upload->run();
        QVERIFY(desk.ends(*desk.upload));
        QCOMPARE(desk.upload->failure()->code, FailureCode::SpLag);
        for (const QString &appId : { scheduler, voicemail })
            QVERIFY(desk.row(*desk.upload, QStringLiteral("upload.write.") + appId)->verdict == Verdict::Pass);
    }

    void creationAnswered504IsReadBack()
    {
        Lab lab;
        QVERIFY(lab.start({}, {}, without(skype)));
        CloudDesk desk(lab, quick);
        QVERIFY(desk.signIn());
        desk.prepareAndAccept();
        QVERIFY(lab.setFaults({ QJsonObject{ { QStringLiteral("kind"), QStringLiteral("applied-then-status") },
                                             { QStringLiteral("area"), QStringLiteral("graph") },
                                             { QStringLiteral("match"), QStringLiteral("servicePrincipals") },
                                             { QStringLiteral("status"), 504 },
                                             { QStringLiteral("count"), 1 } } }));
        QVERIFY(desk.works(*desk.upload));
        QCOMPARE(lab.writes().count(QStringLiteral("POST v1.0/servicePrincipals")), 1);
        QCOMPARE(desk.thumbprints(skype), QStringList{ desk.run.state.certificate()->thumbprint });
    }

    // cloud.md b.8: amber in both steps, and then visible
    void notVisibleYetThenCheckedAgain()
    {
        Lab lab;
        QVERIFY(lab.start({ { QStringLiteral("graphDelay"), 4 } }));
        CloudDesk desk(lab, quick);
        QVERIFY(desk.signIn() && desk.connectExchange());
        desk.prepareAndAccept();
        QVERIFY(desk.works(*desk.upload));
        QVERIFY(desk.works(*desk.check));
        QCOMPARE(desk.check->status(), model::StepStatus::Done);
        const QString row = QStringLiteral("check.match.") + skype;
        QCOMPARE(desk.row(*desk.check, row)->verdict, Verdict::Attention);
        QCOMPARE(desk.row(*desk.check, row)->code, FailureCode::GraphLag);
        QCOMPARE(placeOf(*desk.check, PlaceRow::Place::Entra)->outcome, PlaceRow::Outcome::NotYet);
        QTest::qWait(4500);
        QVERIFY(desk.works(*desk.check));
        QCOMPARE(desk.row(*desk.check, row)->verdict, Verdict::Pass);
        QCOMPARE(placeOf(*desk.check, PlaceRow::Place::Entra)->outcome, PlaceRow::Outcome::Same);
    }

    void notVisibleYetIsExitCode1()
    {
        Lab lab;
        QVERIFY(lab.start({ { QStringLiteral("graphDelay"), 600 } }));
        const Outcome run = runProgram(lab, QStringLiteral("lag"), QStringLiteral("--headless"), quick);
        QVERIFY2(run.exitCode == 1, qPrintable(run.output));
        QCOMPARE(run.step(QStringLiteral("upload")), QStringLiteral("done"));
        QCOMPARE(run.step(QStringLiteral("upload-check")), QStringLiteral("done"));
        QCOMPARE(run.check(QStringLiteral("V4")), QStringLiteral("warn"));
        QVERIFY(run.output.contains(QStringLiteral("GRAPH-LAG")));
    }

    // procedure.md 11: each place can be the one that differs, and the page shows what it holds instead
    void deviations_data()
    {
        QTest::addColumn<QJsonObject>("switches");
        QTest::addColumn<int>("place");
        QTest::addColumn<int>("outcome");
        QTest::addColumn<QString>("row");
        QTest::addColumn<QString>("code");
        using P = PlaceRow::Place;
        using O = PlaceRow::Outcome;
        QTest::newRow("none") << QJsonObject() << int(P::Published) << int(O::Same) << "check.published" << "";
        QTest::newRow("only on one server") << QJsonObject{ { QStringLiteral("certificateOnlyOn"), QStringLiteral("EX1") } } << int(P::Server)
                                            << int(O::Absent) << "check.servers" << "CERT-NOT-ON-ALL";
        QTest::newRow("another one is published") << QJsonObject{ { QStringLiteral("metadataCertificate"), QStringLiteral("other") } }
                                                  << int(P::Published) << int(O::Differs) << "check.published" << "CERT-NOT-PUBLISHED";
        QTest::newRow("other dates in Entra") << QJsonObject{ { QStringLiteral("oneYearKeys"), true } } << int(P::Entra) << int(O::OtherDates)
                                              << "check.dates.00000004-0000-0ff1-ce00-000000000000" << "KEY-DATES";
    }
    void deviations()
    {
        QFETCH(QJsonObject, switches);
        QFETCH(int, place);
        QFETCH(int, outcome);
        QFETCH(QString, row);
        QFETCH(QString, code);
        Lab lab;
        QVERIFY(lab.start(switches));
        CloudDesk desk(lab, quick);
        QVERIFY(desk.signIn() && desk.connectExchange());
        desk.prepareAndAccept();
        QVERIFY(desk.works(*desk.upload) && desk.works(*desk.check));
        const QString current = desk.run.state.certificate()->thumbprint;
        QCOMPARE(desk.check->places().first().thumbprint, current);
        bool found = false;
        for (const PlaceRow &held : desk.check->places()) {
            if (held.place != PlaceRow::Place(place) || held.outcome != PlaceRow::Outcome(outcome))
                continue;
            found = true;
            if (held.outcome == PlaceRow::Outcome::Differs)
                QVERIFY(!held.thumbprint.isEmpty() && held.thumbprint != current && held.endUtc.isValid());
        }
        QVERIFY(found);
        const model::Finding *line = desk.row(*desk.check, row);
        QCOMPARE(line->code ? QString(core::codeText(*line->code)) : QString(), code);
        if (code == u"CERT-NOT-ON-ALL")
            QVERIFY(!line->values[QStringLiteral("servers")].isEmpty());
        if (code == u"CERT-NOT-PUBLISHED")
            QVERIFY(!line->values[QStringLiteral("found")].isEmpty());
    }

    // ... the key was replaced by somebody after an earlier run
    void changedKeyInEntra()
    {
        Lab lab;
        QVERIFY(lab.start());
        CloudDesk desk(lab, quick);
        QVERIFY(desk.signIn() && desk.connectExchange());
        desk.run.state.acceptPlan({}, {});
        desk.check->run();
        QVERIFY(desk.ends(*desk.check));
        QCOMPARE(desk.check->failure()->code, FailureCode::KeyNotFound);
        const PlaceRow *row = placeOf(*desk.check, PlaceRow::Place::Entra, QStringLiteral("Skype"));
        QCOMPARE(row->outcome, PlaceRow::Outcome::Differs);
        QVERIFY(desk.thumbprints(skype).contains(row->thumbprint));
        QCOMPARE(placeOf(*desk.check, PlaceRow::Place::Entra, QStringLiteral("Scheduler"))->outcome, PlaceRow::Outcome::Absent);
    }

    // b.8, U62: what the run uploaded goes, and nothing else changes anywhere
    void undoInTheConsole()
    {
        Lab lab;
        QVERIFY(lab.start());
        const Outcome run = runProgram(lab, QStringLiteral("undone"), QStringLiteral("--headless"));
        QVERIFY2(run.exitCode == 1, qPrintable(run.output));
        const QString ours = lab.state()[QStringLiteral("authConfig")].toObject()[QStringLiteral("CurrentCertificateThumbprint")].toString();
        QJsonObject before = lab.state();
        QCOMPARE(with(keysOf(lab, skype), QStringLiteral("thumbprint"), ours).size(), 1);
        lab.forgetRequests();
        const Outcome undo = runProgram(lab, QStringLiteral("undone"), QStringLiteral("--undo"));
        QVERIFY2(undo.exitCode == 0, qPrintable(undo.output));
        QVERIFY(undo.output.contains(QStringLiteral("remove ") + ours));
        QVERIFY(undo.output.contains(QStringLiteral("kept ")));
        QCOMPARE(lab.writes(), QStringList{ QStringLiteral("PATCH v1.0/servicePrincipals") });
        QCOMPARE(with(keysOf(lab, skype), QStringLiteral("thumbprint"), ours).size(), 0);
        QCOMPARE(keysOf(lab, skype).size(), 1);
        QCOMPARE(undo.step(QStringLiteral("upload")), QStringLiteral("not-run"));
        QJsonObject after = lab.state();
        for (const char *list : { "mailUsers", "partnerApplications", "roleAssignments", "applications" })
            QCOMPARE(after[QLatin1String(list)], before[QLatin1String(list)]);
        for (const QString &appId : { exchangeOnline, scheduler, voicemail })
            QVERIFY(with(after[QStringLiteral("servicePrincipals")], QStringLiteral("appId"), appId)
                    == with(before[QStringLiteral("servicePrincipals")], QStringLiteral("appId"), appId));

        lab.forgetRequests();
        const Outcome again = runProgram(lab, QStringLiteral("undone"), QStringLiteral("--undo"));
        QVERIFY2(again.exitCode == 0 && again.output.contains(QStringLiteral("UNDO-NOTHING")), qPrintable(again.output));
        QCOMPARE(lab.writes(), QStringList());
    }

    void undoNoticesAnotherWriter()
    {
        Lab lab;
        QVERIFY(lab.start());
        CloudDesk desk(lab, quick);
        QVERIFY(desk.signIn());
        desk.prepareAndAccept();
        QVERIFY(desk.works(*desk.upload));
        QVERIFY(lab.setFaults({ QJsonObject{ { QStringLiteral("kind"), QStringLiteral("concurrent-writer") },
                                             { QStringLiteral("area"), QStringLiteral("graph") },
                                             { QStringLiteral("count"), 1 } } }));
        desk.run.undo.prepare(); // somebody writes right after this reading
        QVERIFY(desk.ends(desk.run.undo));
        QVERIFY(desk.run.undo.isPrepared());
        lab.forgetRequests();
        desk.run.undo.carryOut(desk.run.undo.confirmation());
        QVERIFY(desk.ends(desk.run.undo));
        QCOMPARE(desk.run.undo.failure()->code, FailureCode::UndoChanged);
        QCOMPARE(lab.writes(), QStringList());
        QCOMPARE(desk.upload->status(), model::StepStatus::Done);
    }
};

QTEST_GUILESS_MAIN(TestFlowUpload)
#include "tst_flow_upload.moc"
