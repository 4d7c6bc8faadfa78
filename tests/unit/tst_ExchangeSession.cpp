#include "services/ExchangeSession.h"
#include "tst_RunspaceFakeExchange.h"

#include <QSignalSpy>
#include <QTest>

using namespace passerelle;
using namespace passerelle::test;
using core::FailureCode;
using psrp::Command;
using namespace std::chrono_literals;

// A session that ends in the middle (reference psrp.md 6, fault 2150858843, and 13.3 number 7): reopened, told to look at
// the whole forest again, reads repeated, writes never.
class TestExchangeSession : public QObject {
    Q_OBJECT
private slots:
    void init();
    void cleanup();
    void readIsRepeated_data();
    void readIsRepeated();
    void nothingOfAListIsLost();
    void readIsRepeatedOnce();
    void writeComesBackAndTheNextReadReopens_data();
    void writeComesBackAndTheNextReadReopens();
    void oneReopeningForAll();
    void waitingCommandCanBeCancelled();
    void shellIsKnownFromItsFirstMoment();
    void shellIsFreedBeforeTheNext_data();
    void shellIsFreedBeforeTheNext();
    void shellThatCannotBeFreedStaysKnown();
    void lateShellOfACancelledOpeningIsFreedFirst();

private:
    psrp::ConnectionSettings settings() const;
    QStringList commands() const;

    model::CallLog m_calls;
    std::unique_ptr<FakeExchange> m_exchange;
    std::unique_ptr<services::ExchangeSession> m_session;
};

static ServerReply gone(const WsmanSeen &request)
{
    return wire::fault(request, 2150858843, "[FailureCategory=WSMan-InvalidShellID] gone");
}

static const ServerReply dropped{ {}, true, false, 0 };

