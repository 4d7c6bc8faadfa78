#include "text/FailureText.h"
#include "tst_UploadWorld.h"

using namespace passerelle;
using namespace passerelle::tests;
using psrp::Value;
using services::PlaceRow;
using services::UploadCheckStep;
using services::UploadStep;

namespace {

// What Exchange says and holds.
struct CheckWorld : UploadWorld {
    QString current = ours.thumbprint();
    QMap<QString, crypto::Certificate> servers{ { QStringLiteral("ex1.contoso.fr"), ours }, { QStringLiteral("ex2.contoso.fr"), ours } };
    QStringList silent; // servers that cannot be asked

    CheckWorld()
    {
        model::ExchangeFacts facts;
        for (const char *name : { "ex1", "ex2" }) {
            model::ExchangeServerFacts server;
            server.name = QLatin1String(name);
            server.fqdn = QLatin1String(name) + QStringLiteral(".contoso.fr");
            server.major = 15;
            server.minor = 2;
            server.holdsMailboxes = true;
            facts.servers.append(server);
        }
        state.setExchange(facts);
        exchange.answer(QStringLiteral("Get-AuthConfig"), [this](const psrp::Command &) -> QList<Value> {
            return { Value::object(QStringLiteral("AuthConfig"), { { QStringLiteral("CurrentCertificateThumbprint"), current } }) };
        });
        exchange.answer(QStringLiteral("Get-ExchangeCertificate"), [this](const psrp::Command &command) -> QList<Value> {
            const QString server = std::get<QString>(command.argument(u"Server")->value());
            return { Value::object(QStringLiteral("Certificate"), { { QStringLiteral("RawData"), servers.find(server)->der() } }) };
        });
        exchange.answer(QStringLiteral("Get-WebServicesVirtualDirectory"), [](const psrp::Command &) { return QList<Value>{}; });
        directory.keys[skype] = { FakeDirectory::entry(neighbour), FakeDirectory::entry(ours) };
        directory.keys[scheduler] = { FakeDirectory::entry(ours) };
    }
    // Only the check: the upload is of an earlier run.
    void check(UploadCheckStep &step)
    {
        state.acceptPlan({}, {});
        finish(step, &services::StepService::run);
    }
    static const PlaceRow *place(const UploadCheckStep &step, PlaceRow::Place place, const QString &name = {})
    {
        for (const PlaceRow &row : step.places()) {
            if (row.place == place && (name.isEmpty() || row.name == name))
                return &row;
        }
        return nullptr;
    }
};

}

// Step 6: five places side by side (procedure.md 11), and what Microsoft 365 does not show yet (cloud.md b.8).
class TestUploadCheckStep : public QObject {
    Q_OBJECT
private slots:
    void allTheSame()
    {
        CheckWorld world;
        UploadCheckStep step(world.environment, nullptr, world.options.verifyAfter);
        world.check(step);
        QCOMPARE(step.status(), model::StepStatus::Done);
        QCOMPARE(step.places().size(), 7); // configuration, file, two servers, published, two applications
        for (const PlaceRow &row : step.places()) {
            if (row.place == PlaceRow::Place::Published)
                continue;
            QCOMPARE(row.thumbprint, world.ours.thumbprint());
            QCOMPARE(row.endUtc, world.ours.notAfter());
        }
        QCOMPARE(world.place(step, PlaceRow::Place::Configuration)->outcome, PlaceRow::Outcome::Reference);
        QCOMPARE(world.place(step, PlaceRow::Place::Published)->outcome, PlaceRow::Outcome::Unread);
        QCOMPARE(world.directory.log.count(QStringLiteral("read")), 1);
    }

    void configurationRolledSinceStep4()
    {
        CheckWorld world;
        const crypto::Certificate newer = made("Newer");
        world.current = newer.thumbprint();
        world.servers = { { QStringLiteral("ex1.contoso.fr"), newer }, { QStringLiteral("ex2.contoso.fr"), newer } };
        UploadCheckStep step(world.environment, nullptr, world.options.verifyAfter);
        world.check(step);
        QCOMPARE(step.failure()->code, FailureCode::CertNotActive);
        QCOMPARE(world.place(step, PlaceRow::Place::Configuration)->thumbprint, newer.thumbprint());
        QCOMPARE(world.place(step, PlaceRow::Place::File)->outcome, PlaceRow::Outcome::Differs);
        QCOMPARE(world.place(step, PlaceRow::Place::File)->thumbprint, world.ours.thumbprint());
        QCOMPARE(world.place(step, PlaceRow::Place::Entra)->outcome, PlaceRow::Outcome::Differs);
        QCOMPARE(world.place(step, PlaceRow::Place::Server)->outcome, PlaceRow::Outcome::Same);
    }

    void exportedBytesAreOthers()
    {
        CheckWorld world;
        model::ExportedCertificate damaged = exported(world.ours);
        damaged.der = world.neighbour.der();
        world.state.setCertificate(damaged);
        UploadCheckStep step(world.environment, nullptr, world.options.verifyAfter);
        world.check(step);
        QCOMPARE(step.failure()->code, FailureCode::CertReadFail);
        QCOMPARE(world.place(step, PlaceRow::Place::File)->thumbprint, world.neighbour.thumbprint());
        QCOMPARE(world.place(step, PlaceRow::Place::File)->outcome, PlaceRow::Outcome::Differs);
    }

