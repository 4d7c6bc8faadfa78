// Requests on the wire of the lab for opening a session, for a cmdlet and for closing, authentication included, with
// each way of signing in. The reference: 3, 2 and 1 (DESIGN section 4) and what pypsrp needs for authentication (psrp.md 13.1).
// Where no KDC can be had, the figures of Basic alone.
#include "Figure.h"
#include "protocols/psrp/RunspacePool.h"
#include "support/Lab.h"
#include "support/Realm.h"

#include <QCoreApplication>
#include <QEventLoop>

using namespace passerelle;
using namespace passerelle::psrp;
using namespace passerelle::tests;

namespace {

constexpr int cmdlets = 5;

struct Way {
    const char *name;
    bool tls;
    net::SchemePreference scheme;
    int authentication; // requests of pypsrp
};

constexpr Way ways[] = {
    { "basic-https", true, net::SchemePreference::Basic, 0 },
    { "kerberos-https", true, net::SchemePreference::Kerberos, 1 },
    { "kerberos-http", false, net::SchemePreference::Kerberos, 2 },
    { "negotiate-http", false, net::SchemePreference::Negotiate, 2 },
    { "auto-http", false, net::SchemePreference::Auto, 2 },
};

ConnectionSettings settings(const Lab &lab, const Way &way)
{
    const QJsonObject exchange = lab.ready()["exchange"].toObject();
    const QJsonObject account = lab.ready()["accounts"].toObject()["exchange"].toObject();
    const QUrl url(exchange[way.tls ? QLatin1StringView("https") : QLatin1StringView("http")].toString());
    ConnectionSettings settings;
    settings.url = QUrl(QString(way.tls ? "https" : "http") + "://ex1.contoso.fr/PowerShell/");
    settings.network.hosts.insert("ex1.contoso.fr", "127.0.0.1", static_cast<quint16>(url.port()));
    settings.network.trust.extraAuthorities = QSslCertificate::fromPath(lab.ready()["ca"].toString());
    settings.scheme = way.scheme;
    settings.useCurrentSession = way.scheme != net::SchemePreference::Basic;
    settings.user = account["user"].toString();
    settings.password = core::Secret(account["password"].toString().toUtf8());
    return settings;
}

template <class T> bool finished(core::OperationOf<T> *operation)
{
    QEventLoop loop;
    QObject::connect(operation, &core::Operation::finished, &loop, &QEventLoop::quit);
    operation->start();
    loop.exec();
    if (!operation->result())
        std::fprintf(stderr, "%s\n", qPrintable(operation->result().failure().technical));
    const bool well = bool(operation->result());
    operation->deleteLater();
    return well;
}

// HTTP requests to the PowerShell directory since the last call.
int seen(Lab &lab)
{
    int count = 0;
    for (const QJsonValue request : lab.requests())
        count += request.toObject()["kind"].toString() == u"wsman";
    lab.forgetRequests();
    return count;
}

void print(const char *what, const Way &way, double ours, double reference)
{
    benchmarks::print((QByteArray(what) + '-' + way.name).constData(), ours, reference, "requests");
}

bool measure(Lab &lab, const Way &way)
{
    RunspacePool pool(settings(lab, way));
    lab.forgetRequests();
    if (!finished(pool.open()))
        return false;
    const int opening = seen(lab);
    for (int i = 0; i < cmdlets; ++i) {
        if (!finished(pool.invoke(Command("Get-ExchangeServer"), &pool)))
            return false;
    }
    const int running = seen(lab);
    if (!finished(pool.close()))
        return false;
    print("psrp-open", way, opening, 3 + way.authentication);
    print("psrp-cmdlet", way, double(running) / cmdlets, 2);
    print("psrp-close", way, seen(lab), 1);
    return true;
}

}

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QJsonObject everyScheme{ { "schemes", QJsonArray{ "Kerberos", "Negotiate", "Basic" } } };
    const QString why = Realm::missing();
    Realm realm;
    Lab lab;
    if (why.isEmpty() ? !realm.start() || !realm.signIn() || !lab.start(everyScheme) : !lab.start())
        return 1;
    bool well = true;
    for (const Way &way : ways) {
        if (why.isEmpty() || way.scheme == net::SchemePreference::Basic)
            well = measure(lab, way) && well;
    }
    if (!why.isEmpty())
        std::fprintf(stderr, "no figures with Kerberos: %s\n", qPrintable(why));
    return well ? 0 : 1;
}
