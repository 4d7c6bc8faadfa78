// hostile_server: an Exchange that misbehaves, in a process of its own so that its memory is its own. Reads
// the name of a case from each line of standard input and answers with one line: the port of a fresh server
// for it. The first line it prints is the certificate, base64 of its DER bytes. Ends with standard input.
#include "Cases.h"

#include <QCoreApplication>
#include <QSocketNotifier>

#include <cstdio>
#include <iostream>
#include <string>

using namespace passerelle::test;

// Whoever does not tell who asks is sent away as an honest server does, except where that is what the case is about.
static FakeExchange::Script asking(const FakeExchange::Script &script)
{
    return [script](const WsmanSeen &request) -> std::optional<ServerReply> {
        if (!request.http.header("Authorization").isEmpty())
            return script(request);
        return ServerReply::make(401, "text/html", "no", "WWW-Authenticate: Basic realm=\"hostile\"\r\n");
    };
}

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    HostileCases cases = httpCases();
    cases.insert(wsmanCases());
    cases.insert(streamCases());
    cases.insert(stageCases());
    const TestIdentity identity = TestIdentity::make("ex1.contoso.fr");
    std::printf("%s\n", identity.certificate.toDer().toBase64().constData());
    std::fflush(stdout);
    std::unique_ptr<FakeExchange> exchange;
    QSocketNotifier input(0, QSocketNotifier::Read);
    QObject::connect(&input, &QSocketNotifier::activated, &application, [&] {
        std::string line;
        if (!std::getline(std::cin, line)) {
            QCoreApplication::quit();
            return;
        }
        exchange = std::make_unique<FakeExchange>();
        exchange->server.useTls(identity);
        const QByteArray name = QByteArray::fromStdString(line);
        const bool known = cases.contains(name);
        if (known)
            exchange->script = name.endsWith("@probe") || name.endsWith("@token") ? cases[name] : asking(cases[name]);
        std::printf("%d\n", known ? int(exchange->server.serverPort()) : 0);
        std::fflush(stdout);
    });
    return QCoreApplication::exec();
}
