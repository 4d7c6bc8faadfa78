#include "lab/test/CloudProbe.h"

#include <QJsonArray>
#include <QTemporaryFile>
#include <QTest>

// Exchange Online's InvokeCommand in the lab, as cloud.md (c) describes it.
class TestLabCloudExo : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void doors();
    void bodies();
    void missingRole();
    void shapeOfAnAnswer();
    void lifeOfAConnector();
    void refusedConnectors();
    void configuration();
    void errors();
    void pages();
    void busyAndLost();
    void hybridAgent();
    void journal();

private:
    QJsonObject innerException(const LabProcess::Answer &answer) const
    {
        return answer.json()
            .value("error")
            .toObject()
            .value("innererror")
            .toObject()
            .value("internalexception")
            .toObject();
    }

    std::unique_ptr<LabProcess> m_lab;
    std::unique_ptr<CloudProbe> m_probe;
    const QJsonObject m_connector{
        {"Name", "ExchangeHybridOnlineToOnPremises"},
        {"DiscoveryEndpoint", "https://autodiscover.fabrikam.fr/autodiscover/autodiscover.svc"},
        {"TargetAddressDomains", QJsonArray{"fabrikam.fr"}},
        {"Enabled", true}};
};

void TestLabCloudExo::initTestCase()
{
    m_lab = std::make_unique<LabProcess>();
    QVERIFY2(m_lab->isReady(), "no ready line");
    m_probe = std::make_unique<CloudProbe>(*m_lab);
}

void TestLabCloudExo::init()
{
    QCOMPARE(m_lab->control("POST", "/reset").status, 204);
    QVERIFY(!m_probe->exchangeToken().isEmpty());
    m_probe->anchor = "UPN:admin@contosofr.onmicrosoft.com";
}

// cloud.md c.1, c.4
void TestLabCloudExo::doors()
{
    const QByteArray body = R"({"CmdletInput":{"CmdletName":"Get-AcceptedDomain","Parameters":{}}})";
    const QString tail = '/' + m_probe->tenant() + "/InvokeCommand";
    QCOMPARE(m_probe->post("/adminapi/beta" + tail, body).status, 200);
    QCOMPARE(m_probe->post("/adminapi/v1.0" + tail, body).status, 405);
    QCOMPARE(m_probe->post("/adminapi/beta/" + m_probe->tenant() + "/Mailbox", body).status, 404);
    QCOMPARE(m_probe->post("/adminapi/beta/11111111-2222-3333-4444-555555555555/InvokeCommand", body).status,
             403);
    for (const char *anchor : {"", "UPN:nobody@contoso.fr", "admin@contosofr.onmicrosoft.com",
                               "UPN:SystemMailbox{bb558c35-97f1-4cb9-8ff7-d53741dc928c}@elsewhere.org"}) {
        m_probe->anchor = anchor;
        const LabProcess::Answer answer = m_probe->post("/adminapi/beta" + tail, body);
        QCOMPARE(answer.status, 400);
        QCOMPARE(answer.json().value("error").toObject().value("code").toString(),
                 QString("ErrorIncorrectRoutingHint"));
    }
    m_probe->anchor = "APP:SystemMailbox{bb558c35-97f1-4cb9-8ff7-d53741dc928c}@contosofr.onmicrosoft.com";
    QCOMPARE(m_probe->post("/adminapi/beta" + tail, body).status, 200);
    m_probe->exchangeBearer = m_probe->graphToken(); // another audience
    const LabProcess::Answer refused = m_probe->post("/adminapi/beta" + tail, body);
    QCOMPARE(refused.status, 401);
    QVERIFY(refused.body.isEmpty());
    QVERIFY(refused.header("WWW-Authenticate").contains("00000002-0000-0ff1-ce00-000000000000"));
}

void TestLabCloudExo::bodies()
{
    const QString path = "/adminapi/beta/" + m_probe->tenant() + "/InvokeCommand";
    for (const char *body :
         {"", "[]", R"({"CmdletInput":{"CmdletName":"Get-AcceptedDomain","Parameters":null}})",
          R"({"CmdletInput":{"CmdletName":"Get-AcceptedDomain"}})",
          R"({"CmdletInput":{"CmdletName":"Get-AcceptedDomain","Parameters":{}},"More":1})"})
        QCOMPARE(m_probe->post(path, body).status, 400);
    QCOMPARE(m_probe->invoke("Get-AcceptedDomain", {}, "?$expand=x").status, 400);
    const QByteArray good = R"({"CmdletInput":{"CmdletName":"Get-AcceptedDomain","Parameters":{}}})";
    QCOMPARE(m_probe->post(path, good, {{"X-CmdletName", "Get-Mailbox"}}).status, 400);
}