template <class T> static core::Result<T> run(core::OperationOf<T> *operation)
{
    QSignalSpy finished(operation, &core::Operation::finished);
    operation->start();
    if (!finished.wait(10'000))
        qFatal("operation does not finish");
    core::Result<T> result = operation->result();
    delete operation;
    return result;
}

void TestExchangeSession::init()
{
    m_exchange = std::make_unique<FakeExchange>();
    m_session = std::make_unique<services::ExchangeSession>(m_calls);
    QVERIFY(run(m_session->open(settings())));
}

void TestExchangeSession::cleanup()
{
    m_session.reset();
    m_exchange.reset();
}

psrp::ConnectionSettings TestExchangeSession::settings() const
{
    psrp::ConnectionSettings settings;
    settings.url = QUrl("https://ex1.contoso.test/PowerShell/");
    settings.user = "admin@contoso.test";
    settings.password = core::Secret("sentinel-password");
    settings.scheme = net::SchemePreference::Basic;
    settings.network.hosts.insert("ex1.contoso.test", "127.0.0.1", m_exchange->server.serverPort());
    settings.network.trust.extraAuthorities = { m_exchange->identity.certificate };
    return settings;
}

// The cmdlets that arrived, in order.
QStringList TestExchangeSession::commands() const
{
    QStringList names;
    for (const WsmanSeen &request : m_exchange->seen) {
        if (request.action != "Command")
            continue;
        const qsizetype begin = request.envelope.indexOf("<rsp:Command>") + 13;
        names.append(QString::fromUtf8(request.envelope.sliced(begin, request.envelope.indexOf('<', begin) - begin)));
    }
    return names;
}

void TestExchangeSession::readIsRepeated_data()
{
    QTest::addColumn<QByteArray>("action");
    QTest::addColumn<bool>("drop");
    QTest::newRow("unknown shell on Command") << QByteArray("Command") << false;
    QTest::newRow("unknown shell on Receive") << QByteArray("Receive") << false;
    QTest::newRow("connection dropped on Command") << QByteArray("Command") << true;
    QTest::newRow("connection dropped on Receive") << QByteArray("Receive") << true;
}

void TestExchangeSession::readIsRepeated()
{
    QFETCH(QByteArray, action);
    QFETCH(bool, drop);
    bool done = false;
    m_exchange->script = [&](const WsmanSeen &request) -> std::optional<ServerReply> {
        if (request.action != action || done || (action == "Receive" && request.commandId.isEmpty()))
            return std::nullopt;
        done = true;
        return drop ? dropped : gone(request);
    };
    const auto output = run(m_session->invoke(Command("Get-X"), this));
    QVERIFY(output);
    QCOMPARE(output->objects.value(0).toString(), "result");
    QCOMPARE(commands(), QStringList({ "Get-X", "Set-ADServerSettings", "Get-X" }));
    QCOMPARE(m_exchange->count("Create"), 2);
}

// A server that tells nothing twice: the answer with the first object breaks off, the next one has the rest only.
void TestExchangeSession::nothingOfAListIsLost()
{
    const QByteArray first = wire::message(0x00041004, "<S>one</S>");
    const QByteArray rest = wire::message(0x00041004, "<S>two</S>");
    int receives = 0;
    m_exchange->script = [&](const WsmanSeen &request) -> std::optional<ServerReply> {
        if (request.action != "Receive" || request.commandId.isEmpty())
            return std::nullopt;
        ++receives;
        if (receives == 1) {
            QByteArray bytes = wire::receive(request, wire::fragments({ first }), false).bytes;
            bytes.truncate(bytes.size() / 2);
            return ServerReply{ bytes, true, false, 0 };
        }
        const bool lost = receives == 2 && m_exchange->count("Create") == 1;
        const QByteArrayList told = lost ? QByteArrayList{ rest } : QByteArrayList{ first, rest };
        return wire::receive(request, wire::fragments(told + QByteArrayList{ wire::pipelineState(4) }), true);
    };
    const auto output = run(m_session->invoke(Command("Get-X"), this));
    QVERIFY(output);
    QCOMPARE(output->objects.size(), 2);
    QCOMPARE(output->objects.value(0).toString(), "one");
    QCOMPARE(output->objects.value(1).toString(), "two");
}

void TestExchangeSession::readIsRepeatedOnce()
{
    m_exchange->script = [&](const WsmanSeen &request) -> std::optional<ServerReply> {
        const bool ours = request.action == "Command" && request.envelope.contains("Get-X");
        return ours ? std::optional(gone(request)) : std::nullopt;
    };
    const auto output = run(m_session->invoke(Command("Get-X"), this));
    QVERIFY(!output);
    QCOMPARE(output.failure().code, FailureCode::SessionLost);
    QCOMPARE(commands().count("Get-X"), 2);
}

void TestExchangeSession::writeComesBackAndTheNextReadReopens_data()
{
    readIsRepeated_data();
}

void TestExchangeSession::writeComesBackAndTheNextReadReopens()
{
    QFETCH(QByteArray, action);
    QFETCH(bool, drop);
    bool done = false;
    m_exchange->script = [&](const WsmanSeen &request) -> std::optional<ServerReply> {
        if (request.action != action || done || (action == "Receive" && request.commandId.isEmpty()))
            return std::nullopt;
        done = true;
        return drop ? dropped : gone(request);
    };
    const auto written = run(m_session->invoke(Command("New-X"), this));
    QVERIFY(!written);
    QCOMPARE(written.failure().code, FailureCode::SessionLost);
    QVERIFY(written.failure().retryable);
    QVERIFY(run(m_session->invoke(Command("Get-X"), this)));
    QCOMPARE(commands(), QStringList({ "New-X", "Set-ADServerSettings", "Get-X" }));
}

void TestExchangeSession::oneReopeningForAll()
{
    bool lost = true;
    m_exchange->script = [&](const WsmanSeen &request) -> std::optional<ServerReply> {
        return request.action == "Command" && std::exchange(lost, false) ? std::optional(gone(request)) : std::nullopt;
    };
    QList<core::OperationOf<psrp::CommandOutput> *> reads;
    int finished = 0;
    for (const char *name : { "Get-A", "Get-B", "Get-C" }) {
        reads.append(m_session->invoke(Command(name), this));
        connect(reads.last(), &core::Operation::finished, this, [&finished] { ++finished; });
        reads.last()->start();
    }
    QTRY_COMPARE(finished, 3);
    for (auto *read : reads) {
        QVERIFY(read->result());
        delete read;
    }
    QCOMPARE(m_exchange->count("Create"), 2);
    QCOMPARE(commands().count("Set-ADServerSettings"), 1);
}

void TestExchangeSession::waitingCommandCanBeCancelled()
{
    bool lost = true;
    m_exchange->script = [&](const WsmanSeen &request) -> std::optional<ServerReply> {
        if (request.action == "Command" && std::exchange(lost, false))
            return gone(request);
        return request.action == "Create" ? std::optional(ServerReply{ {}, false, true, 0 }) : std::nullopt;
    };
    auto *read = m_session->invoke(Command("Get-X"), this);
    QSignalSpy finished(read, &core::Operation::finished);
    read->start();
    QTRY_COMPARE(m_exchange->count("Create"), 2);
    read->cancel();
    QVERIFY(finished.wait(100));
    QCOMPARE(read->result().failure().code, FailureCode::Cancelled);
    delete read;
}

// Remembered before the pool is open, so that a crash in between leaves nothing behind.
void TestExchangeSession::shellIsKnownFromItsFirstMoment()
{
    QCOMPARE(m_session->shellId(), "SERVER-CHOSEN-ID");
    services::ExchangeSession second(m_calls);
    QStringList told;
    connect(&second, &services::ExchangeSession::shellCreated, this, [&](const QString &id, const QUrl &address) {
        QCOMPARE(address, QUrl("https://ex1.contoso.test/PowerShell/"));
        told.append(id);
    });
    m_exchange->script = [&](const WsmanSeen &request) -> std::optional<ServerReply> {
        return request.action == "Receive" ? std::optional(ServerReply{ {}, false, true, 0 }) : std::nullopt;
    };
    auto *open = second.open(settings());
    open->start();
    QTRY_COMPARE(told, QStringList{ "SERVER-CHOSEN-ID" });
    QVERIFY(!second.isOpen());
    m_exchange->script = {};
    QVERIFY(run(psrp::RunspacePool::deleteShell(settings(), told.first(), this)));
    QCOMPARE(m_exchange->seen.last().shellId, "SERVER-CHOSEN-ID");
}

void TestExchangeSession::shellIsFreedBeforeTheNext_data()
{
    QTest::addColumn<bool>("again");
    QTest::newRow("another open") << true;
    QTest::newRow("reopening after a loss") << false;
}

// psrp.md 2.4: two shells at once may be one too many. The Delete is answered late on purpose.
void TestExchangeSession::shellIsFreedBeforeTheNext()
{
    QFETCH(bool, again);
    QStringList freed;
    connect(m_session.get(), &services::ExchangeSession::shellFreed, this, [&](const QString &id) {
        freed.append(id);
        QCOMPARE(m_exchange->count("Create"), 1);
    });
    bool lost = false;
    m_exchange->script = [&](const WsmanSeen &request) -> std::optional<ServerReply> {
        if (request.action == "Command" && !std::exchange(lost, true) && !again)
            return dropped;
        if (request.action != "Delete")
            return std::nullopt;
        ServerReply reply = ServerReply::make(200, {}, {});
        reply.delay = 300;
        return reply;
    };
    if (again)
        QVERIFY(run(m_session->open(settings())));
    QVERIFY(run(m_session->invoke(Command("Get-X"), this)));
    QCOMPARE(freed, QStringList("SERVER-CHOSEN-ID"));
    QStringList wire = m_exchange->actions();
    wire.removeAll("Receive");
    QCOMPARE(wire.mid(0, wire.lastIndexOf("Create") + 1).last(2), (QStringList{ "Delete", "Create" }));
    QCOMPARE(m_exchange->count("Create"), 2);
}

void TestExchangeSession::shellThatCannotBeFreedStaysKnown()
{
    QStringList freed;
    connect(m_session.get(), &services::ExchangeSession::shellFreed, this, [&](const QString &id) { freed.append(id); });
    m_exchange->script = [](const WsmanSeen &request) -> std::optional<ServerReply> {
        return request.action == "Delete" ? std::optional(ServerReply::make(500, "text/html", "x")) : std::nullopt;
    };
    QVERIFY(run(m_session->open(settings())));
    QCOMPARE(m_exchange->count("Delete"), 1);
    QCOMPARE(freed, QStringList());
}

// Create was on its way when the person pressed Stop: the shell exists all the same.
void TestExchangeSession::lateShellOfACancelledOpeningIsFreedFirst()
{
    services::ExchangeSession session(m_calls);
    QStringList known;
    connect(&session, &services::ExchangeSession::shellCreated, this, [&](const QString &id) { known.append(id); });
    connect(&session, &services::ExchangeSession::shellFreed, this, [&](const QString &id) { known.removeOne(id); });
    bool late = true;
    m_exchange->script = [&](const WsmanSeen &request) -> std::optional<ServerReply> {
        if (request.action != "Create" || !std::exchange(late, false))
            return std::nullopt;
        ServerReply reply = wire::soap(request, "<rsp:Shell><rsp:ShellId>LATE</rsp:ShellId></rsp:Shell>");
        reply.delay = 300;
        return reply;
    };
    m_exchange->seen.clear();
    auto *first = session.open(settings());
    first->start();
    QTRY_COMPARE(m_exchange->count("Create"), 1);
    first->cancel();
    QVERIFY(run(session.open(settings())));
    QStringList wire = m_exchange->actions();
    wire.removeAll("Receive");
    QCOMPARE(wire, (QStringList{ "Create", "Delete", "Create" }));
    QCOMPARE(m_exchange->seen.value(1).shellId, QByteArray("LATE"));
    QCOMPARE(known, QStringList("SERVER-CHOSEN-ID"));
}

QTEST_GUILESS_MAIN(TestExchangeSession)

#include "tst_ExchangeSession.moc"
