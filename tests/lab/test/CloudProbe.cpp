#include "lab/test/CloudProbe.h"

#include <QJsonArray>

void CloudProbe::set(const QJsonObject &switches)
{
    const LabProcess::Answer answer = m_lab.control("POST", "/faults", {{"switches", switches}});
    if (answer.status != 200)
        qFatal("switch refused: %s", answer.body.constData());
}

void CloudProbe::fault(const QJsonObject &fault)
{
    const LabProcess::Answer answer = m_lab.control("POST", "/faults", {{"faults", QJsonArray{fault}}});
    if (answer.status != 200)
        qFatal("fault refused: %s", answer.body.constData());
}

QString CloudProbe::tenant() const
{
    return m_lab.ready().value("tenant").toObject().value("id").toString();
}

LabProcess::Answer CloudProbe::login(const QString &path, const QByteArray &form, const QString &host)
{
    return m_lab.send("POST", m_lab.url(host, '/' + tenant() + "/oauth2/v2.0/" + path), form,
                      {{"Content-Type", "application/x-www-form-urlencoded"}});
}

QJsonObject CloudProbe::token(const QByteArray &client, const QByteArray &scope, const QString &account)
{
    const QJsonObject flow =
        login("devicecode",
              "client_id=" + client + "&scope=openid+offline_access+" + scope.toPercentEncoding())
            .json();
    QJsonObject order{{"action", "approve"}, {"user_code", flow.value("user_code")}};
    if (!account.isEmpty())
        order.insert("account", account);
    m_lab.control("POST", "/device", order);
    return login("token",
                 "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Adevice_code&client_id=" + client
                     + "&device_code=" + flow.value("device_code").toString().toLatin1())
        .json();
}

QByteArray CloudProbe::graphToken()
{
    graphBearer = token(graphClient, "https://graph.microsoft.com/Application.ReadWrite.All")
                      .value("access_token")
                      .toString()
                      .toLatin1();
    return graphBearer;
}

QByteArray CloudProbe::exchangeToken()
{
    exchangeBearer = token(exchangeClient, "https://outlook.office365.com/.default")
                         .value("access_token")
                         .toString()
                         .toLatin1();
    return exchangeBearer;
}

LabProcess::Answer CloudProbe::graph(const QByteArray &method, const QString &path, const QJsonObject &body)
{
    return m_lab.send(method, m_lab.url("graph", "/v1.0" + path),
                      body.isEmpty() ? QByteArray() : QJsonDocument(body).toJson(),
                      {{"Authorization", "Bearer " + graphBearer}, {"Content-Type", "application/json"}});
}

LabProcess::Answer CloudProbe::post(const QString &path, const QByteArray &body, const Headers &more)
{
    Headers headers = more;
    headers << qMakePair(QByteArray("Authorization"), "Bearer " + exchangeBearer)
            << qMakePair(QByteArray("Accept-Encoding"), QByteArray("identity"))
            << qMakePair(QByteArray("Content-Type"), QByteArray("application/json; charset=utf-8"));
    if (!anchor.isEmpty())
        headers << qMakePair(QByteArray("X-AnchorMailbox"), anchor);
    return m_lab.send("POST", path.startsWith("https:") ? path : m_lab.url("exo", path), body, headers);
}

LabProcess::Answer CloudProbe::invoke(const QString &cmdlet, const QJsonObject &parameters,
                                      const QString &query)
{
    const QJsonObject body{{"CmdletInput", QJsonObject{{"CmdletName", cmdlet}, {"Parameters", parameters}}}};
    return post("/adminapi/beta/" + tenant() + "/InvokeCommand" + query, QJsonDocument(body).toJson());
}
