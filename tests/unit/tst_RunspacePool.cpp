#include "protocols/psrp/RunspacePool.h"
#include "tst_RunspaceFakeExchange.h"

#include <QElapsedTimer>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace passerelle;
using namespace passerelle::psrp;
using namespace passerelle::test;
using core::FailureCode;
using namespace std::chrono_literals;

class TestRunspacePool : public QObject {
    Q_OBJECT
private slots:
    void init();
    void cleanup();
    void roundTrips();
    void requestsOnTheWire();
    void secondMessageInTheSameAnswer();
    void output();
    void failedPipeline();
    void completedWithErrors();
    void outputInManyFragments();
    void longDescriptionIsCut();
    void pollsAgain_data();
    void pollsAgain();
    void stateWithoutDone();
    void doneWithoutState();
    void queueRunsOneAfterAnother();
    void promptIsRefusedAndStopped();
    void valueCallIsAnswered();
    void cookiesAreEchoed();
    void busyServerIsAskedAgain();
    void failuresWhileOpening_data();
    void failuresWhileOpening();
    void faultOnTheFirstReceive_data();
    void faultOnTheFirstReceive();
    void brokenPoolState();
    void untrustedCertificate();
    void unreachable();
    void plainHttpIsRefused();
    void sessionLostAndReopened();
    void unknownMessagesAreNotRead();
    void answerToNobody_data();
    void answerToNobody();
    void droppedReceiveLosesThePool();
    void openingStartsOverOnce_data();
    void openingStartsOverOnce();
    void gatewaysWordAboutAWrite_data();
    void gatewaysWordAboutAWrite();
    void droppedCommandIsNotRepeated();
    void hostileAnswers_data();
    void hostileAnswers();
    void cancelRead();
    void cancelReadThatDoesNotStop();
    void cancelWaiting();
    void cancelWriteTellsTheResult();
    void cancelWriteAfterItsLimit();
    void destroyedInvocation();
    void cancelOpening();
    void closeWhileRunning();
    void closeAlwaysDeletes();
    void closeNeverOpened();
    void crashCleanUp();
    void invokeWithoutPool();
    void commandTimeLimit();
    void hastyServerIsAskedLessOften();
    void destroyedPool();

private:
    ConnectionSettings settings() const;
    template <class T> core::Result<T> finish(core::OperationOf<T> *operation);
    template <class T> core::Result<T> run(core::OperationOf<T> *operation);
    void open();
    core::Result<CommandOutput> invoke(const Command &command) { return run(m_pool->invoke(command, this)); }

    std::unique_ptr<FakeExchange> m_exchange;
    std::unique_ptr<RunspacePool> m_pool;
};

void TestRunspacePool::init()
{
    m_exchange = std::make_unique<FakeExchange>();
    m_pool = std::make_unique<RunspacePool>(settings());
}

void TestRunspacePool::cleanup()
{
    m_pool.reset();
    m_exchange.reset();
}

ConnectionSettings TestRunspacePool::settings() const
{
    ConnectionSettings settings;
    settings.url = QUrl("https://ex1.contoso.test/PowerShell/");
    settings.user = "admin@contoso.test";
    settings.password = core::Secret("sentinel-password");
    settings.scheme = net::SchemePreference::Basic;
    settings.network.hosts.insert("ex1.contoso.test", "127.0.0.1", m_exchange->server.serverPort());
    settings.network.trust.extraAuthorities = { m_exchange->identity.certificate };
    settings.operationTimeout = 20s;
    settings.stopTimeout = 300ms;
    settings.busyRetryDelay = 10ms;
    return settings;
}

