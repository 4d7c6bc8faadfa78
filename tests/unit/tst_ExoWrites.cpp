#include "tst_ExoServer.h"

using namespace passerelle;
using namespace passerelle::exo;
using core::FailureCode;
using test::ExoServer;

namespace {

const QString list = QStringLiteral("Get-IntraOrganizationConnector");
const QString create = QStringLiteral("New-IntraOrganizationConnector");
const QString change = QStringLiteral("Set-IntraOrganizationConnector");
const QString drop = QStringLiteral("Remove-IntraOrganizationConnector");
const char exists[] = "Microsoft.Exchange.Data.Directory.ADObjectAlreadyExistsException";

ConnectorWish wish()
{
    return { documentedConnectorName,
             "https://autodiscover.contoso.com/autodiscover/autodiscover.svc",
             {},
             { "contoso.com" },
             true };
}

// An organisation whose connectors the cmdlets really change; `spoil` may replace an answer, after or
// instead.
struct Organisation : ExoServer {
    Organisation()
    {
        byRequest = [this](const LocalHttps::Request &request) {
            const QJsonObject input = request.json()["CmdletInput"].toObject();
            const QString cmdlet = input["CmdletName"].toString();
            if (const QByteArray instead = before ? before(cmdlet) : QByteArray(); !instead.isEmpty())
                return instead;
            const QByteArray regular = execute(cmdlet, input["Parameters"].toObject());
            const QByteArray spoiled = after ? after(cmdlet) : QByteArray();
            return spoiled.isEmpty() ? regular : spoiled;
        };
    }

    QByteArray execute(const QString &cmdlet, const QJsonObject &parameters)
    {
        if (cmdlet == list) {
            QByteArrayList all;
            for (const QJsonObject &object : std::as_const(connectors))
                all << QJsonDocument(object).toJson(QJsonDocument::Compact);
            return ExoServer::value(all.join(','));
        }
        const QString name = parameters[cmdlet == create ? "Name" : "Identity"].toString();
        const auto at = std::find_if(connectors.begin(), connectors.end(),
                                     [&](const QJsonObject &o) { return o["Name"] == name; });
        if (cmdlet == create) {
            if (at != connectors.end())
                return failed(exists, "exists");
            connectors << parameters;
        } else if (at == connectors.end()) {
            return failed("Microsoft.Exchange.Configuration.Tasks.ManagementObjectNotFoundException",
                          "absent");
        } else if (cmdlet == drop) {
            connectors.erase(at);
        } else {
            for (auto it = parameters.begin(); it != parameters.end(); ++it)
                at->insert(it.key(), it.value());
        }
        return ExoServer::value("");
    }

    qsizetype count(const QString &cmdlet) const { return cmdlets().count(cmdlet); }

    QList<QJsonObject> connectors;
    std::function<QByteArray(const QString &)> before, after;
};

QByteArray once(const QString &wanted, const QString &cmdlet, int &left, const QByteArray &answer)
{
    return cmdlet == wanted && left-- > 0 ? answer : QByteArray();
}

}

// cloud.md c.4 ("before repeating a New-, read again"), c.5
class TestExoWrites : public QObject {
    Q_OBJECT
private slots:
    void createsAndReadsBack()
    {
        Organisation org;
        const auto made = org.get(org.client.createConnector(wish()));
        QVERIFY(made);
        QCOMPARE(made->name, QLatin1String(documentedConnectorName));
        QCOMPARE(org.cmdlets(), QStringList({ create, list }));
        QCOMPARE(org.parameters(org.https.requests[0]),
                 QJsonObject({ { "Name", documentedConnectorName },
                               { "DiscoveryEndpoint",
                                 "https://autodiscover.contoso.com/autodiscover/autodiscover.svc" },
                               { "TargetAddressDomains", QJsonArray{ "contoso.com" } },
                               { "Enabled", true } }));
    }

