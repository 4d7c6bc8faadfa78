#include "lab/test/CloudProbe.h"

#include <QFile>
#include <QJsonArray>
#include <QRegularExpression>
#include <QTest>

// The lab's answers member by member against the shapes of real ones (tests/data/cloud).
class TestLabCloudShapes : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void discovery();
    void tokens();
    void deviceCodes();
    void servicePrincipals();
    void applications();
    void recordedWrite();
    void errors();
    void batch();
    void comparisonFindsDifferences();

private:
    using Types = QMap<QString, QString>; // path → JSON type

    static QString typeOf(const QJsonValue &value);
    static void flatten(const QString &path, const QJsonValue &value, Types *types);
    QStringList differences(const QString &shape, const QJsonObject &answer) const;
    QStringList missingHeaders(const QString &shape, const LabProcess::Answer &answer) const;
    void compare(const QString &shape, const LabProcess::Answer &answer) const;

    QJsonObject m_shapes;
    std::unique_ptr<LabProcess> m_lab;
    std::unique_ptr<CloudProbe> m_probe;
    const QString m_principal = "/servicePrincipals(appId='00000004-0000-0ff1-ce00-000000000000')";
};

QString TestLabCloudShapes::typeOf(const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::Null:
        return "null";
    case QJsonValue::Bool:
        return "boolean";
    case QJsonValue::Double:
        return "number";
    case QJsonValue::String:
        return "string";
    case QJsonValue::Array:
        return "array";
    default:
        return "object";
    }
}

// Two elements of an array with another type each are told as "string|number".
void TestLabCloudShapes::flatten(const QString &path, const QJsonValue &value, Types *types)
{
    QStringList known = types->value(path).split('|', Qt::SkipEmptyParts);
    if (!path.isEmpty() && !known.contains(typeOf(value)))
        types->insert(path, (known << typeOf(value)).join('|'));
    const QJsonObject object = value.toObject();
    for (auto it = object.begin(); it != object.end(); ++it)
        flatten(path.isEmpty() ? it.key() : path + '.' + it.key(), it.value(), types);
    for (const QJsonValue &element : value.toArray())
        flatten(path + "[]", element, types);
}

QStringList TestLabCloudShapes::differences(const QString &name, const QJsonObject &answer) const
{
    const QJsonObject shape = m_shapes.value(name).toObject();
    const QJsonObject members = shape.value("members").toObject();
    const QJsonObject optional = shape.value("optional").toObject();
    if (shape.isEmpty())
        return {"no such shape: " + name};
    Types found;
    flatten({}, answer, &found);
    QStringList different;
    for (const QString &path : members.keys()) {
        if (!found.contains(path))
            different << path + " is missing";
    }
    for (auto it = found.cbegin(); it != found.cend(); ++it) {
        const QString wanted = members.value(it.key()).toString(optional.value(it.key()).toString());
        bool below = false;
        for (const QString &path : optional.keys())
            below = below || (path.endsWith(".*") && it.key().startsWith(path.chopped(1)));
        if (wanted.isEmpty() && !below)
            different << it.key() + " is made up";
        for (const QString &type : it.value().split('|')) {
            if (!wanted.isEmpty() && !wanted.split('|').contains(type))
                different << it.key() + " is " + type + ", not " + wanted;
        }
    }
    return different;
}

QStringList TestLabCloudShapes::missingHeaders(const QString &name, const LabProcess::Answer &answer) const
{
    QStringList missing;
    for (const QJsonValue &header : m_shapes.value(name).toObject().value("headers").toArray()) {
        if (answer.header(header.toString().toLatin1()).isEmpty())
            missing << header.toString();
    }
    return missing;
}

void TestLabCloudShapes::compare(const QString &shape, const LabProcess::Answer &answer) const
{
    const QStringList different = differences(shape, answer.json());
    QVERIFY2(different.isEmpty(), qPrintable(shape + ": " + different.join("; ")));
    const QStringList missing = missingHeaders(shape, answer);
    QVERIFY2(missing.isEmpty(), qPrintable(shape + " lacks headers: " + missing.join(", ")));
}

void TestLabCloudShapes::initTestCase()
{
    QFile file(PASSERELLE_TEST_DATA_DIR "/cloud/shapes.json");
    QVERIFY(file.open(QIODevice::ReadOnly));
    m_shapes = QJsonDocument::fromJson(file.readAll()).object();
    QVERIFY(m_shapes.size() >= 18);
    m_lab = std::make_unique<LabProcess>(
        QStringList{"--scenario", PASSERELLE_TEST_DATA_DIR "/lab/dedicated-application.json"});
    QVERIFY2(m_lab->isReady(), "no ready line");
    m_probe = std::make_unique<CloudProbe>(*m_lab);
}