    void anotherKeyInEntra()
    {
        CheckWorld world;
        world.directory.keys[skype] = { FakeDirectory::entry(world.neighbour) };
        UploadCheckStep step(world.environment, nullptr, world.options.verifyAfter);
        world.check(step);
        QCOMPARE(step.failure()->code, FailureCode::KeyNotFound);
        const PlaceRow *row = world.place(step, PlaceRow::Place::Entra, QStringLiteral("Skype"));
        QCOMPARE(row->thumbprint, world.neighbour.thumbprint()); // both values are on the screen
        QCOMPARE(row->outcome, PlaceRow::Outcome::Differs);
        QCOMPARE(world.place(step, PlaceRow::Place::Entra, QStringLiteral("Scheduler"))->outcome, PlaceRow::Outcome::Same);
    }

    void noKeyInEntra()
    {
        CheckWorld world;
        world.directory.keys[scheduler] = {};
        UploadCheckStep step(world.environment, nullptr, world.options.verifyAfter);
        world.check(step);
        QCOMPARE(world.place(step, PlaceRow::Place::Entra, QStringLiteral("Scheduler"))->outcome, PlaceRow::Outcome::Absent);
    }

    void otherDatesInEntra()
    {
        CheckWorld world;
        QJsonObject entry = FakeDirectory::entry(world.ours);
        const QDateTime end = world.ours.notAfter().addDays(-30);
        entry[QStringLiteral("endDateTime")] = end.toString(Qt::ISODate);
        world.directory.keys[skype] = { entry };
        UploadCheckStep step(world.environment, nullptr, world.options.verifyAfter);
        world.check(step);
        QCOMPARE(step.status(), model::StepStatus::Done);
        const PlaceRow *row = world.place(step, PlaceRow::Place::Entra, QStringLiteral("Skype"));
        QCOMPARE(row->outcome, PlaceRow::Outcome::OtherDates);
        QCOMPARE(row->endUtc.toString(Qt::ISODate), end.toString(Qt::ISODate));
        QCOMPARE(world.row(step, QStringLiteral("check.dates.") + skype)->code, FailureCode::KeyDates);
    }

    // Just uploaded and not shown: amber, never red, and fine when it is checked again.
    void notVisibleYet()
    {
        CheckWorld world;
        world.directory.keys = { { skype, { FakeDirectory::entry(world.neighbour) } }, { scheduler, {} } };
        UploadStep upload(world.environment, nullptr, world.options);
        world.directory.shown = world.directory.keys;
        world.upload(upload);
        QVERIFY(!upload.failure());
        QCOMPARE(world.row(upload, QStringLiteral("upload.verify.") + skype)->code, FailureCode::GraphLag);
        UploadCheckStep step(world.environment, nullptr, world.options.verifyAfter);
        world.directory.log.clear();
        world.finish(step, &services::StepService::run);
        QCOMPARE(step.status(), model::StepStatus::Done);
        QCOMPARE(world.directory.log.count(QStringLiteral("read")), 1 + int(world.options.verifyAfter.size()));
        const model::Finding *row = world.row(step, QStringLiteral("check.match.") + skype);
        QCOMPARE(row->verdict, Verdict::Attention);
        QCOMPARE(row->code, FailureCode::GraphLag);
        QCOMPARE(world.row(step, QStringLiteral("check.dates.") + skype)->verdict, Verdict::NotTested);
        QCOMPARE(world.place(step, PlaceRow::Place::Entra)->outcome, PlaceRow::Outcome::NotYet);
        QVERIFY(step.canRunAgain());
        world.directory.shown.clear();
        world.finish(step, &services::StepService::run);
        QCOMPARE(world.row(step, QStringLiteral("check.match.") + skype)->verdict, Verdict::Pass);
        QCOMPARE(world.place(step, PlaceRow::Place::Entra)->outcome, PlaceRow::Outcome::Same);
    }

    void itAppearsWhileWaiting()
    {
        CheckWorld world;
        world.directory.keys = { { skype, {} }, { scheduler, {} } };
        UploadStep upload(world.environment, nullptr, world.options);
        world.directory.shown = world.directory.keys;
        world.upload(upload);
        int readings = 0;
        world.directory.beforeRead = [&] {
            if (++readings == 3)
                world.directory.shown.clear();
        };
        UploadCheckStep step(world.environment, nullptr, world.options.verifyAfter);
        world.finish(step, &services::StepService::run);
        QCOMPARE(readings, 3);
        QCOMPARE(world.row(step, QStringLiteral("check.match.") + skype)->verdict, Verdict::Pass);
    }

    void sentencesNameWhatIsWrong()
    {
        const QString published = text::failureSentence(
            FailureCode::CertNotPublished, { { QStringLiteral("url"), QStringLiteral("https://mail") },
                                             { QStringLiteral("found"), QStringLiteral("AAAA") },
                                             { QStringLiteral("thumbprint"), QStringLiteral("BBBB") } });
        QVERIFY(published.contains(QStringLiteral("AAAA")) && published.contains(QStringLiteral("BBBB")));
        QVERIFY(!published.contains(QStringLiteral("steps 4 and 5")));
    }
};

QTEST_GUILESS_MAIN(TestUploadCheckStep)
#include "tst_UploadCheckStep.moc"
