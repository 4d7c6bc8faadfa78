#include "protocols/psrp/WsmanTrouble.h"

#include <QTest>

using namespace passerelle;
using namespace passerelle::psrp;
using core::FailureCode;
using net::HttpError;

// The mapping onto the codes of the problem catalogue; reference psrp.md 6.
class TestWsmanTrouble : public QObject {
    Q_OBJECT
private slots:
    void transport_data();
    void transport();
    void statuses_data();
    void statuses();
    void nothingToSignInWith();
    void faults_data();
    void faults();
    void poolErrors_data();
    void poolErrors();
    void signIn_data();
    void signIn();
    void redirects_data();
    void redirects();
    void oldTls();
    void inTheMiddle_data();
    void inTheMiddle();
    void textsAreNotUsed();
    void technicalIsScrubbed();
};

static const WsmanPeer peer{ "ex1.contoso.com", "admin@contoso.com", true, "req-1" };

void TestWsmanTrouble::transport_data()
{
    QTest::addColumn<HttpError::Kind>("kind");
    QTest::addColumn<HttpError::Stage>("stage");
    QTest::addColumn<FailureCode>("code");
    QTest::addColumn<QString>("stageValue");
    QTest::newRow("name") << HttpError::Kind::NameNotFound << HttpError::Stage::Name
                          << FailureCode::ExUnreachable << "name";
    QTest::newRow("refused") << HttpError::Kind::Refused << HttpError::Stage::Port
                             << FailureCode::ExUnreachable << "port";
    QTest::newRow("connect timeout") << HttpError::Kind::TimedOut << HttpError::Stage::Port
                                     << FailureCode::ExUnreachable << "port";
    QTest::newRow("handshake") << HttpError::Kind::TlsHandshake << HttpError::Stage::Tls
                               << FailureCode::ExUnreachable << "tls";
    QTest::newRow("answer timeout") << HttpError::Kind::TimedOut << HttpError::Stage::Answer
                                    << FailureCode::ExUnreachable << "answer";
    QTest::newRow("dropped") << HttpError::Kind::Dropped << HttpError::Stage::Answer
                             << FailureCode::ExUnreachable << "answer";
    QTest::newRow("trust") << HttpError::Kind::TlsUntrusted << HttpError::Stage::Tls
                           << FailureCode::ExTlsTrust << "";
    QTest::newRow("not http") << HttpError::Kind::BadReply << HttpError::Stage::Answer
                              << FailureCode::ExWrongVdir << "";
    QTest::newRow("too large") << HttpError::Kind::TooLarge << HttpError::Stage::Answer
                               << FailureCode::ExTooLarge << "";
    QTest::newRow("damaged") << HttpError::Kind::Damaged << HttpError::Stage::Answer << FailureCode::ExDamaged << "";
    QTest::newRow("cancelled") << HttpError::Kind::Cancelled << HttpError::Stage::Answer
                               << FailureCode::Cancelled << "";
}

void TestWsmanTrouble::transport()
{
    QFETCH(HttpError::Kind, kind);
    QFETCH(HttpError::Stage, stage);
    QFETCH(FailureCode, code);
    const core::Failure failure =
        toFailure(HttpError{ kind, stage, "t", {}, { "expired", "name-mismatch" }, true }, peer);
    QCOMPARE(failure.code, code);
    QCOMPARE(failure.values.value("host"), "ex1.contoso.com");
    QTEST(failure.values.value("stage"), "stageValue");
    if (code == FailureCode::ExUnreachable)
        QCOMPARE(failure.values.value("port"), "443");
    if (code == FailureCode::ExTlsTrust)
        QCOMPARE(failure.values.value("reason"), "expired, name-mismatch");
}