void TestLabCloudShapes::init()
{
    QCOMPARE(m_lab->control("POST", "/reset").status, 204);
    QVERIFY(!m_probe->graphToken().isEmpty());
}

void TestLabCloudShapes::discovery()
{
    const QString url = m_lab->url("login", "/contoso.fr/v2.0/.well-known/openid-configuration");
    const LabProcess::Answer answer = m_lab->send("GET", url);
    compare("discovery", answer);
    QCOMPARE(answer.json().value("id_token_signing_alg_values_supported").toArray(), QJsonArray{"RS256"});
    compare("discovery",
            m_lab->send("GET", m_lab->url("login", "/common/v2.0/.well-known/openid-configuration")));
}

void TestLabCloudShapes::tokens()
{
    const auto answer = [this] {
        const QJsonObject flow =
            m_probe->login("devicecode", QByteArray("client_id=") + CloudProbe::graphClient
                                             + "&scope=openid+offline_access+Application.Read.All")
                .json();
        m_lab->control("POST", "/device", {{"action", "approve"}, {"user_code", flow.value("user_code")}});
        return m_probe->login("token", QByteArray("grant_type=device_code&client_id=") + CloudProbe::graphClient
                                           + "&device_code=" + flow.value("device_code").toString().toLatin1());
    };
    const LabProcess::Answer good = answer();
    compare("token", good);
    const QByteArray head = good.json().value("id_token").toString().toLatin1().split('.').value(0);
    const QJsonObject header =
        QJsonDocument::fromJson(QByteArray::fromBase64(head, QByteArray::Base64UrlEncoding)).object();
    QCOMPARE(differences("id_token header", header), QStringList());
    QCOMPARE(header.value("alg").toString(), QString("RS256"));
    m_probe->set({{"expiresInAsText", true}});
    compare("token as text", answer());
    m_probe->set({{"expiresInAsText", false}});
    const LabProcess::Answer refused =
        m_probe->login("token", QByteArray("grant_type=authorization_code&client_id=") + CloudProbe::graphClient
                                    + "&code=0.guess");
    QCOMPARE(refused.status, 400);
    compare("token error", refused);
    for (const int number : {50076, 53003, 65001, 700082, 7000218}) {
        m_probe->fault({{"kind", "token-error"}, {"code", number}, {"count", 1}});
        compare("token error", answer());
    }
}

void TestLabCloudShapes::deviceCodes()
{
    const QByteArray form = QByteArray("client_id=") + CloudProbe::graphClient + "&scope=User.Read";
    compare("device code", m_probe->login("devicecode", form));
    m_probe->set({{"deviceOldShape", true}});
    compare("device code, older", m_probe->login("devicecode", form));
    m_probe->set({{"deviceOldShape", false}});
}

void TestLabCloudShapes::servicePrincipals()
{
    const LabProcess::Answer one = m_probe->graph("GET", m_principal);
    compare("service principal", one);
    for (const QJsonValue &key : one.json().value("keyCredentials").toArray())
        QCOMPARE(differences("key without $select", key.toObject()), QStringList());
    const QJsonArray selected =
        m_probe->graph("GET", m_principal + "?$select=keyCredentials").json().value("keyCredentials").toArray();
    QVERIFY(!selected.isEmpty());
    for (const QJsonValue &key : selected)
        QCOMPARE(differences("key with $select", key.toObject()), QStringList());
    compare("service principals", m_probe->graph("GET", "/servicePrincipals"));
    compare("no service principals",
            m_probe->graph("GET", "/servicePrincipals?$filter=displayName eq 'nobody'"));
}

void TestLabCloudShapes::applications()
{
    compare("applications",
            m_probe->graph("GET", "/applications?$filter=startswith(displayName,'ExchangeServerApp-')"));
}

