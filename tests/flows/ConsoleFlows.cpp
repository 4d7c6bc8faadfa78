// The program itself in the console, where the person types the password and opens the address.
#include "flows/SecretFlows.h"
#include "support/Realm.h"

#include <QProcess>
#include <QTest>
#include <QUrl>

namespace passerelle::tests {

namespace {

const char wrongPassword[] = "Sentinel-4711-wrong!";

struct Answers {
    QString server = QStringLiteral("ex1.contoso.fr");
    QString account, password;
    bool basic = true;
    QString proxyPassword = {};
};

// Exit code, or -1. `report`: "report.html".
int program(Evidence &e, const Answers &typed, const QString &report, const QStringList &more = {})
{
    QProcess process;
    process.start(QStringLiteral(PASSERELLE_PROGRAM),
                  QStringList {QStringLiteral("--headless"), QStringLiteral("--lang"), QStringLiteral("en"), QStringLiteral("--log-level"), QStringLiteral("debug"),
                               QStringLiteral("--endpoints"), e.lab.readyFile({{QStringLiteral("control"), QString()}}), QStringLiteral("--state"),
                               e.folder.filePath(QStringLiteral("run.json")), QStringLiteral("--report"), e.folder.filePath(report)}
                      + more);
    QStringList lines {typed.server, typed.account, typed.password};
    if (typed.basic)
        lines << QStringLiteral("yes");
    lines << QStringLiteral("contoso.fr");
    if (!typed.proxyPassword.isEmpty())
        lines << typed.proxyPassword;
    lines << QStringLiteral("n") << QStringLiteral("y");  // what is only offered; what is needed
    process.write(lines.join(u'\n').toUtf8() + '\n');
    QByteArray output;
    qsizetype seen = 0;  // bytes of it
    const bool ended = QTest::qWaitFor(
        [&] {
            output += process.readAllStandardOutput();
            // Whole lines that are an address to sign in at are opened, as the person does.
            for (qsizetype end = output.indexOf('\n', seen); end >= 0; end = output.indexOf('\n', seen)) {
                const QByteArray line = output.mid(seen, end - seen);
                seen = end + 1;
                if (line.startsWith("https://localhost") && line.contains("/authorize?"))
                    e.lab.visit(QUrl::fromEncoded(line));
            }
            return process.state() == QProcess::NotRunning;
        },
        90'000);
    output += process.readAllStandardOutput();
    e.channels->keep(QStringLiteral("console"), output);
    e.channels->keep(QStringLiteral("log"), process.readAllStandardError());
    return ended && process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
}

Answers basicAccount(const Evidence &e)
{
    const QJsonObject account = e.lab.ready()[QStringLiteral("accounts")].toObject()[QStringLiteral("exchange")].toObject();
    return {QStringLiteral("ex1.contoso.fr"), account[QStringLiteral("user")].toString(), account[QStringLiteral("password")].toString()};
}

void typedBasic(Evidence &e)
{
    EXPECT_IN_FLOW(e, e.begin());
    EXPECT_IN_FLOW(e, program(e, basicAccount(e), QStringLiteral("report.html")) == 1);
    EXPECT_IN_FLOW(e, !e.lab.writes().isEmpty());
    Answers again = basicAccount(e);
    again.basic = false;  // agreed to before
    EXPECT_IN_FLOW(e, program(e, again, QStringLiteral("report.json"), {QStringLiteral("--verify-only")}) == 1);
}

void typedWrong(Evidence &e)
{
    EXPECT_IN_FLOW(e, e.begin());
    Answers typed = basicAccount(e);
    typed.password = QLatin1String(wrongPassword);
    e.secrets.append({QStringLiteral("refused password"), wrongPassword});
    EXPECT_IN_FLOW(e, program(e, typed, QStringLiteral("report.json")) == 2);
}

void deviceCode(Evidence &e)
{
    EXPECT_IN_FLOW(e, e.begin({{QStringLiteral("deviceInterval"), 1}, {QStringLiteral("devicePending"), 1}, {QStringLiteral("deviceAnswer"), QStringLiteral("approve")}}));
    EXPECT_IN_FLOW(e, program(e, basicAccount(e), QStringLiteral("report.json"), {QStringLiteral("--device-code")}) == 1);
}

// The proxy's address is on the command line; its password is asked for.
void proxyAndExchangeOnline(Evidence &e)
{
    EXPECT_IN_FLOW(e, e.begin({{QStringLiteral("proxyAuthentication"), QStringLiteral("Basic")}}));
    const QJsonObject account = e.lab.ready()[QStringLiteral("accounts")].toObject()[QStringLiteral("proxy")].toObject();
    Answers typed = basicAccount(e);
    typed.proxyPassword = account[QStringLiteral("password")].toString();
    QUrl proxy(e.lab.ready()[QStringLiteral("proxy")].toString());
    proxy.setUserName(account[QStringLiteral("user")].toString());
    EXPECT_IN_FLOW(e, program(e, typed, QStringLiteral("report.json"), {QStringLiteral("--exchange-online"), QStringLiteral("--proxy"), proxy.toString()}) == 1);
    const auto secrets = e.lab.secrets();
    EXPECT_IN_FLOW(e, std::count_if(secrets.begin(), secrets.end(), [](const auto &one) { return one.first == u"code"; }) == 2);
    const QJsonArray requests = e.lab.requests();
    EXPECT_IN_FLOW(e, std::any_of(requests.begin(), requests.end(), [](const QJsonValue &one) {
                       return one.toObject()[QStringLiteral("area")].toString() == u"proxy" && one.toObject()[QStringLiteral("status")].toInt() == 200;
                   }));
}

void typedKerberos(Evidence &e)
{
    Realm realm;
    EXPECT_IN_FLOW(e, realm.start());
    EXPECT_IN_FLOW(e, e.begin());
    const Answers typed {QStringLiteral("http://ex1.contoso.fr"), realm.principal(), realm.password(), false};
    e.secrets.append({QStringLiteral("kerberos password"), realm.password().toUtf8()});
    EXPECT_IN_FLOW(e, program(e, typed, QStringLiteral("report.json")) == 1);
    EXPECT_IN_FLOW(e, realm.tickets().isEmpty());  // nor is a ticket left in the person's cache
}

}

QList<SecretFlow> consoleFlows()
{
    const QStringList shown {QStringLiteral("console"), QStringLiteral("log"), QStringLiteral("run file"), QStringLiteral("report json"), QStringLiteral("lab journal"),
#ifdef Q_OS_LINUX
                             QStringLiteral("processes")
#endif
    };
    const QStringList browser {QStringLiteral("code"), QStringLiteral("state"), QStringLiteral("nonce"), QStringLiteral("code_verifier"), QStringLiteral("access_token"), QStringLiteral("id_token")};
    // The console has no button: it prints the address to open, with the state and the nonce of this attempt.
    const QList<std::pair<QString, QString>> address {{QStringLiteral("console"), QStringLiteral("state")}, {QStringLiteral("console"), QStringLiteral("nonce")}};
    return {
        {QStringLiteral("typed password, Basic (program)"), typedBasic, browser + QStringList {QStringLiteral("exchange password")},
         shown + QStringList {QStringLiteral("report html"), QStringLiteral("key files")}, address},
        // Nor has it a button for the code to type elsewhere: it says it.
        {QStringLiteral("device code (program)"), deviceCode,
         {QStringLiteral("exchange password"), QStringLiteral("device_code"), QStringLiteral("user_code"), QStringLiteral("access_token"), QStringLiteral("id_token")}, shown,
         {{QStringLiteral("console"), QStringLiteral("user_code")}}},
        {QStringLiteral("proxy and Exchange Online (program)"), proxyAndExchangeOnline,
         browser + QStringList {QStringLiteral("exchange password"), QStringLiteral("proxy password")}, shown, address},
        {QStringLiteral("typed password, refused (program)"), typedWrong, {QStringLiteral("refused password")}, {QStringLiteral("console"), QStringLiteral("log")}, {}},
        {QStringLiteral("typed password, Kerberos (program)"), typedKerberos, browser + QStringList {QStringLiteral("kerberos password")}, shown, address, Realm::missing},
    };
}

}