// cloud.md c.4: unknown cmdlet and missing role look the same
void TestLabCloudExo::missingRole()
{
    const auto nul = [](const LabProcess::Answer &answer) {
        return answer.status == 403 && answer.header("Content-Encoding") == "gzip";
    };
    QVERIFY(nul(m_probe->invoke("Get-Everything")));
    m_probe->set({{"onlineHiddenCmdlets", QJsonArray{"Get-IntraOrganizationConnector"}}});
    QVERIFY(nul(m_probe->invoke("Get-IntraOrganizationConnector")));
    QCOMPARE(m_probe->invoke("Get-AcceptedDomain").status, 200);
    m_probe->set({{"exchangeRoles", QJsonArray{}}});
    QVERIFY(nul(m_probe->invoke("Get-AcceptedDomain")));
    m_probe->set({{"roles", QJsonArray{"Global Administrator"}}});
    QCOMPARE(m_probe->invoke("Get-AcceptedDomain").status, 200);
    m_probe->exchangeBearer =
        m_probe
            ->token(CloudProbe::exchangeClient, "https://outlook.office365.com/.default",
                    "lecteur@contosofr.onmicrosoft.com")
            .value("access_token")
            .toString()
            .toLatin1();
    QVERIFY(nul(m_probe->invoke("Get-AcceptedDomain")));
}

// cloud.md c.2
void TestLabCloudExo::shapeOfAnAnswer()
{
    const LabProcess::Answer answer = m_probe->invoke("Get-IntraOrganizationConnector");
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.header("Rate-Limit-Limit"), QByteArray("30000"));
    const QJsonObject body = answer.json();
    QVERIFY(
        body.value("@odata.context").toString().endsWith("$metadata#Collection(Exchange.GenericHashTable)"));
    QCOMPARE(body.value("adminapi.warnings@odata.type").toString(), QString("#Collection(String)"));
    const QJsonObject connector = body.value("value").toArray().at(0).toObject();
    QCOMPARE(connector.value("TargetAddressDomains@odata.type").toString(), QString("#Collection(String)"));
    QCOMPARE(connector.value("Guid@data.type").toString(), QString("System.Guid"));
    QCOMPARE(connector.value("Guid@odata.type").toString(), QString("#Guid"));
    const QJsonObject selected =
        m_probe->invoke("Get-IntraOrganizationConnector", {}, "?$select=Name,Enabled")
            .json()
            .value("value")
            .toArray()
            .at(0)
            .toObject();
    QCOMPARE(selected.keys(), (QStringList{"Enabled", "Name"}));
}

// cloud.md c.5
void TestLabCloudExo::lifeOfAConnector()
{
    QJsonObject preview = m_connector;
    preview.insert("WhatIf", true);
    QVERIFY(m_probe->invoke("New-IntraOrganizationConnector", preview)
                .json()
                .contains("@adminapi.confirmationmessage"));
    QCOMPARE(m_lab->state().value("onlineConnectors").toArray().size(), 1);
    QCOMPARE(m_probe->invoke("New-IntraOrganizationConnector", m_connector).status, 200);
    QCOMPARE(m_lab->state().value("onlineConnectors").toArray().size(), 2);
    const QString name = m_connector.value("Name").toString();
    const QJsonObject add{{"@odata.type", "#Exchange.GenericHashTable"}, {"Add", QJsonArray{"fabrikam.com"}}};
    QCOMPARE(m_probe
                 ->invoke("Set-IntraOrganizationConnector",
                          {{"Identity", name}, {"Enabled", false}, {"TargetAddressDomains", add}})
                 .status,
             200);
    const QJsonObject changed = m_probe->invoke("Get-IntraOrganizationConnector", {{"Identity", name}})
                                    .json()
                                    .value("value")
                                    .toArray()
                                    .at(0)
                                    .toObject();
    QCOMPARE(changed.value("Enabled").toBool(), false);
    QCOMPARE(changed.value("TargetAddressDomains").toArray(), (QJsonArray{"fabrikam.fr", "fabrikam.com"}));
    const LabProcess::Answer same =
        m_probe->invoke("Set-IntraOrganizationConnector", {{"Identity", name}, {"Enabled", false}});
    QCOMPARE(same.json().value("@adminapi.warnings").toArray().size(), 1);
    QVERIFY(!same.header("X-Warnings").isEmpty());
    QCOMPARE(m_probe->invoke("Remove-IntraOrganizationConnector", {{"Identity", name}}).status, 400);
    QCOMPARE(
        m_probe->invoke("Remove-IntraOrganizationConnector", {{"Identity", name}, {"Confirm", false}}).status,
        200);
    QCOMPARE(m_lab->state().value("onlineConnectors").toArray().size(), 1);
}

