#include "auth/SignIn.h"
#include "auth/TenantDiscovery.h"
#include "core/Clock.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSocketNotifier>
#include <cstdio>
#include <memory>

using namespace passerelle;

namespace {

void say(const QJsonObject &line)
{
    std::printf("%s\n", QJsonDocument(line).toJson(QJsonDocument::Compact).constData());
    std::fflush(stdout);
}

}

// sign_in_client LOGIN GRAPH CA DOMAIN MODE: the program's own sign-in, with a browser that somebody else drives. Prints
// {"url"}, then {"user","tenant"} or {"failure"}; ends when its input does, so that the browser still gets its last page.
int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const QStringList given = QCoreApplication::arguments();
    if (given.size() != 6)
        return 5;
    const core::Clock clock;
    auth::CloudEndpoints cloud = auth::worldwide();
    cloud.login = QUrl(given.at(1));
    cloud.graph = QUrl(given.at(2));
    auth::NetworkAccess network(cloud);
    network.trustAlso(QSslCertificate::fromPath(given.at(3)));
    std::unique_ptr<auth::SignIn> signIn;
    QSocketNotifier farewell(fileno(stdin), QSocketNotifier::Read);
    farewell.setEnabled(false);
    QObject::connect(&farewell, &QSocketNotifier::activated, &app, [&] { QCoreApplication::exit(signIn->result() ? 0 : 3); });
    auth::TenantDiscovery discovery(network, given.at(4));
    QObject::connect(&discovery, &core::Operation::finished, &app, [&] {
        if (!discovery.result()) {
            say({ { "failure", discovery.result().failure().technical } });
            return QCoreApplication::exit(3);
        }
        auth::SignInRequest request;
        request.tenant = *discovery.result();
        request.clientId = cloud.graphClientId;
        request.scopes = QStringList{ cloud.graph.toString() + QStringLiteral("/Application.ReadWrite.All") };
        request.browserTexts = QStringList{ QStringLiteral("Terminé."), QStringLiteral("Done.") };
        request.responseMode = given.at(5);
        request.total = std::chrono::seconds(25);
        signIn = std::make_unique<auth::SignIn>(network, clock, request);
        QObject::connect(signIn.get(), &auth::SignIn::browserRequested, &app,
                         [](const QUrl &url) { say({ { "url", QString::fromLatin1(url.toEncoded()) } }); });
        QObject::connect(signIn.get(), &core::Operation::finished, &app, [&] {
            const auto &result = signIn->result();
            if (result)
                say({ { "user", result->userPrincipalName }, { "tenant", result->tenantId } });
            else
                say({ { "failure", result.failure().technical } });
            farewell.setEnabled(true);
        });
        signIn->start();
    });
    discovery.start();
    return app.exec();
}