    // Nothing was done: the second attempt makes it.
    void busyIsRepeatedAfterReading()
    {
        Organisation org;
        int left = 1;
        org.before = [&](const QString &c) { return once(create, c, left, LocalHttps::answer(429, "{}")); };
        QVERIFY(org.get(org.client.createConnector(wish())));
        QCOMPARE(org.cmdlets(), QStringList({ create, list, create, list }));
        QCOMPARE(org.waiting.count(), 1);
        QCOMPARE(org.waiting[0][0].toInt(), 3);
        QCOMPARE(org.connectors.size(), 1);
    }

    // Carried out and still answered 504: reading tells, nothing is made twice.
    void appliedAndStillAnError()
    {
        Organisation org;
        int left = 1;
        org.after = [&](const QString &c) {
            return once(create, c, left, LocalHttps::answer(504, "", "text/plain"));
        };
        QVERIFY(org.get(org.client.createConnector(wish())));
        QCOMPARE(org.cmdlets(), QStringList({ create, list }));
        QCOMPARE(org.connectors.size(), 1);
    }

    void appliedAndConnectionLost()
    {
        Organisation org;
        bool lost = false;
        org.byRequest = [&, regular = org.byRequest](const LocalHttps::Request &request) {
            const QByteArray answer = regular(request);
            if (request.body.contains("New-") && !std::exchange(lost, true))
                return QByteArray(); // dropped
            return answer;
        };
        QVERIFY(org.get(org.client.createConnector(wish())));
        QCOMPARE(org.count(create), 1);
        QCOMPARE(org.connectors.size(), 1);
    }

    void somebodyElsesConnectorIsNotOurs()
    {
        Organisation org;
        org.connectors << QJsonObject{ { "Name", documentedConnectorName },
                                       { "Enabled", true },
                                       { "DiscoveryEndpoint", "https://other/" },
                                       { "TargetAddressDomains", QJsonArray{ "x" } } };
        const auto result = org.get(org.client.createConnector(wish()));
        QCOMPARE(result.failure().code, FailureCode::ExoExists);
        QCOMPARE(result.failure().values["name"], QLatin1String(documentedConnectorName));
        QCOMPARE(org.cmdlets(), QStringList{ create });
    }

    void givesUp()
    {
        Organisation org;
        org.before = [&](const QString &c) {
            return c == create ? LocalHttps::answer(503, "", "text/plain") : QByteArray();
        };
        const auto result = org.get(org.client.createConnector(wish()));
        QVERIFY(!result);
        QVERIFY(result.failure().retryable);
        QCOMPARE(org.count(create), 5);
        QCOMPARE(org.count(list), 5);
    }

    void acceptedButNotShown()
    {
        Organisation org;
        org.after = [&](const QString &c) { return c == list ? ExoServer::value("") : QByteArray(); };
        const auto result = org.get(org.client.createConnector(wish()));
        QCOMPARE(result.failure().code, FailureCode::GraphLag);
        QCOMPARE(org.count(create), 1);
    }

    void roleMissingIsNotRepeated()
    {
        Organisation org;
        org.before = [&](const QString &) {
            return LocalHttps::answer(403, QByteArray(4096, '\0'), "text/plain");
        };
        QCOMPARE(org.get(org.client.createConnector(wish())).failure().code, FailureCode::ExoRole);
        QCOMPARE(org.cmdlets(), QStringList{ create });
    }

    void changesOnlyWhatIsSaid()
    {
        Organisation org;
        QVERIFY(org.get(org.client.createConnector(wish())));
        ConnectorChange difference;
        difference.enabled = false;
        const auto changed = org.get(org.client.changeConnector(documentedConnectorName, difference));
        QVERIFY(changed);
        QVERIFY(!changed->enabled);
        QCOMPARE(changed->domains, QStringList("contoso.com"));
        QCOMPARE(org.parameters(org.https.requests[2]),
                 QJsonObject({ { "Identity", documentedConnectorName }, { "Enabled", false } }));
    }