void TestLabCloudExo::refusedConnectors()
{
    const auto refused = [this](const char *name, const QJsonValue &value) {
        QJsonObject parameters = m_connector;
        parameters.insert(name, value);
        return innerException(m_probe->invoke("New-IntraOrganizationConnector", parameters))
            .value("type")
            .toString()
            .section('.', -1);
    };
    QCOMPARE(refused("TargetAddressDomains", QJsonArray{"contoso.fr"}),
             QString("DuplicateIntraOrganizationConnectorDomainException"));
    QCOMPARE(refused("TargetAddressDomains", QJsonArray{1}), QString("ParameterTransformationException"));
    QCOMPARE(refused("DiscoveryEndpoint", "http://plain.fabrikam.fr"),
             QString("ParameterTransformationException"));
    QCOMPARE(refused("Enabled", "true"), QString("ParameterTransformationException"));
    QCOMPARE(refused("DomainController", "dc1"), QString("ParameterBindingException")); // on-premises only
    QJsonObject without = m_connector;
    without.remove("DiscoveryEndpoint");
    QCOMPARE(m_probe->invoke("New-IntraOrganizationConnector", without)
                 .json()
                 .value("error")
                 .toObject()
                 .value("message")
                 .toString(),
             QString("Invalid Operation"));
    QCOMPARE(m_probe->invoke("New-IntraOrganizationConnector", m_connector).status, 200);
    QJsonObject twin = m_connector;
    twin.insert("TargetAddressDomains", QJsonArray{"other.fr"});
    QCOMPARE(innerException(m_probe->invoke("New-IntraOrganizationConnector", twin)).value("type").toString(),
             QString("Microsoft.Exchange.Data.Directory.ADObjectAlreadyExistsException"));
}

void TestLabCloudExo::configuration()
{
    const QJsonObject organisation =
        m_probe->invoke("Get-OnPremisesOrganization").json().value("value").toArray().at(0).toObject();
    const QJsonObject found = m_probe
                                  ->invoke("Get-IntraOrganizationConfiguration",
                                           {{"OrganizationGuid", organisation.value("OrganizationGuid")}})
                                  .json()
                                  .value("value")
                                  .toArray()
                                  .at(0)
                                  .toObject();
    QVERIFY(
        found.value("OnPremiseDiscoveryEndpoint").toString().startsWith("https://autodiscover.contoso.fr/"));
    QVERIFY(!found.contains("_organisation"));
    QCOMPARE(m_probe->invoke("Get-AcceptedDomain").json().value("value").toArray().size(), 4);
    const QJsonObject config =
        m_probe->invoke("Get-OrganizationConfig").json().value("value").toArray().at(0).toObject();
    QVERIFY(config.value("DefaultPublicFolderIssueWarningQuota").isString());
    const QJsonObject test{{"Service", "EWS"},
                           {"TargetUri", "https://mail.contoso.fr/EWS/Exchange.asmx"},
                           {"Mailbox", "admin@contosofr.onmicrosoft.com"}};
    const auto result = [&] {
        return m_probe->invoke("Test-OAuthConnectivity", test)
            .json()
            .value("value")
            .toArray()
            .at(0)
            .toObject()
            .value("ResultType")
            .toString();
    };
    QCOMPARE(result(), QString("Success"));
    m_probe->set({{"oauthTestOnline", "Error"}});
    QCOMPARE(result(), QString("Error"));
}

// cloud.md c.4
void TestLabCloudExo::errors()
{
    const auto missing = [this] {
        return m_probe->invoke("Set-IntraOrganizationConnector",
                               {{"Identity", "nowhere"}, {"Enabled", true}});
    };
    const LabProcess::Answer answer = missing();
    QCOMPARE(answer.status, 400);
    const QString type = "Microsoft.Exchange.Configuration.Tasks.ManagementObjectNotFoundException";
    QCOMPARE(answer.header("X-ExceptionType"), type.toLatin1());
    const QJsonObject error = answer.json().value("error").toObject();
    QCOMPARE(error.value("message").toString(), QString("Error executing cmdlet"));
    const QString detail = error.value("details").toArray().at(0).toObject().value("message").toString();
    QCOMPARE(detail.section('|', 1, 1), type);
    QVERIFY(detail.section('|', 0, 0).startsWith("Ex"));
    QCOMPARE(innerException(answer).value("message").toString(), detail.section('|', 2));
    m_probe->set({{"exoNotFoundStatus", 404}});
    QCOMPARE(missing().status, 404);
    m_probe->fault({{"kind", "cmdlet-error"},
                    {"area", "exo"},
                    {"exception", "Microsoft.Exchange.Data.Directory.ADTransientException"},
                    {"message", "Later."},
                    {"count", 1}});
    QCOMPARE(innerException(m_probe->invoke("Get-AcceptedDomain")).value("message").toString(),
             QString("Later."));
    QCOMPARE(m_probe->invoke("Get-AcceptedDomain").status, 200);
}