void TestWsmanTrouble::statuses_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("challenges");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<FailureCode>("code");
    const QByteArray html("text/html; charset=us-ascii");
    QTest::newRow("kerberos only") << 401 << QByteArray("Kerberos") << html << FailureCode::ExKrbOnly;
    QTest::newRow("negotiate and ntlm")
        << 401 << QByteArray("Negotiate|NTLM") << html << FailureCode::ExKrbOnly;
    QTest::newRow("basic refused") << 401 << QByteArray("Basic realm=\"ex1\"") << html
                                   << FailureCode::ExSignIn;
    QTest::newRow("basic among others")
        << 401 << QByteArray("Negotiate|Basic realm=\"ex1\"") << html << FailureCode::ExSignIn;
    QTest::newRow("no challenge") << 401 << QByteArray() << html << FailureCode::ExSignIn;
    QTest::newRow("forbidden") << 403 << QByteArray() << html << FailureCode::ExWrongVdir;
    QTest::newRow("not found") << 404 << QByteArray() << html << FailureCode::ExWrongVdir;
    QTest::newRow("method") << 405 << QByteArray() << QByteArray() << FailureCode::ExWrongVdir;
    QTest::newRow("html page") << 200 << QByteArray() << html << FailureCode::ExWrongVdir;
    QTest::newRow("json") << 200 << QByteArray() << QByteArray("application/json")
                          << FailureCode::ExWrongVdir;
    QTest::newRow("redirect") << 302 << QByteArray() << html << FailureCode::ExWrongVdir;
    QTest::newRow("bad request page") << 400 << QByteArray() << html << FailureCode::ExWrongVdir;
    QTest::newRow("413") << 413 << QByteArray() << html << FailureCode::UnknownExchange;
    QTest::newRow("500") << 500 << QByteArray() << html << FailureCode::ExHttp500;
    QTest::newRow("500 text") << 500 << QByteArray() << QByteArray("text/plain") << FailureCode::ExHttp500;
    QTest::newRow("503") << 503 << QByteArray() << html << FailureCode::ExHttp500;
    QTest::newRow("415") << 415 << QByteArray() << QByteArray() << FailureCode::ExWrongVdir;
}

void TestWsmanTrouble::statuses()
{
    QFETCH(int, status);
    QFETCH(QByteArray, challenges);
    QFETCH(QByteArray, type);
    net::HttpResponse response;
    response.status = status;
    response.body = "<h2>page</h2>";
    if (!type.isEmpty())
        response.headers.append({ "Content-Type", type });
    for (const QByteArray &challenge : challenges.split('|')) {
        if (!challenge.isEmpty())
            response.headers.append({ "WWW-Authenticate", challenge });
    }
    const core::Failure failure = toFailure(HttpRefusal::fromResponse(response), peer);
    QTEST(failure.code, "code");
    QCOMPARE(failure.values.value("host"), "ex1.contoso.com");
    if (failure.code == FailureCode::ExSignIn)
        QCOMPARE(failure.values.value("user"), "admin@contoso.com");
    QVERIFY(failure.technical.contains(QString("HTTP %1").arg(status)));
    QVERIFY(failure.technical.contains("req-1"));
}

// Nothing was sent, so nothing was wrong with it.
void TestWsmanTrouble::nothingToSignInWith()
{
    WsmanPeer silent = peer;
    silent.credentialsSent = false;
    for (const char *offered : { "", "Digest realm=\"x\"", "NTLM" }) {
        net::HttpResponse response;
        response.status = 401;
        if (*offered)
            response.headers.append({ "WWW-Authenticate", QByteArray(offered) });
        QCOMPARE(toFailure(HttpRefusal::fromResponse(response), silent).code, FailureCode::ExKrbOnly);
    }
}