template <class T> core::Result<T> TestRunspacePool::finish(core::OperationOf<T> *operation)
{
    QSignalSpy finished(operation, &core::Operation::finished);
    if (operation->phase() != core::Operation::Phase::Finished && !finished.wait(10'000))
        qFatal("operation does not finish");
    core::Result<T> result = operation->result();
    delete operation;
    return result;
}

template <class T> core::Result<T> TestRunspacePool::run(core::OperationOf<T> *operation)
{
    operation->start();
    return finish(operation);
}

void TestRunspacePool::open()
{
    const auto result = run(m_pool->open());
    if (!result)
        qFatal("%s", qPrintable(result.failure().technical));
}

// Budget: 3 requests to open, 2 for a cmdlet, 1 to close.
void TestRunspacePool::roundTrips()
{
    QSignalSpy states(m_pool.get(), &RunspacePool::stateChanged);
    const auto info = run(m_pool->open());
    QVERIFY(info);
    QCOMPARE(info->shellId, "SERVER-CHOSEN-ID");
    QCOMPARE(info->protocolVersion, "2.3");
    QCOMPARE(info->requestId, "fake-200");
    QCOMPARE(m_pool->state(), RunspacePool::State::Opened);
    QCOMPARE(m_pool->requestCount(), 3);
    const auto output = invoke(Command("Get-AuthConfig"));
    QVERIFY(output);
    QVERIFY(output->succeeded());
    QCOMPARE(output->objects.value(0).toString(), "result");
    QCOMPARE(m_pool->requestCount(), 5);
    QVERIFY(run(m_pool->close()));
    QCOMPARE(m_pool->requestCount(), 6);
    QCOMPARE(m_exchange->actions(),
             QStringList({ "Create", "Receive", "Receive", "Command", "Receive", "Delete" }));
    QCOMPARE(m_exchange->server.connections(), 1);
    QCOMPARE(m_pool->state(), RunspacePool::State::Closed);
    QVERIFY(m_pool->shellId().isEmpty());
    QCOMPARE(states.size(), 4);
}

void TestRunspacePool::requestsOnTheWire()
{
    open();
    QVERIFY(invoke(Command("New-MailUser").with("Name", "x")));
    const WsmanSeen create = m_exchange->seen.first();
    QVERIFY(create.shellId.isEmpty());
    QVERIFY(create.payload.contains("protocolversion"));
    QVERIFY(create.payload.contains("MinRunspaces"));
    QVERIFY(create.envelope.contains(">153600<"));
    const WsmanSeen command = m_exchange->seen.at(3);
    QCOMPARE(command.shellId, QByteArray("SERVER-CHOSEN-ID")); // not the one that was asked for
    QVERIFY(command.payload.contains("<S N=\"Cmd\">New-MailUser</S>"));
    QVERIFY(command.envelope.contains(">512000<")); // known to speak 2.3 by now
    QVERIFY(command.envelope.contains("<rsp:Command>New-MailUser</rsp:Command>"));
    QCOMPARE(m_exchange->seen.at(4).commandId, command.commandId.toLower()); // as the server wrote it
    QSet<QByteArray> ids;
    for (const WsmanSeen &one : m_exchange->seen) {
        ids.insert(one.messageId);
        QVERIFY(one.http.header("Authorization").startsWith("Basic "));
        QCOMPARE(one.http.header("Content-Type"), QByteArray("application/soap+xml;charset=UTF-8"));
        QVERIFY(!one.envelope.contains("sentinel-password"));
    }
    QCOMPARE(ids.size(), m_exchange->seen.size());
}

void TestRunspacePool::secondMessageInTheSameAnswer()
{
    m_exchange->script = [](const WsmanSeen &request) -> std::optional<ServerReply> {
        if (request.action != "Receive" || !request.commandId.isEmpty())
            return std::nullopt;
        return wire::receive(
            request,
            wire::fragments(
                { wire::message(0x00010002, wire::capability),
                  wire::message(0x00099999, "not even xml").first(40) + "<Nil/>",
                  wire::message(0x00021009, "<Obj><MS><Nil N=\"ApplicationPrivateData\"/></MS></Obj>"),
                  wire::message(0x00021005, wire::opened) },
                1, 50),
            false);
    };
    open();
    QCOMPARE(m_pool->requestCount(), 2);
}

static FakeExchange::Script onCommandReceive(const QList<QByteArray> &messages, bool done = true,
                                             qsizetype slice = 1 << 20)
{
    return [=](const WsmanSeen &request) -> std::optional<ServerReply> {
        if (request.action != "Receive" || request.commandId.isEmpty())
            return std::nullopt;
        return wire::receive(request, wire::fragments(messages, 2700, slice), done);
    };
}

void TestRunspacePool::output()
{
    m_exchange->script = onCommandReceive(
        { wire::pipelineState(1), wire::message(0x00041010, "<Obj><MS><S N=\"Activity\">a</S></MS></Obj>"),
          wire::message(0x00041009, "<Obj><MS><S N=\"InformationalRecord_Message\">careful</S></MS></Obj>"),
          wire::message(0x00041004, "<Obj RefId=\"0\"><Props><S N=\"Name\">n</S></Props></Obj>"),
          wire::message(0x00041004, "<I32>2</I32>"), wire::message(0x0004FFFF, "<Nil/>"),
          wire::pipelineState(4) });
    open();
    QSignalSpy invoked(m_pool.get(), &RunspacePool::invoked);
    const auto output = invoke(Command("Get-X"));
    QVERIFY(output);
    QCOMPARE(output->objects.size(), 2);
    QCOMPARE(output->objects.first().property(u"Name").toString(), "n");
    QCOMPARE(output->warnings, QStringList("careful"));
    QCOMPARE(output->requestId, "fake-200");
    QVERIFY(output->succeeded());
    QCOMPARE(invoked.size(), 1);
}

void TestRunspacePool::failedPipeline()
{
    m_exchange->script = onCommandReceive({ wire::pipelineState(
        5, wire::errorRecord("ADObjectAlreadyExistsException", "ExceptionAsErrorRecord")) });
    open();
    const auto output = invoke(Command("New-X"));
    QVERIFY(output); // an error of the cmdlet is not a failure of the session
    QVERIFY(output->failed);
    QCOMPARE(output->errors.size(), 1);
    QCOMPARE(output->errors.last().reason, "ADObjectAlreadyExistsException");
    QCOMPARE(m_pool->state(), RunspacePool::State::Opened);
}

void TestRunspacePool::completedWithErrors()
{
    m_exchange->script =
        onCommandReceive({ wire::message(0x00041005, wire::errorRecord("ManagementObjectNotFoundException")),
                           wire::pipelineState(4) });
    open();
    const auto output = invoke(Command("Get-X"));
    QVERIFY(output);
    QVERIFY(!output->failed);
    QVERIFY(!output->succeeded());
    QCOMPARE(output->errors.first().reason, "ManagementObjectNotFoundException");
}

void TestRunspacePool::outputInManyFragments()
{
    const QByteArray text = QByteArray("0123456789").repeated(20'000);
    const QByteArray stream = wire::fragments(
        { wire::message(0x00041004, "<S>" + text + "</S>"), wire::pipelineState(4) }, 5, 1000);
    int part = 0;
    m_exchange->script = [&](const WsmanSeen &request) -> std::optional<ServerReply> {
        if (request.action != "Receive" || request.commandId.isEmpty())
            return std::nullopt;
        const qsizetype size = stream.size() / 4 + 1; // cuts through headers and across answers
        const QByteArray bytes = stream.mid(part * size, size);
        return wire::receive(request, bytes, ++part == 4);
    };
    open();
    const auto output = invoke(Command("Get-X"));
    QVERIFY(output);
    QCOMPARE(output->objects.first().toString(), QString(text));
    QCOMPARE(part, 4);
}

void TestRunspacePool::longDescriptionIsCut()
{
    ConnectionSettings small = settings();
    small.fragmentSize = 1000;
    m_pool = std::make_unique<RunspacePool>(std::move(small));
    open();
    QVERIFY(invoke(Command("Set-X").with("Text", QString(5000, 'x'))));
    QVERIFY(m_exchange->count("Send") >= 5);
    QByteArray description;
    for (const WsmanSeen &one : m_exchange->seen) {
        if (one.action == "Command" || one.action == "Send") {
            QVERIFY(one.payload.size() <= 1000);
            description += one.payload.sliced(21);
            if (one.action == "Send")
                QCOMPARE(one.stream, QByteArray("stdin"));
        }
    }
    QVERIFY(description.contains(QByteArray(5000, 'x')));
    QVERIFY(description.endsWith("</Obj>"));
}

void TestRunspacePool::pollsAgain_data()
{
    QTest::addColumn<int>("status");
    QTest::newRow("500") << 500;
    QTest::newRow("200") << 200;
    QTest::newRow("400") << 400;
}

void TestRunspacePool::pollsAgain()
{
    QFETCH(int, status);
    int timeouts = 0;
    m_exchange->script = [&](const WsmanSeen &request) -> std::optional<ServerReply> {
        if (request.action == "Receive" && timeouts++ % 3 != 2)
            return wire::fault(request, 2150858793, "timed out", status);
        return std::nullopt;
    };
    QVERIFY(run(m_pool->open()));
    QVERIFY(invoke(Command("Get-X")));
}

void TestRunspacePool::stateWithoutDone()
{
    m_exchange->script = onCommandReceive({ wire::pipelineState(4) }, false);
    open();
    QVERIFY(invoke(Command("Get-X")));
    QCOMPARE(m_exchange->seen.last().action, QByteArray("Signal"));
    QVERIFY(m_exchange->seen.last().code.endsWith("/signal/Terminate"));
    QVERIFY(invoke(Command("Get-Y")));
}

void TestRunspacePool::doneWithoutState()
{
    m_exchange->script = onCommandReceive({}, true);
    open();
    const auto output = invoke(Command("Get-X"));
    QVERIFY(!output);
    QCOMPARE(output.failure().code, FailureCode::UnknownExchange);
    QCOMPARE(m_pool->state(), RunspacePool::State::Broken);
}

void TestRunspacePool::queueRunsOneAfterAnother()
{
    open();
    QList<core::OperationOf<CommandOutput> *> operations;
    for (int i = 0; i < 4; ++i)
        operations.append(m_pool->invoke(Command(QString("Get-%1").arg(i)), this));
    for (auto *operation : operations)
        operation->start();
    for (auto *operation : operations)
        QVERIFY(finish(operation));
    QCOMPARE(m_exchange->actions().sliced(3),
             QStringList(
                 { "Command", "Receive", "Command", "Receive", "Command", "Receive", "Command", "Receive" }));
    for (int i = 0; i < 4; ++i)
        QVERIFY(m_exchange->seen.at(3 + 2 * i).payload.contains("Get-" + QByteArray::number(i)));
}

static QByteArray hostCall(int id, int method)
{
    return wire::message(0x00041100,
                         "<Obj RefId=\"0\"><MS><I64 N=\"ci\">" + QByteArray::number(id)
                             + "</I64><Obj N=\"mi\" RefId=\"1\"><ToString>M</ToString><I32>"
                             + QByteArray::number(method) + "</I32></Obj></MS></Obj>");
}

void TestRunspacePool::promptIsRefusedAndStopped()
{
    m_exchange->script = [&](const WsmanSeen &request) -> std::optional<ServerReply> {
        if (request.action != "Receive" || request.commandId.isEmpty())
            return std::nullopt;
        if (m_exchange->count("Send") == 0)
            return wire::receive(request, wire::fragments({ hostCall(-100, 13), hostCall(7, 26) }), false);
        ServerReply reply = wire::receive(request, wire::fragments({ wire::pipelineState(3) }, 2800), true);
        reply.delay = 50;
        return reply;
    };
    open();
    const auto output = invoke(Command("Remove-X"));
    QVERIFY(output);
    QVERIFY(output->failed);
    QCOMPARE(output->errors.first().reason, "HostException");
    QCOMPARE(m_exchange->count("Send"), 1);
    const auto send = std::find_if(m_exchange->seen.cbegin(), m_exchange->seen.cend(),
                                   [](const WsmanSeen &one) { return one.action == "Send"; });
    QCOMPARE(send->stream, QByteArray("pr"));
    QVERIFY(send->payload.contains("<I64 N=\"ci\">7</I64>"));
    QVERIFY(send->payload.contains("N=\"me\""));
    QCOMPARE(m_exchange->count("Signal"), 1);
    QCOMPARE(m_pool->state(), RunspacePool::State::Opened);
}

void TestRunspacePool::valueCallIsAnswered()
{
    m_exchange->script = [&](const WsmanSeen &request) -> std::optional<ServerReply> {
        if (request.action == "Receive" && !request.commandId.isEmpty() && m_exchange->count("Send") == 0)
            return wire::receive(request, wire::fragments({ hostCall(3, 27) }), false);
        return std::nullopt;
    };
    open();
    const auto output = invoke(Command("Get-X"));
    QVERIFY(output);
    QVERIFY(output->succeeded());
    QCOMPARE(m_exchange->count("Send"), 1);
    QCOMPARE(m_exchange->count("Signal"), 0);
}

void TestRunspacePool::cookiesAreEchoed()
{
    m_exchange->script = [](const WsmanSeen &request) -> std::optional<ServerReply> {
        if (request.action != "Create")
            return std::nullopt;
        return wire::soap(
            request, "<rsp:Shell><rsp:ShellId>S</rsp:ShellId></rsp:Shell>", 200,
            "Set-Cookie: X-BackEndCookie=a=b; path=/PowerShell; secure\r\nSet-Cookie: other=1\r\n"
            "X-FEServer: FE1\r\nX-CalculatedBETarget: be1.contoso.test\r\n");
    };
    const auto info = run(m_pool->open());
    QVERIFY(info);
    QCOMPARE(info->frontEnd, "FE1");
    QCOMPARE(info->backEnd, "be1.contoso.test");
    QVERIFY(m_exchange->seen.first().http.header("Cookie").isEmpty());
    QCOMPARE(m_exchange->seen.at(1).http.header("Cookie"), QByteArray("X-BackEndCookie=a=b"));
    QVERIFY(run(m_pool->close()));
    QCOMPARE(m_exchange->seen.last().http.header("Cookie"), QByteArray("X-BackEndCookie=a=b"));
}

void TestRunspacePool::busyServerIsAskedAgain()
{
    m_exchange->script = [&](const WsmanSeen &request) -> std::optional<ServerReply> {
        if (request.action == "Create" && m_exchange->seen.size() <= 2)
            return ServerReply::make(503, "text/html", "busy");
        return std::nullopt;
    };
    open();
    QCOMPARE(m_exchange->count("Create"), 3);
    m_exchange->script = [](const WsmanSeen &) { return ServerReply::make(503, "text/html", "busy"); };
    const auto output = invoke(Command("Get-X"));
    QVERIFY(!output);
    QCOMPARE(output.failure().code, FailureCode::ExHttp500);
    QCOMPARE(m_exchange->count("Command"), 3);
}

void TestRunspacePool::failuresWhileOpening_data()
{
    QTest::addColumn<QByteArray>("reply");
    QTest::addColumn<FailureCode>("code");
    const auto row = [](const char *name, int status, const QByteArray &type, const QByteArray &headers,
                        FailureCode code) {
        QTest::newRow(name) << ServerReply::make(status, type, "<h2>page</h2>", headers).bytes << code;
    };
    row("password", 401, "text/html",
        "WWW-Authenticate: Negotiate\r\nWWW-Authenticate: Basic realm=\"x\"\r\n", FailureCode::ExSignIn);
    row("kerberos", 401, "text/html", "WWW-Authenticate: Kerberos\r\n", FailureCode::ExKrbOnly);
    row("404", 404, "text/html", {}, FailureCode::ExWrongVdir);
    row("405", 405, "text/html", {}, FailureCode::ExWrongVdir);
    row("page", 200, "text/html", {}, FailureCode::ExWrongVdir);
    row("no content type", 200, {}, {}, FailureCode::ExWrongVdir);
    row("500", 500, "text/html", {}, FailureCode::ExHttp500);
    row("redirect", 302, "text/html", "Location: https://elsewhere.contoso.test/\r\n",
        FailureCode::ExRedirect);
    row("html called soap", 200, "application/soap+xml", {}, FailureCode::UnknownExchange);
    QTest::newRow("not http") << QByteArray("+OK POP3\r\n") << FailureCode::ExWrongVdir;
}

void TestRunspacePool::failuresWhileOpening()
{
    QFETCH(QByteArray, reply);
    m_exchange->script = [&](const WsmanSeen &) { return ServerReply{ reply, false, false, 0 }; };
    const auto result = run(m_pool->open());
    QVERIFY(!result);
    QTEST(result.failure().code, "code");
    QCOMPARE(result.failure().values.value("host"), "ex1.contoso.test");
    QVERIFY(!result.failure().technical.contains("sentinel"));
    QCOMPARE(m_exchange->seen.size(), 1); // no second try with a password, no redirect followed
    QCOMPARE(m_pool->state(), RunspacePool::State::Closed);
}

void TestRunspacePool::faultOnTheFirstReceive_data()
{
    QTest::addColumn<quint32>("number");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<FailureCode>("code");
    QTest::newRow("no role") << 2152992672u
                             << QByteArray(
                                    "[AuthZRequestId=1][FailureCategory=AuthZ-CmdletAccessDeniedException] x")
                             << FailureCode::RbacNone;
    QTest::newRow("budget") << 2152992672u
                            << QByteArray(
                                   "[AuthZRequestId=1][FailureCategory=AuthZ-AuthorizationException] x")
                            << FailureCode::ExShellQuota;
    QTest::newRow("quota") << 2150859173u << QByteArray("x") << FailureCode::ExShellQuota;
    QTest::newRow("resource") << 2150858811u << QByteArray("x") << FailureCode::ExWrongVdir;
}

// Create succeeds, the refusal comes later; the shell is freed all the same.
void TestRunspacePool::faultOnTheFirstReceive()
{
    QFETCH(quint32, number);
    QFETCH(QByteArray, text);
    m_exchange->script = [&](const WsmanSeen &request) -> std::optional<ServerReply> {
        return request.action == "Receive" ? std::optional(wire::fault(request, number, text)) : std::nullopt;
    };
    const auto result = run(m_pool->open());
    QVERIFY(!result);
    QTEST(result.failure().code, "code");
    QTRY_COMPARE(m_exchange->count("Delete"), 1);
    QTRY_VERIFY(m_pool->shellId().isEmpty());
}

void TestRunspacePool::brokenPoolState()
{
    m_exchange->script = [&](const WsmanSeen &request) -> std::optional<ServerReply> {
        if (request.action != "Receive")
            return std::nullopt;
        return wire::receive(request,
                             wire::fragments({ wire::message(
                                 0x00021005,
                                 "<Obj><MS><I32 N=\"RunspaceState\">5</I32>"
                                     + wire::errorRecord("CmdletAccessDeniedException") + "</MS></Obj>") }),
                             false);
    };
    const auto result = run(m_pool->open());
    QVERIFY(!result);
    QCOMPARE(result.failure().code, FailureCode::RbacNone);
    QTRY_COMPARE(m_exchange->count("Delete"), 1);
}

void TestRunspacePool::untrustedCertificate()
{
    ConnectionSettings strict = settings();
    strict.network.trust.extraAuthorities.clear();
    RunspacePool pool(std::move(strict));
    const auto result = run(pool.open());
    QVERIFY(!result);
    QCOMPARE(result.failure().code, FailureCode::ExTlsTrust);
    QCOMPARE(result.failure().values.value("reason"), "self-signed");
    QCOMPARE(
        result.failure().values.value("fingerprint"),
        QString(m_exchange->identity.certificate.digest(QCryptographicHash::Sha256).toHex(':').toUpper()));
    QVERIFY(m_exchange->seen.isEmpty());
}

void TestRunspacePool::unreachable()
{
    ConnectionSettings nowhere = settings();
    nowhere.network.hosts = {};
    nowhere.url = QUrl("https://no-such-host.invalid/PowerShell/");
    RunspacePool pool(std::move(nowhere));
    const auto result = run(pool.open());
    QVERIFY(!result);
    QCOMPARE(result.failure().code, FailureCode::ExUnreachable);
    QCOMPARE(result.failure().values.value("stage"), "name");
    QVERIFY(result.failure().retryable);
}

void TestRunspacePool::plainHttpIsRefused()
{
    ConnectionSettings plain = settings();
    plain.url = QUrl("http://ex1.contoso.test/PowerShell/");
    RunspacePool pool(std::move(plain));
    const auto result = run(pool.open());
    QVERIFY(!result);
    QVERIFY(m_exchange->seen.isEmpty());
}

// 2150858843 in the middle of a plan: told as retryable, and the same pool opens again.
void TestRunspacePool::sessionLostAndReopened()
{
    open();
    m_exchange->script = [](const WsmanSeen &request) -> std::optional<ServerReply> {
        return request.action == "Command" ? std::optional(wire::fault(request, 2150858843)) : std::nullopt;
    };
    auto *second = m_pool->invoke(Command("Get-Y"), this);
    auto *first = m_pool->invoke(Command("Get-X"), this);
    first->start();
    second->start();
    const auto lost = finish(first);
    QVERIFY(!lost);
    QCOMPARE(lost.failure().code, FailureCode::SessionLost);
    QVERIFY(lost.failure().retryable);
    QCOMPARE(finish(second).failure().code, FailureCode::SessionLost); // was waiting behind it
    QCOMPARE(m_pool->state(), RunspacePool::State::Broken);
    m_exchange->script = {};
    open();
    QVERIFY(invoke(Command("Get-X")));
}

// A message of a type yet unknown may hold anything.
void TestRunspacePool::unknownMessagesAreNotRead()
{
    m_exchange->script = [&](const WsmanSeen &request) -> std::optional<ServerReply> {
        if (request.action != "Receive")
            return std::nullopt;
        const QByteArray odd = wire::message(0x0004107F, "no CLIXML <<<");
        if (request.commandId.isEmpty())
            return wire::receive(request,
                                 wire::fragments({ wire::message(0x00010002, wire::capability), wire::message(0x0002107F, "neither <"),
                                                   wire::message(0x00021005, wire::opened) }),
                                 false);
        return wire::receive(request, wire::fragments({ odd, wire::message(0x00041004, "<S>result</S>"), wire::pipelineState(4) }), true);
    };
    open();
    const auto output = invoke(Command("Get-X"));
    QVERIFY(output);
    QCOMPARE(output->objects.value(0).toString(), "result");
}

void TestRunspacePool::answerToNobody_data()
{
    QTest::addColumn<QByteArray>("relatesTo"); // element; empty: none
    QTest::newRow("none") << QByteArray();
    QTest::newRow("empty") << QByteArray("<a:RelatesTo/>");
    QTest::newRow("another") << QByteArray("<a:RelatesTo>uuid:11111111-2222-3333-4444-555555555555</a:RelatesTo>");
}

// Reference psrp.md 4: an answer says which request it belongs to, or the connection is broken.
void TestRunspacePool::answerToNobody()
{
    QFETCH(QByteArray, relatesTo);
    open();
    m_exchange->script = [&](const WsmanSeen &request) -> std::optional<ServerReply> {
        if (request.action != "Receive")
            return std::nullopt;
        QByteArray bytes = wire::receive(request, wire::fragments({ wire::pipelineState(4) }), true).bytes;
        const qsizetype head = bytes.indexOf("\r\n\r\n") + 4;
        QByteArray envelope = bytes.sliced(head);
        const qsizetype begin = envelope.indexOf("<a:RelatesTo>");
        const qsizetype end = envelope.indexOf("</a:RelatesTo>") + 14;
        envelope.replace(begin, end - begin, relatesTo);
        return ServerReply::make(200, "application/soap+xml", envelope);
    };
    const auto output = invoke(Command("Get-X"));
    QVERIFY(!output);
    QCOMPARE(output.failure().code, FailureCode::SessionLost);
}

// Whether the server would tell it again is not known (reference psrp.md 3.6).
void TestRunspacePool::droppedReceiveLosesThePool()
{
    int receives = 0;
    m_exchange->script = [&](const WsmanSeen &request) -> std::optional<ServerReply> {
        if (request.action == "Receive" && !request.commandId.isEmpty() && ++receives == 1)
            return ServerReply{ {}, true, false, 0 };
        return std::nullopt;
    };
    open();
    const auto output = invoke(Command("Get-X"));
    QVERIFY(!output);
    QCOMPARE(output.failure().code, FailureCode::SessionLost);
    QCOMPARE(receives, 1);
    QCOMPARE(m_pool->state(), RunspacePool::State::Broken);
    open();
    QVERIFY(invoke(Command("Get-X")));
}

void TestRunspacePool::openingStartsOverOnce_data()
{
    QTest::addColumn<QByteArray>("reply"); // empty: the connection is dropped
    QTest::addColumn<int>("times");
    QTest::addColumn<std::optional<FailureCode>>("code");
    const QByteArray busy = ServerReply::make(503, "text/html", "busy").bytes;
    QTest::newRow("dropped") << QByteArray() << 1 << std::optional<FailureCode>();
    QTest::newRow("dropped each time") << QByteArray() << 9 << std::optional(FailureCode::ExUnreachable);
    QTest::newRow("busy") << busy << 1 << std::optional<FailureCode>();
    QTest::newRow("busy each time") << busy << 9 << std::optional(FailureCode::ExHttp500);
}

// The answer that told of the open pool may be the one that got lost: another shell, and the first one is freed.
void TestRunspacePool::openingStartsOverOnce()
{
    QFETCH(QByteArray, reply);
    QFETCH(int, times);
    QFETCH(std::optional<FailureCode>, code);
    m_exchange->script = [&](const WsmanSeen &request) -> std::optional<ServerReply> {
        if (request.action != "Receive" || times-- <= 0)
            return std::nullopt;
        return ServerReply{ reply, reply.isEmpty(), false, 0 };
    };
    const auto result = run(m_pool->open());
    QCOMPARE(bool(result), !code.has_value());
    if (code)
        QCOMPARE(result.failure().code, *code);
    QCOMPARE(m_exchange->count("Create"), 2);
    QTRY_COMPARE(m_exchange->count("Delete"), code ? 2 : 1);
}

void TestRunspacePool::gatewaysWordAboutAWrite_data()
{
    QTest::addColumn<QByteArray>("action");
    QTest::addColumn<int>("status");
    for (const int status : { 503, 429, 425, 500, 502, 504 }) {
        for (const char *action : { "Command", "Send", "Receive" })
            QTest::addRow("%s %d", action, status) << QByteArray(action) << status;
    }
}

// It may have been passed on and carried out: never again by itself, and the caller is told that nobody knows.
void TestRunspacePool::gatewaysWordAboutAWrite()
{
    QFETCH(QByteArray, action);
    QFETCH(int, status);
    open();
    m_exchange->script = [&](const WsmanSeen &request) -> std::optional<ServerReply> {
        return request.action == action ? std::optional(ServerReply::make(status, "text/html", "busy")) : std::nullopt;
    };
    const auto output = invoke(Command("New-X").with("Text", QString(40'000, u'x')));
    QVERIFY(!output);
    QCOMPARE(output.failure().code, FailureCode::SessionLost);
    QCOMPARE(output.failure().values.value("sent"), "maybe");
    QCOMPARE(m_exchange->count("Command"), 1);
    QVERIFY(m_exchange->count("Send") <= 1);
}

void TestRunspacePool::droppedCommandIsNotRepeated()
{
    m_exchange->script = [&](const WsmanSeen &request) -> std::optional<ServerReply> {
        return request.action == "Command" ? std::optional(ServerReply{ {}, true, false, 0 }) : std::nullopt;
    };
    open();
    const auto output = invoke(Command("New-X"));
    QVERIFY(!output);
    QCOMPARE(output.failure().code, FailureCode::SessionLost); // read again before writing again
    QCOMPARE(output.failure().values.value("stage"), "answer");
    QCOMPARE(output.failure().values.value("sent"), "maybe");
    QCOMPARE(m_exchange->count("Command"), 1);
}

void TestRunspacePool::hostileAnswers_data()
{
    QTest::addColumn<QByteArray>("stream");
    QTest::newRow("1 GB declared") << QByteArray::fromHex("0000000000000001000000000000000003"
                                                          "40000000");
    QTest::newRow("out of order") << QByteArray::fromHex("0000000000000001000000000000000502"
                                                         "00000000");
    QTest::newRow("short message") << wire::fragments({ "short" });
    QTest::newRow("depth bomb") << wire::fragments(
        { wire::message(0x00041004, QByteArray("<Obj><LST>").repeated(5'000)) });
    QTest::newRow("doctype") << wire::fragments(
        { wire::message(0x00041004, "<!DOCTYPE a [<!ENTITY b 'c'>]><S>&b;</S>") });
    QTest::newRow("not xml") << wire::fragments({ wire::message(0x00041004, "hello") });
}

void TestRunspacePool::hostileAnswers()
{
    QFETCH(QByteArray, stream);
    m_exchange->script = [&](const WsmanSeen &request) -> std::optional<ServerReply> {
        if (request.action != "Receive" || request.commandId.isEmpty())
            return std::nullopt;
        return wire::receive(request, stream, false);
    };
    open();
    const auto output = invoke(Command("Get-X"));
    QVERIFY(!output);
    QCOMPARE(output.failure().code, FailureCode::UnknownExchange);
    QCOMPARE(m_pool->state(), RunspacePool::State::Broken);
    QVERIFY(run(m_pool->close()));
    QCOMPARE(m_exchange->count("Delete"), 1);
}

// Scripts a pipeline that answers only once it is told to stop.
static FakeExchange::Script stoppable(FakeExchange &exchange, const WsmanSeen *&pending, WsmanSeen &store)
{
    return [&exchange, &pending, &store](const WsmanSeen &request) -> std::optional<ServerReply> {
        if (request.action == "Receive" && !request.commandId.isEmpty() && !pending) {
            store = request;
            pending = &store;
            return ServerReply{ {}, false, true, 0 };
        }
        if (request.action == "Signal" && pending) {
            const QByteArray stopped =
                wire::receive(store, wire::fragments({ wire::pipelineState(3) }, 2900), true).bytes;
            exchange.server.sendTo(store.http.connection, stopped);
            return wire::soap(request, "<rsp:SignalResponse/>");
        }
        return std::nullopt;
    };
}

void TestRunspacePool::cancelRead()
{
    const WsmanSeen *pending = nullptr;
    WsmanSeen store;
    m_exchange->script = stoppable(*m_exchange, pending, store);
    open();
    auto *operation = m_pool->invoke(Command("Get-Mailbox"), this);
    operation->start();
    QTRY_VERIFY(pending);
    QElapsedTimer clock;
    clock.start();
    operation->cancel();
    const auto result = finish(operation);
    QVERIFY(clock.elapsed() < 100);
    QVERIFY(!result);
    QCOMPARE(result.failure().code, FailureCode::Cancelled);
    QTRY_COMPARE(m_exchange->count("Signal"), 1);
    QVERIFY(m_exchange->seen.last().http.connection != store.http.connection); // the first one is waiting
    QCOMPARE(m_exchange->seen.last().code, QByteArray("powershell/signal/crtl_c"));
    QVERIFY(m_exchange->seen.last().http.header("Authorization").startsWith("Basic "));
    QVERIFY(invoke(Command("Get-X"))); // the pool lives on
    QCOMPARE(m_pool->state(), RunspacePool::State::Opened);
}

void TestRunspacePool::cancelReadThatDoesNotStop()
{
    m_exchange->script = [](const WsmanSeen &request) -> std::optional<ServerReply> {
        if ((request.action == "Receive" && !request.commandId.isEmpty()) || request.action == "Signal")
            return ServerReply{ {}, false, true, 0 };
        return std::nullopt;
    };
    open();
    auto *operation = m_pool->invoke(Command("Get-Mailbox"), this);
    operation->start();
    QTRY_COMPARE(m_exchange->count("Receive"), 3);
    operation->cancel();
    QCOMPARE(finish(operation).failure().code, FailureCode::Cancelled);
    QTRY_COMPARE(m_pool->state(), RunspacePool::State::Broken);
    QVERIFY(run(m_pool->close()));
    QCOMPARE(m_exchange->count("Delete"), 1);
}

void TestRunspacePool::cancelWaiting()
{
    open();
    auto *first = m_pool->invoke(Command("Get-A"), this);
    auto *second = m_pool->invoke(Command("New-B"), this);
    first->start();
    second->start();
    second->cancel();
    QCOMPARE(finish(second).failure().code, FailureCode::Cancelled);
    QVERIFY(finish(first));
    QTest::qWait(50);
    QCOMPARE(m_exchange->count("Command"), 1); // the write never went out
}

void TestRunspacePool::cancelWriteTellsTheResult()
{
    m_exchange->script = [](const WsmanSeen &request) -> std::optional<ServerReply> {
        if (request.action != "Receive" || request.commandId.isEmpty())
            return std::nullopt;
        ServerReply reply = wire::receive(
            request, wire::fragments({ wire::message(0x00041004, "<S>made</S>"), wire::pipelineState(4) }),
            true);
        reply.delay = 200;
        return reply;
    };
    open();
    auto *operation = m_pool->invoke(Command("New-MailUser"), this);
    operation->start();
    QTRY_COMPARE(m_exchange->count("Receive"), 3);
    operation->cancel();
    const auto output = finish(operation);
    QVERIFY(output);
    QCOMPARE(output->objects.first().toString(), "made");
    QCOMPARE(m_exchange->count("Signal"), 0);
}

void TestRunspacePool::cancelWriteAfterItsLimit()
{
    const WsmanSeen *pending = nullptr;
    WsmanSeen store;
    ConnectionSettings impatient = settings();
    impatient.writeCancelLimit = 100ms;
    m_pool = std::make_unique<RunspacePool>(std::move(impatient));
    m_exchange->script = stoppable(*m_exchange, pending, store);
    open();
    auto *operation = m_pool->invoke(Command("New-MailUser"), this);
    operation->start();
    QTRY_VERIFY(pending);
    operation->cancel();
    const auto output = finish(operation);
    QVERIFY(output);
    QVERIFY(output->failed);
    QCOMPARE(output->errors.first().reason, "PipelineStoppedException");
    QCOMPARE(m_exchange->count("Signal"), 1);
}

void TestRunspacePool::destroyedInvocation()
{
    const WsmanSeen *pending = nullptr;
    WsmanSeen store;
    m_exchange->script = stoppable(*m_exchange, pending, store);
    open();
    {
        QObject page;
        m_pool->invoke(Command("Get-Mailbox"), &page)->start();
        QTRY_VERIFY(pending);
    }
    QTRY_COMPARE(m_exchange->count("Signal"), 1);
    QVERIFY(invoke(Command("Get-X")));
}

void TestRunspacePool::cancelOpening()
{
    std::optional<WsmanSeen> create;
    m_exchange->script = [&](const WsmanSeen &request) -> std::optional<ServerReply> {
        if (request.action != "Create" || create)
            return std::nullopt;
        create = request;
        ServerReply reply = wire::soap(request, "<rsp:Shell><rsp:ShellId>LATE</rsp:ShellId></rsp:Shell>");
        reply.delay = 200;
        return reply;
    };
    auto *operation = m_pool->open();
    operation->start();
    QTRY_VERIFY(create);
    QElapsedTimer clock;
    clock.start();
    operation->cancel();
    QCOMPARE(finish(operation).failure().code, FailureCode::Cancelled);
    QVERIFY(clock.elapsed() < 100);
    QTRY_COMPARE(m_exchange->count("Delete"), 1); // the shell that was made after all
    QCOMPARE(m_exchange->seen.last().shellId, QByteArray("LATE"));
    QTRY_COMPARE(m_pool->state(), RunspacePool::State::Closed);
    open();
}

void TestRunspacePool::closeWhileRunning()
{
    const WsmanSeen *pending = nullptr;
    WsmanSeen store;
    m_exchange->script = stoppable(*m_exchange, pending, store);
    open();
    auto *running = m_pool->invoke(Command("New-A"), this);
    auto *waiting = m_pool->invoke(Command("New-B"), this);
    running->start();
    waiting->start();
    QTRY_VERIFY(pending);
    auto *closing = m_pool->close();
    auto *again = m_pool->close();
    closing->start();
    again->start();
    QCOMPARE(finish(running).failure().code, FailureCode::SessionLost);
    QCOMPARE(finish(waiting).failure().code, FailureCode::SessionLost);
    QVERIFY(finish(closing));
    QVERIFY(finish(again));
    QCOMPARE(m_exchange->count("Delete"), 1);
    QCOMPARE(m_pool->state(), RunspacePool::State::Closed);
}

void TestRunspacePool::closeAlwaysDeletes()
{
    open();
    m_exchange->script = [](const WsmanSeen &request) -> std::optional<ServerReply> {
        return request.action == "Delete" ? std::optional(wire::fault(request, 2150858843)) : std::nullopt;
    };
    QVERIFY(run(m_pool->close()));
    QVERIFY(m_pool->shellId().isEmpty());
    open();
    m_exchange->script = [](const WsmanSeen &) { return ServerReply::make(500, "text/html", "x"); };
    QVERIFY(run(m_pool->close()));
    QVERIFY(!m_pool->shellId().isEmpty()); // still to be freed by a later run
    QCOMPARE(m_pool->state(), RunspacePool::State::Closed);
}

void TestRunspacePool::closeNeverOpened()
{
    QVERIFY(run(m_pool->close()));
    QVERIFY(m_exchange->seen.isEmpty());
}

void TestRunspacePool::crashCleanUp()
{
    QVERIFY(run(RunspacePool::deleteShell(settings(), "LEFT-BEHIND", this)));
    QCOMPARE(m_exchange->actions(), QStringList("Delete"));
    QCOMPARE(m_exchange->seen.first().shellId, QByteArray("LEFT-BEHIND"));
    m_exchange->script = [](const WsmanSeen &request) { return wire::fault(request, 2150858843); };
    QVERIFY(run(RunspacePool::deleteShell(settings(), "GONE", this)));
    m_exchange->script = [](const WsmanSeen &request) { return wire::fault(request, 5); };
    QCOMPARE(run(RunspacePool::deleteShell(settings(), "OTHER", this)).failure().code, FailureCode::ExNotAdmitted);
}

void TestRunspacePool::invokeWithoutPool()
{
    const auto output = invoke(Command("Get-X"));
    QVERIFY(!output);
    QCOMPARE(output.failure().code, FailureCode::SessionLost);
    open();
    QVERIFY(!run(m_pool->open())); // already open
    QCOMPARE(m_pool->state(), RunspacePool::State::Opened);
}

void TestRunspacePool::commandTimeLimit()
{
    ConnectionSettings impatient = settings();
    impatient.commandTimeout = 50ms;
    m_pool = std::make_unique<RunspacePool>(std::move(impatient));
    bool signalled = false;
    m_exchange->script = [&](const WsmanSeen &request) -> std::optional<ServerReply> {
        signalled = signalled || request.action == "Signal";
        if (request.action != "Receive" || request.commandId.isEmpty())
            return std::nullopt;
        ServerReply reply = signalled
            ? wire::receive(request, wire::fragments({ wire::pipelineState(3) }), true)
            : wire::fault(request, 2150858793);
        reply.delay = 30;
        return reply;
    };
    open();
    const auto output = invoke(Command("Get-X"));
    QVERIFY(output);
    QCOMPARE(output->errors.first().reason, "TimeoutException");
}

// A server that does not hold the Receive as it was asked to: no race with it.
void TestRunspacePool::hastyServerIsAskedLessOften()
{
    ConnectionSettings impatient = settings();
    impatient.commandTimeout = 1s;
    m_pool = std::make_unique<RunspacePool>(std::move(impatient));
    m_exchange->script = [](const WsmanSeen &request) -> std::optional<ServerReply> {
        const bool ofCommand = request.action == "Receive" && !request.commandId.isEmpty();
        return ofCommand ? std::optional(wire::fault(request, 2150858793)) : std::nullopt;
    };
    open();
    QCOMPARE(invoke(Command("Get-X")).failure().code, FailureCode::SessionLost); // it does not stop either
    QVERIFY2(m_exchange->count("Receive") < 60, qPrintable(QString::number(m_exchange->count("Receive"))));
}

void TestRunspacePool::destroyedPool()
{
    const WsmanSeen *pending = nullptr;
    WsmanSeen store;
    m_exchange->script = stoppable(*m_exchange, pending, store);
    open();
    auto *orphan = m_pool->invoke(Command("Get-X"), this);
    orphan->start();
    QTRY_VERIFY(pending);
    m_pool.reset();
    delete orphan;
    m_pool = std::make_unique<RunspacePool>(settings());
    m_pool->open()->start();
    m_pool.reset();
}

QTEST_GUILESS_MAIN(TestRunspacePool)
#include "tst_RunspacePool.moc"