// An entry of keyCredentials as Azure CLI was recorded to send it: with its type, no name, dates a second inside the
// validity, an id of its own and line breaks in the key.
void TestLabCloudShapes::recordedWrite()
{
    const QJsonObject principal = m_probe->graph("GET", m_principal + "?$select=id,keyCredentials").json();
    const QJsonObject present = principal.value("keyCredentials").toArray().first().toObject();
    QByteArray key = present.value("key").toString().toLatin1();
    for (qsizetype at = 64; at < key.size(); at += 65)
        key.insert(at, '\n');
    const auto inside = [&present](const char *name, int seconds) {
        const QDateTime moment = QDateTime::fromString(present.value(name).toString(), Qt::ISODate);
        return moment.addSecs(seconds).toUTC().toString(Qt::ISODate);
    };
    const QString id = "88888888-0000-0000-0000-000000000001";
    const QJsonObject entry{{"@odata.type", "#microsoft.graph.keyCredential"},
                            {"displayName", QJsonValue()},
                            {"startDateTime", inside("startDateTime", 1)},
                            {"endDateTime", inside("endDateTime", -1)},
                            {"key", QString::fromLatin1(key)},
                            {"keyId", id},
                            {"type", "AsymmetricX509Cert"},
                            {"usage", "Verify"}};
    const LabProcess::Answer answer = m_probe->graph("PATCH", "/servicePrincipals/" + principal.value("id").toString(),
                                                     {{"keyCredentials", QJsonArray{entry}}});
    QVERIFY2(answer.status == 204, answer.body.constData());
    QVERIFY(answer.body.isEmpty());
    compare("patched", answer);
    const QJsonArray after = m_probe->graph("GET", m_principal).json().value("keyCredentials").toArray();
    QCOMPARE(after.size(), 1); // the whole list was replaced
    const QJsonObject kept = after.first().toObject();
    QCOMPARE(differences("key without $select", kept), QStringList());
    QCOMPARE(kept.value("keyId").toString(), id); // what the client chose
    QCOMPARE(kept.value("displayName"), present.value("displayName")); // the certificate's subject
    static const QRegularExpression hex("^[0-9A-F]{40}$");
    QVERIFY(hex.match(kept.value("customKeyIdentifier").toString()).hasMatch());
    QCOMPARE(kept.value("endDateTime").toString(), inside("endDateTime", -1));

    const LabProcess::Answer wrong = m_probe->graph("PATCH", m_principal, {{"keyCredentials", QJsonArray{QJsonObject{{"@odata.type", "#microsoft.graph.passwordCredential"}}}}});
    QCOMPARE(wrong.status, 400);
}

void TestLabCloudShapes::errors()
{
    const QString unknown = "/servicePrincipals(appId='99999999-0000-0000-0000-000000000000')";
    compare("graph error", m_probe->graph("GET", unknown));
    compare("graph error", m_probe->graph("PATCH", m_principal, {{"keyCredentials", "x"}}));
    m_probe->set({{"graphForbidden", true}});
    compare("graph error", m_probe->graph("PATCH", m_principal, {{"keyCredentials", QJsonArray{}}}));
    m_probe->set({{"graphForbidden", false}});
    m_probe->fault({{"kind", "odata-error"}, {"status", 429}, {"retryAfter", "10"}, {"count", 1}});
    compare("throttled", m_probe->graph("GET", m_principal));
    m_probe->graphBearer = "guess";
    compare("graph error", m_probe->graph("GET", m_principal));
}

void TestLabCloudShapes::batch()
{
    const QJsonArray requests{QJsonObject{{"id", "1"}, {"method", "GET"}, {"url", m_principal}},
                              QJsonObject{{"id", "2"}, {"method", "GET"}, {"url", "/servicePrincipals(appId='99999999-0000-0000-0000-000000000000')"}}};
    const LabProcess::Answer answer = m_probe->graph("POST", "/$batch", {{"requests", requests}});
    compare("batch", answer);
    for (const QJsonValue &value : answer.json().value("responses").toArray()) {
        const QJsonObject item = value.toObject();
        const bool good = item.value("status").toInt() == 200;
        QCOMPARE(item.value("headers").toObject().contains("OData-Version"), good);
        QCOMPARE(differences(good ? "service principal" : "graph error", item.value("body").toObject()), QStringList());
    }
}

// Each kind of difference is told.
void TestLabCloudShapes::comparisonFindsDifferences()
{
    const QJsonObject good{{"user_code", "A"}, {"device_code", "B"}, {"verification_uri", "C"},
                           {"expires_in", 900}, {"interval", 5}, {"message", "D"}};
    QCOMPARE(differences("device code", good), QStringList());
    QJsonObject bad = good;
    bad.remove("interval");
    bad.insert("expires_in", "900");
    bad.insert("verification_uri_complete", "E");
    QCOMPARE(differences("device code", bad),
             QStringList({"interval is missing", "expires_in is string, not number", "verification_uri_complete is made up"}));
    QCOMPARE(differences("token error", {{"error_codes", QJsonArray{1, "2"}}}).filter("error_codes[]").size(), 1);
}

QTEST_GUILESS_MAIN(TestLabCloudShapes)
#include "tst_lab_cloud_shapes.moc"
