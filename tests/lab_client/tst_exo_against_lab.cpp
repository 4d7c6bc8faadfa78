#include "auth/SignIn.h"
#include "auth/TenantDiscovery.h"
#include "inspection/OnlineReading.h"
#include "lab/test/LabProcess.h"
#include "protocols/exo/ExoClient.h"
#include "protocols/graph/GraphClient.h"
#include "services/OfflineFiles.h"
#include "services/ReadBack.h"

#include <QSignalSpy>
#include <QTest>

using namespace passerelle;
using core::FailureCode;
using model::Verdict;

namespace {

const QString skype = QLatin1String(model::constant::skypeOnlineAppId);

// Signed in to the lab's Exchange Online and Graph, by the real sign-in.
class Client {
public:
    explicit Client(LabProcess &lab)
        : m_lab(lab)
        , network({ "lab",
                    QUrl(lab.url("login", {})),
                    QUrl(lab.url("graph", {})),
                    auth::worldwide().graphClientId,
                    QUrl(lab.url("exo", {})),
                    auth::worldwide().exchangeClientId,
                    {} })
        , store(network, clock)
        , tokens(store)
        , online(network, tokens, { 5, std::chrono::milliseconds(2) })
    {
        network.trustAlso(QSslCertificate::fromPath(lab.ready()["ca"].toString()));
    }