void TestWsmanTrouble::faults_data()
{
    QTest::addColumn<quint32>("number");
    QTest::addColumn<QString>("text");
    QTest::addColumn<FailureCode>("code");
    QTest::addColumn<bool>("retryable");
    QTest::newRow("shell gone") << 2150858843u << "x" << FailureCode::SessionLost << true;
    QTest::newRow("shell gone, by category")
        << 2152992672u << "[RequestId=1] [FailureCategory=WSMan-InvalidShellID] x" << FailureCode::SessionLost
        << true;
    QTest::newRow("resource") << 2150858811u << "x" << FailureCode::ExWrongVdir << false;
    QTest::newRow("shell quota") << 2150859173u << "x" << FailureCode::ExShellQuota << true;
    QTest::newRow("operations quota") << 2150859174u << "x" << FailureCode::ExShellQuota << true;
    QTest::newRow("no role")
        << 2152992672u << "[AuthZRequestId=1][FailureCategory=AuthZ-CmdletAccessDeniedException] The user"
        << FailureCode::RbacNone << false;
    QTest::newRow("budget") << 2152992672u
                            << "[AuthZRequestId=1][FailureCategory=AuthZ-AuthorizationException] Fail"
                            << FailureCode::ExShellQuota << true;
    QTest::newRow("access denied") << 5u << "x" << FailureCode::ExNotAdmitted << false;
    QTest::newRow("logon failure") << 1326u << "x" << FailureCode::ExSignIn << false;
    // Reference psrp.md 6: the remaining rows of the table of codes.
    QTest::newRow("resource, invalid") << 2150858754u << "x" << FailureCode::ExWrongVdir << false;
    QTest::newRow("remote PowerShell off") << 2150858819u << "x" << FailureCode::ExNotAdmitted << false;
    QTest::newRow("no logon server") << 1311u << "x" << FailureCode::ExKrbKdc << false;
    QTest::newRow("target unknown") << 2148074243u << "x" << FailureCode::ExKrbSpn << false;
    QTest::newRow("scheme not acceptable") << 2150859022u << "x" << FailureCode::ExKrbOnly << false;
    QTest::newRow("explicit credentials") << 2150858981u << "x" << FailureCode::ExKrbOnly << false;
    QTest::newRow("IP address") << 2150859195u << "x" << FailureCode::ExKrbOnly << false;
    QTest::newRow("server not trusted") << 2150858980u << "x" << FailureCode::ExKrbMutual << false;
    QTest::newRow("not supported") << 2150858868u << "x" << FailureCode::ExWrongVdir << false;
    QTest::newRow("redirect") << 2150859161u << "x" << FailureCode::ExWrongVdir << false;
    QTest::newRow("redirect, invalid") << 2150859191u << "x" << FailureCode::ExWrongVdir << false;
    QTest::newRow("file not found") << 2147942402u << "x" << FailureCode::ExWrongVdir << false;
    QTest::newRow("service unavailable") << 2150859026u << "x" << FailureCode::ExHttp500 << false;
    QTest::newRow("URL not available") << 2150859027u << "x" << FailureCode::ExWrongVdir << false;
    QTest::newRow("network") << 2150859046u << "x" << FailureCode::ExUnreachable << false;
    QTest::newRow("aborted") << 995u << "x" << FailureCode::SessionLost << true;
    QTest::newRow("shutting down") << 1115u << "x" << FailureCode::SessionLost << true;
    QTest::newRow("plug-in") << 2152992672u << "something else" << FailureCode::UnknownExchange << false;
    QTest::newRow("no code") << 0u << "x" << FailureCode::UnknownExchange << false;
}

void TestWsmanTrouble::faults()
{
    QFETCH(quint32, number);
    QFETCH(QString, text);
    const core::Failure failure = toFailure(WsmanFault{ number, "InternalError", {}, text }, peer);
    QTEST(failure.code, "code");
    QTEST(failure.retryable, "retryable");
    QVERIFY(failure.technical.contains(QString::number(number)));
    QVERIFY(failure.technical.contains("req-1"));
}

void TestWsmanTrouble::poolErrors_data()
{
    QTest::addColumn<QString>("reason");
    QTest::addColumn<QString>("category");
    QTest::addColumn<FailureCode>("code");
    QTest::newRow("category") << "X"
                              << "AuthZ-CmdletAccessDeniedException" << FailureCode::RbacNone;
    QTest::newRow("class") << "CmdletAccessDeniedException"
                           << "" << FailureCode::RbacNone;
    QTest::newRow("budget") << "AuthorizationException"
                            << "" << FailureCode::ExShellQuota;
    QTest::newRow("other") << "OutOfMemoryException"
                           << "" << FailureCode::UnknownExchange;
}