    void removes()
    {
        Organisation org;
        QVERIFY(org.get(org.client.createConnector(wish())));
        QVERIFY(org.get(org.client.removeConnector(documentedConnectorName)));
        QVERIFY(org.connectors.isEmpty());
        QCOMPARE(org.parameters(org.https.requests[2]),
                 QJsonObject({ { "Identity", documentedConnectorName }, { "Confirm", false } }));
        QCOMPARE(org.get(org.client.removeConnector(documentedConnectorName)).failure().code,
                 FailureCode::ExoNotFound);
    }

    // The first attempt was carried out, answered 504, and did not show at once: "not found" is its own doing.
    void removedAtTheFirstAttempt()
    {
        Organisation org;
        QVERIFY(org.get(org.client.createConnector(wish())));
        const QByteArray stale = org.execute(list, {});
        int removals = 1;
        int readings = 1;
        org.after = [&](const QString &c) {
            const QByteArray late = once(list, c, readings, stale);
            return late.isEmpty() ? once(drop, c, removals, LocalHttps::answer(504, "", "text/plain")) : late;
        };
        const auto removed = org.get(org.client.removeConnector(documentedConnectorName));
        QVERIFY2(removed, qPrintable(removed ? QString() : QString(core::codeText(removed.failure().code))));
        QCOMPARE(org.count(drop), 2);
        QVERIFY(org.connectors.isEmpty());
    }

    // What the service writes in its own way is the same address; another web service address is another connector.
    void addressesAreComparedAsAddresses()
    {
        for (const bool sameTarget : { true, false }) {
            Organisation org;
            ConnectorWish wanted = wish();
            wanted.targetSharingEpr = "https://mail.contoso.com/ews/exchange.asmx";
            org.after = [&](const QString &c) {
                if (c == create) {
                    org.connectors[0]["DiscoveryEndpoint"] =
                        "https://AutoDiscover.contoso.com:443/autodiscover/autodiscover.svc/";
                    if (!sameTarget)
                        org.connectors[0]["TargetSharingEpr"] = "https://elsewhere.contoso.com/ews/exchange.asmx";
                }
                return QByteArray();
            };
            const auto made = org.get(org.client.createConnector(wanted));
            QCOMPARE(bool(made), sameTarget);
            if (!made)
                QCOMPARE(made.failure().code, FailureCode::GraphLag);
            QCOMPARE(org.count(create), 1);
        }
    }

    // Once it is on its way the answer is awaited; nothing else is sent.
    void cancelledWriteIsAwaited()
    {
        Organisation org;
        std::unique_ptr<core::OperationOf<Connector>> write(org.client.createConnector(wish()));
        QSignalSpy finished(write.get(), &core::Operation::finished);
        org.before = [&](const QString &) {
            write->cancel();
            return QByteArray();
        };
        write->start();
        QVERIFY(finished.wait(5000));
        QVERIFY(write->result());
        QCOMPARE(org.cmdlets(), QStringList{ create });
        QCOMPARE(org.connectors.size(), 1);
    }

    void cancelWhileWaitingToRepeat()
    {
        Organisation org;
        org.before = [&](const QString &c) {
            return c == create ? LocalHttps::answer(503, "", "text/plain", "Retry-After: 200\r\n")
                               : QByteArray();
        };
        ExoClient slow(org.network, org.tokens, { 5, std::chrono::milliseconds(1000) });
        std::unique_ptr<core::OperationOf<Connector>> write(slow.createConnector(wish()));
        QSignalSpy waiting(&slow, &ExchangeOnline::waiting);
        QSignalSpy finished(write.get(), &core::Operation::finished);
        write->start();
        QVERIFY(waiting.wait(5000));
        QCOMPARE(waiting[0][0].toInt(), 200);
        write->cancel();
        QVERIFY(finished.wait(500));
        QVERIFY(!write->result()); // its fate is open: told as the error it was
        QCOMPARE(org.cmdlets(), QStringList{ create });
    }
};

QTEST_GUILESS_MAIN(TestExoWrites)
#include "tst_ExoWrites.moc"