    bool signIn(auth::Resource resource)
    {
        if (tenant.id.isEmpty()) {
            const auto found = get(new auth::TenantDiscovery(
                network, m_lab.ready()["tenant"].toObject()["initialDomain"].toString()));
            if (!found)
                return false;
            tenant = *found;
        }
        const bool graph = resource == auth::Resource::Graph;
        auth::SignInRequest request;
        request.tenant = tenant;
        request.clientId = graph ? network.cloud().graphClientId : network.cloud().exchangeClientId;
        request.scopes = QStringList{ graph ? "https://graph.microsoft.com/Application.ReadWrite.All"
                                            : "https://outlook.office365.com/.default" };
        auth::SignIn signIn(network, clock, request);
        QObject::connect(&signIn, &auth::SignIn::browserRequested, &signIn, [this](const QUrl &url) {
            m_lab.control("POST", "/browser",
                          { { "url", QString::fromLatin1(url.toEncoded()) }, { "action", "approve" } });
        });
        QSignalSpy finished(&signIn, &core::Operation::finished);
        signIn.start();
        if (finished.isEmpty() && !finished.wait(15'000))
            return false;
        if (!signIn.result()) {
            qWarning() << core::codeText(signIn.result().failure().code)
                       << signIn.result().failure().technical;
            return false;
        }
        store.accept(std::move(signIn.result().value()), resource);
        return true;
    }

    template <class T> core::Result<T> get(core::OperationOf<T> *operation)
    {
        std::unique_ptr<core::OperationOf<T>> owned(operation);
        QSignalSpy finished(operation, &core::Operation::finished);
        operation->start();
        if (!finished.wait(20'000))
            return core::Failure{ FailureCode::LocalFile, {}, "did not finish", false };
        return std::move(owned->result());
    }

    // One plain request to Graph with the token in use.
    auth::HttpReply graph(const QByteArray &method, const QString &pathAndQuery, const QByteArray &body = {})
    {
        auth::HttpRequest request;
        request.method = method;
        request.url = QUrl(m_lab.url("graph", "/v1.0" + pathAndQuery));
        request.bearer = store.session()->accessToken.duplicate();
        request.headers = { { "Accept", "application/json" } };
        if (!body.isEmpty())
            request.headers.emplaceBack("Content-Type", "application/json");
        request.body = core::Secret(body);
        return *get<auth::HttpReply>(network.call(std::move(request)));
    }

    LabProcess &m_lab;
    core::Clock clock;
    auth::Tenant tenant;
    auth::NetworkAccess network;
    auth::TokenStore store;
    exo::StoredTokens tokens;
    exo::ExoClient online;
};

}

// The client of Exchange Online and the offline variant, through the real wire.
class TestExoAgainstLab : public QObject {
    Q_OBJECT

    std::unique_ptr<LabProcess> m_lab;
    std::unique_ptr<Client> m_client;

    void fault(const QJsonObject &fault)
    {
        const auto answer = m_lab->control("POST", "/faults", { { "faults", QJsonArray{ fault } } });
        QVERIFY2(answer.status == 200, answer.body.constData());
    }
    void set(const char *name, const QJsonValue &value)
    {
        const auto answer =
            m_lab->control("POST", "/faults", { { "switches", QJsonObject{ { name, value } } } });
        QVERIFY2(answer.status == 200, answer.body.constData());
    }
    // Names of the cmdlets the lab has seen since the last reset.
    QStringList cmdlets()
    {
        QStringList names;
        for (const QJsonValue value :
             QJsonDocument::fromJson(m_lab->control("GET", "/requests").body).array()) {
            if (value["area"].toString() == "exo")
                names << value["name"].toString();
        }
        return names;
    }

private slots:
    void initTestCase()
    {
        m_lab = std::make_unique<LabProcess>();
        QVERIFY(m_lab->isReady());
        QVERIFY2(m_lab->ready().contains("exo"), "the lab has no Exchange Online");
        m_client = std::make_unique<Client>(*m_lab);
        QVERIFY(m_client->signIn(auth::Resource::ExchangeOnline));
        QVERIFY(m_client->signIn(auth::Resource::Graph));
    }
    void cleanup()
    {
        m_lab->control("DELETE", "/faults");
        m_lab->control("DELETE", "/requests");
    }

    void readsEverything()
    {
        Client &c = *m_client;
        const auto capability = c.get(c.online.probe());
        QVERIFY(capability);
        QVERIFY2(capability->usable,
                 qPrintable(capability->refusal ? capability->refusal->technical : QString()));
        const auto connectors = c.get(c.online.connectors());
        QVERIFY(connectors);
        QCOMPARE(connectors->size(), 1);
        QVERIFY(connectors->first().name.startsWith("HybridIOC - "));
        QCOMPARE(connectors->first().domains, QStringList({ "contoso.fr", "contoso.com" }));
        QVERIFY(connectors->first().enabled);
        const auto sides = c.get(c.online.onPremisesOrganizations());
        QVERIFY(sides);
        QCOMPARE(sides->size(), 1);
        QCOMPARE(sides->first().hybridDomains, QStringList({ "contoso.fr", "contoso.com" }));
        const auto configuration = c.get(c.online.configuration(sides->first().guid));
        QVERIFY2(configuration, qPrintable(configuration ? QString() : configuration.failure().technical));
        QCOMPARE(configuration->first().onPremisesDiscoveryEndpoint,
                 QStringLiteral("https://autodiscover.contoso.fr/autodiscover/autodiscover.svc"));
        const auto domains = c.get(c.online.acceptedDomains());
        QVERIFY(domains);
        QVERIFY(domains->size() >= 3);
        const auto organization = c.get(c.online.organizationConfig());
        QVERIFY(organization);
        QCOMPARE(organization->name, QStringLiteral("contosofr.onmicrosoft.com"));
    }

    void createChangeRemove()
    {
        Client &c = *m_client;
        const exo::ConnectorWish wish{ "Passerelle test",
                                       "https://autodiscover.fabrikam.fr/autodiscover/autodiscover.svc",
                                       {},
                                       { "fabrikam.fr" },
                                       true };
        const auto made = c.get(c.online.createConnector(wish));
        QVERIFY2(made, qPrintable(made ? QString() : made.failure().technical));
        QCOMPARE(made->domains, QStringList("fabrikam.fr"));
        QCOMPARE(c.get(c.online.createConnector(wish)).failure().code, FailureCode::ExoExists);
        exo::ConnectorChange change;
        change.enabled = false;
        QVERIFY(!c.get(c.online.changeConnector("Passerelle test", change))->enabled);
        QVERIFY(c.get(c.online.removeConnector("Passerelle test")));
        QCOMPARE(c.get(c.online.removeConnector("Passerelle test")).failure().code, FailureCode::ExoNotFound);
        QCOMPARE(c.get(c.online.connectors())->size(), 1);
    }

    // Carried out, and still answered 504: nothing is made twice.
    void appliedAndStillAnError()
    {
        Client &c = *m_client;
        fault({ { "kind", "applied-then-status" },
                { "area", "exo" },
                { "match", "New-IntraOrganizationConnector" },
                { "count", 1 } });
        const exo::ConnectorWish wish{ "Passerelle doubt",
                                       "https://autodiscover.fabrikam.fr/autodiscover/autodiscover.svc",
                                       {},
                                       { "fabrikam.fr" },
                                       true };
        QVERIFY(c.get(c.online.createConnector(wish)));
        QCOMPARE(cmdlets(),
                 QStringList({ "New-IntraOrganizationConnector", "Get-IntraOrganizationConnector" }));
        QVERIFY(c.get(c.online.removeConnector("Passerelle doubt")));
    }

    void busyService()
    {
        Client &c = *m_client;
        fault({ { "kind", "exo-throttled" },
                { "area", "exo" },
                { "status", 429 },
                { "retryAfter", 1 },
                { "count", 2 } });
        QVERIFY(c.get(c.online.connectors()));
        QCOMPARE(cmdlets().size(), 3);
        fault({ { "kind", "exo-throttled" }, { "area", "exo" }, { "status", 400 }, { "count", 1 } });
        QVERIFY(c.get(c.online.connectors()));
    }

    void pages()
    {
        Client &c = *m_client;
        set("exoPageSize", 1);
        const auto domains = c.get(c.online.acceptedDomains());
        QVERIFY2(domains, qPrintable(domains ? QString() : domains.failure().technical));
        QVERIFY(domains->size() >= 3);
        QCOMPARE(cmdlets().size(), domains->size());
        set("exoNextLinkHost", "https://outlook.example.com");
        QCOMPARE(c.get(c.online.acceptedDomains()).failure().code, FailureCode::EntraNet);
        set("exoNextLinkHost", "");
        set("exoPageSize", 0);
    }

    void roleMissing()
    {
        Client &c = *m_client;
        set("onlineHiddenCmdlets", QJsonArray{ "Get-IntraOrganizationConnector" });
        const auto capability = c.get(c.online.probe());
        QVERIFY(!capability->usable);
        QCOMPARE(capability->refusal->code, FailureCode::ExoRole);
        set("onlineHiddenCmdlets", QJsonArray());
    }

    void step1Rows()
    {
        Client &c = *m_client;
        const auto rows = c.get(new inspection::OnlineReading(&c.online, { "contoso.fr", {} }));
        QVERIFY(rows);
        QCOMPARE((*rows)[0].verdict, Verdict::Pass);
        QCOMPARE((*rows)[1].verdict, Verdict::Pass);
        const auto foreign = c.get(new inspection::OnlineReading(&c.online, { "fabrikam.fr", {} }));
        QCOMPARE(*(*foreign)[0].code, FailureCode::DomainNotVerified); // the tenant does not have it
        const QString own = m_lab->ready()["tenant"].toObject()["initialDomain"].toString();
        const auto missing = c.get(new inspection::OnlineReading(&c.online, { own, {} }));
        QCOMPARE(*(*missing)[0].code, FailureCode::IocMissing);
        QVERIFY((*missing)[0].values["commands"].contains("New-IntraOrganizationConnector"));
    }

    // procedure.md 10: the body of the other operator, sent as it is in the file, and his answer loaded in
    // step 6.
    void offlineVariant()
    {
        Client &c = *m_client;
        const auto before = m_lab->send("GET", m_lab->url("control", "/state"));
        const auto certificates = before.json()["certificates"].toArray();
        QVERIFY(!certificates.isEmpty());
        QByteArray der;
        const QString current =
            before.json()["authConfig"].toObject()["CurrentCertificateThumbprint"].toString();
        for (const QJsonValue value : certificates) {
            for (const QString &name :
                 { QStringLiteral("rawData"), QStringLiteral("RawData"), QStringLiteral("der") }) {
                const auto certificate = crypto::Certificate::fromBase64(value[name].toString().toLatin1());
                if (certificate && certificate->thumbprint() == current)
                    der = certificate->der();
            }
        }
        if (der.isEmpty()) { // the state names it only; the metadata document publishes the bytes
            const auto metadata = m_lab->send("GET", m_lab->url("site", "/autodiscover/metadata/json/1"));
            for (const QJsonValue key : metadata.json()["keys"].toArray())
                der = QByteArray::fromBase64(key["keyvalue"]["value"].toString().toLatin1());
        }
        const auto certificate = crypto::Certificate::fromDer(der);
        QVERIFY(certificate);
        QCOMPARE(certificate->thumbprint(), current);

        model::SetupState state;
        state.setCertificate(model::ExportedCertificate{ current,
                                                         der,
                                                         certificate->notBefore(),
                                                         certificate->notAfter(),
                                                         certificate->subject(),
                                                         {},
                                                         {} });
        services::ReadBack readBack(state, c.clock);
        QSignalSpy finished(&readBack, &model::Activity::finished);
        const QString address = "/servicePrincipals(appId='" + skype + "')";
        const QString reading = address + "?$select=id,appId,accountEnabled,keyCredentials";

        // Before: the keys of others are there, ours is not.
        readBack.judge(c.graph("GET", reading).body);
        QVERIFY(finished.wait(5000));
        QCOMPARE(readBack.failure()->code, FailureCode::KeyNotFound);
        QCOMPARE(readBack.principals().size(), 1);
        QCOMPARE(readBack.principals().first().keys.size(), 2); // one valid, one expired

        services::OfflineOrder order;
        order.certificates = { *certificate };
        order.targets = { { state.targets().first(), readBack.principals().first().keys } };
        order.graph = QUrl(m_lab->url("graph", {}));
        order.now = c.clock.nowUtc();
        const auto files = services::offlineFiles(order);
        QVERIFY(files);
        QByteArray body;
        for (const services::OfflineFile &file : *files) {
            if (file.name.endsWith(".json"))
                body = file.content;
        }
        const auto patched = c.graph("PATCH", address, body);
        QVERIFY2(patched.status == 204, patched.body.constData());

        // The expected state: the valid key of somebody else kept, the expired one gone, ours added.
        QStringList thumbprints;
        for (const QJsonValue value : m_lab->state()["servicePrincipals"].toArray()) {
            if (value["appId"].toString() == skype) {
                for (const QJsonValue key : value["keyCredentials"].toArray())
                    thumbprints << key["thumbprint"].toString();
            }
        }
        QCOMPARE(thumbprints.size(), 2);
        QVERIFY(thumbprints.contains(current));

        readBack.judge(c.graph("GET", reading).body);
        QVERIFY(finished.wait(5000));
        QVERIFY2(!readBack.failure(), readBack.failure() ? qPrintable(readBack.failure()->technical) : "");
        QVERIFY(readBack.isConfirmed());
        QCOMPARE(readBack.findings()[1].verdict, Verdict::Pass); // the same dates

        // Without $select the values stay away, and so does the confirmation.
        readBack.judge(c.graph("GET", address).body);
        QVERIFY(finished.wait(5000));
        QCOMPARE(readBack.failure()->code, FailureCode::ReadbackNoValue);

        // A list and a $batch answer say the same.
        readBack.judge(c.graph("GET",
                               "/servicePrincipals?$filter=appId eq '" + skype
                                   + "'&$select=id,appId,accountEnabled,keyCredentials")
                           .body);
        QVERIFY(finished.wait(5000));
        QVERIFY2(readBack.isConfirmed(), readBack.failure() ? qPrintable(readBack.failure()->technical) : "");
        const QJsonObject item{ { "id", "1" }, { "method", "GET" }, { "url", reading } };
        readBack.judge(c.graph("POST", "/$batch",
                               QJsonDocument(QJsonObject{ { "requests", QJsonArray{ item } } }).toJson())
                           .body);
        QVERIFY(finished.wait(5000));
        QVERIFY2(readBack.isConfirmed(), readBack.failure() ? qPrintable(readBack.failure()->technical) : "");
    }
};

QTEST_GUILESS_MAIN(TestExoAgainstLab)
#include "tst_exo_against_lab.moc"