void TestWsmanTrouble::poolErrors()
{
    QFETCH(QString, reason);
    QFETCH(QString, category);
    ErrorRecord error;
    error.reason = reason;
    error.failureCategory = category;
    error.message = "m";
    QTEST(toFailure(std::optional(error), peer).code, "code");
    QCOMPARE(toFailure(std::optional<ErrorRecord>(), peer).code, FailureCode::UnknownExchange);
}

void TestWsmanTrouble::signIn_data()
{
    using Trouble = net::SignInTrouble;
    QTest::addColumn<Trouble>("trouble");
    QTest::addColumn<FailureCode>("code");
    QTest::newRow("no ticket") << Trouble::NoTicket << FailureCode::ExKrbTicket;
    QTest::newRow("ticket expired") << Trouble::TicketExpired << FailureCode::ExKrbTicket;
    QTest::newRow("wrong password") << Trouble::WrongPassword << FailureCode::ExSignIn;
    QTest::newRow("unknown user") << Trouble::UnknownUser << FailureCode::ExSignIn;
    QTest::newRow("password expired") << Trouble::PasswordExpired << FailureCode::ExAccount;
    QTest::newRow("blocked") << Trouble::AccountBlocked << FailureCode::ExAccount;
    QTest::newRow("no such service") << Trouble::UnknownService << FailureCode::ExKrbSpn;
    QTest::newRow("no such realm") << Trouble::UnknownRealm << FailureCode::ExKrbRealm;
    QTest::newRow("KDC silent") << Trouble::KdcUnreachable << FailureCode::ExKrbKdc;
    QTest::newRow("clocks") << Trouble::ClockSkew << FailureCode::ClockSkew;
    QTest::newRow("not mutual") << Trouble::NotMutual << FailureCode::ExKrbMutual;
    QTest::newRow("only Basic") << Trouble::OnlyBasic << FailureCode::ExBasicOnly;
    QTest::newRow("no scheme") << Trouble::NoScheme << FailureCode::ExKrbOnly;
    QTest::newRow("not in this build") << Trouble::Unsupported << FailureCode::ExKrbOnly;
    QTest::newRow("anything else") << Trouble::Other << FailureCode::UnknownExchange;
}

void TestWsmanTrouble::signIn()
{
    QFETCH(net::SignInTrouble, trouble);
    HttpError error;
    error.kind = HttpError::Kind::SignIn;
    error.signIn = trouble;
    const core::Failure failure = toFailure(error, peer);
    QTEST(failure.code, "code");
    QCOMPARE(failure.values.value("realm"), "contoso.com");
    QCOMPARE(failure.values.value("host"), "ex1.contoso.com");
    QCOMPARE(failure.values.value("user"), "admin@contoso.com");
}

// Reference psrp.md 3.8: shown, never followed, never from https to http.
void TestWsmanTrouble::redirects_data()
{
    QTest::addColumn<QByteArray>("location");
    QTest::addColumn<FailureCode>("code");
    QTest::addColumn<QString>("url");
    const auto row = [](const char *name, const char *location, FailureCode code, const char *url) {
        QTest::newRow(name) << QByteArray(location) << code << QString(url);
    };
    row("another host", "https://ex2.contoso.com/PowerShell/", FailureCode::ExRedirect,
        "https://ex2.contoso.com/PowerShell/");
    row("another path", "/owa/powershell", FailureCode::ExRedirect, "https://ex1.contoso.com/owa/powershell");
    row("credentials inside", "https://a:b@ex2.contoso.com/", FailureCode::ExRedirect, "https://ex2.contoso.com/");
    row("out of TLS", "http://ex2.contoso.com/PowerShell/", FailureCode::ExWrongVdir, "");
    row("not the web", "file:///etc/passwd", FailureCode::ExWrongVdir, "");
    row("itself", "https://ex1.contoso.com/PowerShell/", FailureCode::ExWrongVdir, "");
    row("no address", "", FailureCode::ExWrongVdir, "");
    row("nonsense", "https://[", FailureCode::ExWrongVdir, "");
}

