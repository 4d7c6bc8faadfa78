#include "cloud/CloudSite.h"
#include "cloud/RealHosts.h"
#include "control/Browser.h"
#include "control/Control.h"
#include "kerberos/Acceptor.h"
#include "org/Accounts.h"
#include "org/World.h"
#include "pki/TlsAuthority.h"
#include "web/ExchangeSite.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTimer>

#include <csignal>
#include <cstdio>
#include <thread>

namespace {

volatile std::sig_atomic_t stopAsked = 0;

void askStop(int)
{
    stopAsked = 1;
}

// The parent closes our standard input, on purpose or by dying: then nobody needs this lab any more.
void quitWhenInputEnds()
{
    std::thread([] {
        while (std::getchar() != EOF) { }
        stopAsked = 1;
    }).detach();
}

int failed(const QString &why)
{
    std::fprintf(stderr, "passerelle-lab: %s\n", qPrintable(why));
    return 5;
}

QByteArray readyLine(const lab::World &world, const lab::TlsAuthority &tls, const lab::CloudSite &cloud,
                     quint16 exchange, quint16 plain, quint16 control)
{
    const QString site = "https://127.0.0.1:" + QString::number(exchange);
    const QJsonObject tenant = world.tenant();
    QJsonObject addresses{{"https", site + "/PowerShell/"},
                          {"ews", site + "/EWS/Exchange.asmx"},
                          {"metadata", site + "/autodiscover/metadata/json/1"}};
    if (plain != 0)
        addresses.insert("http", "http://127.0.0.1:" + QString::number(plain) + "/PowerShell/");
    QJsonObject line{
        {"exchange", addresses},
        {"control", "http://127.0.0.1:" + QString::number(control)},
        {"ca", tls.authorityFile()},
        {"tenant",
         QJsonObject{{"id", tenant.value("id")},
                     {"initialDomain", tenant.value("initialDomain")},
                     {"name", tenant.value("name")}}},
        {"accounts",
         QJsonObject{{"exchange",
                      QJsonObject{{"user", lab::accounts::user}, {"password", lab::accounts::password}}}}},
        {"hosts",
         QJsonArray{"ex1.contoso.fr", "ex2.contoso.fr", "mail.contoso.fr", "autodiscover.contoso.fr"}},
        {"pid", double(QCoreApplication::applicationPid())}};
    cloud.addTo(&line);
    return QJsonDocument(line).toJson(QJsonDocument::Compact);
}

}

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    QCoreApplication::setApplicationName("passerelle-lab");
    QCommandLineParser parser;
    parser.setApplicationDescription("A made-up Exchange organisation and tenant on loopback.");
    parser.addHelpOption();
    parser.addOptions({{"scenario", "Scenario, JSON, merged over the built-in one.", "file"},
                       {"state", "Keeps the organisation's state between runs.", "file"},
                       {"port", "First of ten ports; default: free ones.", "number", "0"},
                       {"keytab",
                        "Keys of HTTP/<server>: serves http and accepts Kerberos. Default: the environment's "
                        "PASSERELLE_LAB_KEYTAB.",
                        "file"},
                       {"secrets", "Writes every code and token into this file, for tests that look for them.", "file"},
                       {"stdin-lifetime", "Ends when standard input is closed."}});
    parser.process(app);
    bool portOk = false;
    const int port = parser.value("port").toInt(&portOk);
    if (!portOk || port < 0 || port > 65526 || !parser.positionalArguments().isEmpty())
        return failed("bad arguments");

    lab::World world;
    world.keytab =
        parser.isSet("keytab") ? parser.value("keytab") : qEnvironmentVariable("PASSERELLE_LAB_KEYTAB");
    if (const QString problem =
            world.keytab.isEmpty() ? QString() : lab::Acceptor::keytabProblem(world.keytab);
        !problem.isEmpty())
        return failed("keytab: " + problem);
    if (parser.isSet("secrets") && !world.secrets.keepIn(parser.value("secrets")))
        return failed("the file of secrets cannot be written");
    if (const QString problem = world.start(parser.value("scenario"), parser.value("state"));
        !problem.isEmpty())
        return failed(problem);
    const lab::TlsAuthority tls(QStringList{"localhost", "ex1.contoso.fr", "ex2.contoso.fr",
                                            "mail.contoso.fr", "autodiscover.contoso.fr"}
                                + lab::allRealHosts());
    world.authorityFile = tls.authorityFile();

    lab::ExchangeSite site(world, &app);
    lab::Browser browser(world, &app);
    using Exchange = std::shared_ptr<lab::HttpExchange>;
    lab::HttpServer exchangePort([&](const Exchange &e) { site.handle(e); }, tls.serverConfiguration());
    lab::CloudSite cloud(world, tls, exchangePort, &app);
    lab::Control control(world, site.wsman(), browser, cloud.signIn(), &app);
    lab::HttpServer controlPort([&](const Exchange &e) { control.handle(e); }, std::nullopt);
    const auto portOf = [port](int offset) { return port == 0 ? quint16(0) : quint16(port + offset); };
    lab::HttpServer plainPort([&](const Exchange &e) { site.handle(e); }, std::nullopt);
    if (!exchangePort.listen(portOf(0)) || !cloud.listen(portOf(1), portOf(5))
        || !controlPort.listen(portOf(3)))
        return failed("a port is in use");
    if (!world.keytab.isEmpty() && !plainPort.listen(portOf(4)))
        return failed("a port is in use");
    world.onSwitches.append([&] {
        exchangePort.setTls(tls.special(world.text("exchangeCertificate"), world.text("exchangeTls")));
        exchangePort.setOpen(world.text("ports") != "http");
        plainPort.setOpen(world.text("ports") != "https");
    });
    for (const auto &apply : std::as_const(world.onSwitches))
        apply();

    std::signal(SIGTERM, askStop);
    std::signal(SIGINT, askStop);
    QTimer watch;
    QObject::connect(&watch, &QTimer::timeout, &app, [] {
        if (stopAsked)
            QCoreApplication::quit();
    });
    watch.start(50);
    const QByteArray line =
        readyLine(world, tls, cloud, exchangePort.port(), plainPort.port(), controlPort.port());
    std::printf("%s\n", line.constData());
    std::fflush(stdout);
    if (parser.isSet("stdin-lifetime"))
        quitWhenInputEnds();
    return app.exec();
}