// cloud.md c.3
void TestLabCloudExo::pages()
{
    m_probe->set({{"exoPageSize", 3}});
    const QJsonObject first = m_probe->invoke("Get-AcceptedDomain").json();
    QCOMPARE(first.value("value").toArray().size(), 3);
    const QString next = first.value("@odata.nextLink").toString();
    QVERIFY(next.startsWith(m_lab->ready().value("exo").toString()));
    const QByteArray body = R"({"CmdletInput":{"CmdletName":"Get-AcceptedDomain","Parameters":{}}})";
    const QJsonObject second = m_probe->post(next, body).json();
    QCOMPARE(second.value("value").toArray().size(), 1);
    QVERIFY(!second.contains("@odata.nextLink"));
    const LabProcess::Answer again = m_probe->post(next, body);
    QCOMPARE(again.status, 400);
    QVERIFY(again.body.contains("Expired or Invalid pagination request"));
    m_probe->set({{"exoNextLinkHost", "https://evil.example"}});
    QVERIFY(m_probe->invoke("Get-AcceptedDomain")
                .json()
                .value("@odata.nextLink")
                .toString()
                .startsWith("https://evil.example/"));
}

void TestLabCloudExo::busyAndLost()
{
    m_probe->fault({{"kind", "exo-throttled"}, {"retryAfter", 7}, {"count", 1}});
    const LabProcess::Answer busy = m_probe->invoke("Get-AcceptedDomain");
    QCOMPARE(busy.status, 429);
    QCOMPARE(busy.header("Retry-After"), QByteArray("7"));
    QVERIFY(busy.body.contains("maximum number of concurrent requests per tenant"));
    m_probe->fault({{"kind", "applied-then-status"}, {"area", "exo"}, {"status", 504}, {"count", 1}});
    QCOMPARE(m_probe->invoke("New-IntraOrganizationConnector", m_connector).status, 504);
    QCOMPARE(m_lab->state().value("onlineConnectors").toArray().size(), 2); // it was done all the same
    m_probe->fault({{"kind", "drop-after"}, {"area", "exo"}});
    QCOMPARE(m_probe
                 ->invoke("Remove-IntraOrganizationConnector",
                          {{"Identity", m_connector.value("Name")}, {"Confirm", false}})
                 .status,
             0);
    m_lab->control("DELETE", "/faults");
    QCOMPARE(m_lab->state().value("onlineConnectors").toArray().size(), 1);
}

void TestLabCloudExo::hybridAgent()
{
    QTemporaryFile scenario;
    QVERIFY(scenario.open());
    scenario.write(R"({"switches":{"hybridAgent":true,"deviceInterval":1}})");
    scenario.flush();
    LabProcess lab({"--scenario", scenario.fileName()});
    CloudProbe probe(lab);
    probe.exchangeToken();
    const QJsonObject connector =
        probe.invoke("Get-IntraOrganizationConnector").json().value("value").toArray().at(0).toObject();
    QVERIFY(connector.value("DiscoveryEndpoint").toString().contains(".msappproxy.net/"));
    QVERIFY(connector.value("TargetSharingEpr").toString().contains(".msappproxy.net/"));
}

void TestLabCloudExo::journal()
{
    m_lab->control("DELETE", "/requests");
    m_probe->invoke("New-IntraOrganizationConnector", m_connector);
    const QByteArray text = m_lab->control("GET", "/requests").body;
    const QJsonObject entry = QJsonDocument::fromJson(text).array().at(0).toObject();
    QCOMPARE(entry.value("area").toString(), QString("exo"));
    QCOMPARE(entry.value("kind").toString(), QString("cmdlet"));
    QCOMPARE(entry.value("name").toString(), QString("New-IntraOrganizationConnector"));
    QVERIFY(entry.value("write").toBool() && entry.value("changed").toBool());
    QCOMPARE(entry.value("status").toInt(), 200);
    QVERIFY(!text.contains(m_probe->exchangeBearer));
}

QTEST_GUILESS_MAIN(TestLabCloudExo)
#include "tst_lab_cloud_exo.moc"