void TestWsmanTrouble::redirects()
{
    QFETCH(QByteArray, location);
    WsmanPeer from = peer;
    from.url = QUrl("https://ex1.contoso.com/PowerShell/");
    net::HttpResponse response;
    response.status = 302;
    if (!location.isEmpty())
        response.headers.append({ "Location", location });
    const core::Failure failure = toFailure(HttpRefusal::fromResponse(response), from);
    QTEST(failure.code, "code");
    QTEST(failure.values.value("url"), "url");
    QCOMPARE(failure.values.value("host"), "ex1.contoso.com");
    if (failure.code == FailureCode::ExRedirect)
        QCOMPARE(failure.values.value("newHost"), QUrl(failure.values.value("url")).host());
}

void TestWsmanTrouble::oldTls()
{
    HttpError error;
    error.kind = HttpError::Kind::TlsHandshake;
    error.stage = HttpError::Stage::Tls;
    error.tlsProblems = { net::TlsProblem::ProtocolTooOld };
    QCOMPARE(toFailure(error, peer).code, FailureCode::Tls12Server);
}

void TestWsmanTrouble::inTheMiddle_data()
{
    QTest::addColumn<HttpError::Kind>("kind");
    QTest::addColumn<HttpError::Stage>("stage");
    QTest::addColumn<FailureCode>("code");
    using Kind = HttpError::Kind;
    using Stage = HttpError::Stage;
    QTest::newRow("dropped") << Kind::Dropped << Stage::Answer << FailureCode::SessionLost;
    QTest::newRow("damaged") << Kind::Damaged << Stage::Answer << FailureCode::SessionLost;
    QTest::newRow("no answer") << Kind::TimedOut << Stage::Answer << FailureCode::SessionLost;
    QTest::newRow("server gone") << Kind::Refused << Stage::Port << FailureCode::ExUnreachable;
    QTest::newRow("certificate changed") << Kind::TlsUntrusted << Stage::Tls << FailureCode::ExTlsTrust;
}

void TestWsmanTrouble::inTheMiddle()
{
    QFETCH(HttpError::Kind, kind);
    QFETCH(HttpError::Stage, stage);
    HttpError error;
    error.kind = kind;
    error.stage = stage;
    error.requestSent = true;
    const core::Failure failure = failureInSession(error, peer);
    QTEST(failure.code, "code");
    const bool lost = failure.code == FailureCode::SessionLost;
    QCOMPARE(failure.values.value("sent"), lost ? "maybe" : "");
    error.requestSent = false;
    QCOMPARE(failureInSession(error, peer).values.value("sent"), lost ? "no" : "");
}

// A localised or rewritten sentence must not change the verdict, nor a sentence alone make one.
void TestWsmanTrouble::textsAreNotUsed()
{
    const WsmanFault plain{ 2152992672, {}, {}, "The user isn't assigned to any management roles." };
    QCOMPARE(toFailure(plain, peer).code, FailureCode::UnknownExchange);
    const WsmanFault french{
        2152992672, {}, {}, "[FailureCategory=AuthZ-CmdletAccessDeniedException] Refusé"
    };
    QCOMPARE(toFailure(french, peer).code, FailureCode::RbacNone);
}

void TestWsmanTrouble::technicalIsScrubbed()
{
    const core::Failure failure = toFailure(
        WsmanFault{
            1, {}, {}, QString("Authorization: Basic c2VjcmV0OnNlY3JldA== \u202E\u0007 password=hunter22") },
        peer);
    QVERIFY(!failure.technical.contains("c2VjcmV0"));
    QVERIFY(!failure.technical.contains("hunter22"));
    QVERIFY(!failure.technical.contains(QChar(0x202E)));
}

QTEST_GUILESS_MAIN(TestWsmanTrouble)
#include "tst_WsmanTrouble.moc"
