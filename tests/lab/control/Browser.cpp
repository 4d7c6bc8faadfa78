#include "control/Browser.h"

#include "net/HttpMessage.h"
#include "net/ProxyServer.h"
#include "org/Accounts.h"
#include "org/World.h"

#include <QHostAddress>
#include <QJsonArray>
#include <QNetworkProxy>
#include <QNetworkReply>
#include <QRegularExpression>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QUrlQuery>

namespace lab {

struct Browser::Visit {
    QUrl url;
    QString action;
    QString account;
    Done done;
    QJsonObject report;
    QUrl redirect;
    QByteArray form; // body to post to `redirect`; empty: GET
    int returns = 0;
};

namespace {

using Fields = QList<QPair<QString, QString>>;

QString unescaped(QString text)
{
    return text.replace("&quot;", "\"")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&#39;", "'")
        .replace("&amp;", "&");
}

// The hidden and text fields of the only form of a page, and where it goes.
Fields formFields(const QByteArray &page, QString *target)
{
    const QString html = QString::fromUtf8(page);
    static const QRegularExpression form("<form[^>]*action=\"([^\"]*)\"");
    static const QRegularExpression input(
        "<input[^>]*type=\"hidden\"[^>]*name=\"([^\"]*)\"[^>]*value=\"([^\"]*)\"");
    *target = unescaped(form.match(html).captured(1));
    Fields fields;
    auto matches = input.globalMatch(html);
    while (matches.hasNext()) {
        const QRegularExpressionMatch match = matches.next();
        fields.emplaceBack(unescaped(match.captured(1)), unescaped(match.captured(2)));
    }
    return fields;
}

QByteArray encoded(const Fields &fields)
{
    QByteArray body;
    for (const auto &[name, value] : fields) {
        if (!body.isEmpty())
            body += '&';
        body += QUrl::toPercentEncoding(name) + '=' + QUrl::toPercentEncoding(value).replace("%20", "+");
    }
    return body;
}

QNetworkRequest plainRequest(const QUrl &url)
{
    QNetworkRequest request(url);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setRawHeader("Accept-Language", "fr-FR,fr;q=0.9,en;q=0.5");
    request.setRawHeader("User-Agent", "Mozilla/5.0 (lab browser)");
    request.setTransferTimeout(15000);
    return request;
}

int statusOf(const QNetworkReply *reply)
{
    return reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
}

// Through the lab's proxy, except to this PC: the address a sign-in comes back to.
class WayOut : public QNetworkProxyFactory {
public:
    explicit WayOut(quint16 proxyPort) : m_port(proxyPort) {}

    QList<QNetworkProxy> queryProxy(const QNetworkProxyQuery &query) override
    {
        const QString host = query.peerHostName();
        if (!m_port || host == "localhost" || QHostAddress(host).isLoopback())
            return {QNetworkProxy(QNetworkProxy::NoProxy)};
        return {QNetworkProxy(QNetworkProxy::HttpProxy, "127.0.0.1", m_port, ProxyServer::userName(),
                              accounts::password)};
    }

private:
    quint16 m_port;
};

}

Browser::Browser(World &world, QObject *parent)
    : QObject(parent)
    , m_world(world)
{
    m_network.setProxy(QNetworkProxy::NoProxy);
}

void Browser::visit(const QJsonObject &order, Done done)
{
    static const QStringList actions = {"approve", "cancel", "wrong-state", "twice", "no-return"};
    auto visit = std::make_shared<Visit>();
    visit->url = QUrl(order.value("url").toString());
    visit->action = order.value("action").toString("approve");
    visit->account = order.value("account").toString();
    visit->done = std::move(done);
    visit->report = {{"action", visit->action}};
    if (!actions.contains(visit->action) || !visit->url.isValid())
        return finish(visit, "unknown action or bad url");
    const QString host = visit->url.toString(QUrl::RemovePath | QUrl::RemoveQuery);
    m_network.setProxyFactory(new WayOut(m_world.isOn("realNames") ? m_world.proxyPort : quint16(0)));
    if (host != m_world.homeLogin())
        return finish(visit, "the url is not one of the sign-in page");
    openPage(visit);
}

void Browser::openPage(const Step &visit)
{
    QNetworkRequest request = plainRequest(visit->url);
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setCaCertificates(QSslCertificate::fromPath(m_world.authorityFile));
    request.setSslConfiguration(tls);
    QNetworkReply *reply = m_network.get(request);
    connect(reply, &QNetworkReply::finished, this, [this, visit, reply] {
        reply->deleteLater();
        visit->report.insert("page", statusOf(reply));
        const QByteArray page = reply->readAll();
        if (statusOf(reply) != 200 && statusOf(reply) != 302)
            return finish(visit, "the sign-in page refused: " + QString::fromUtf8(page).left(2000));
        if (visit->action == "no-return")
            return finish(visit);
        if (readWayBack(visit, statusOf(reply), reply->rawHeader("Location"), page))
            return comeBack(visit); // signed in before: no button to press
        press(visit, page);
    });
}

// Whether the answer sends the browser to the client: by redirection, or by a form that sends itself.
bool Browser::readWayBack(const Step &visit, int status, const QByteArray &location, const QByteArray &page)
{
    QString action = QString::fromUtf8(location);
    Fields back;
    if (status != 302)
        back = formFields(page, &action);
    const QUrl target(action);
    if (target.host() != "localhost" && target.host() != "127.0.0.1")
        return false;
    visit->redirect = target;
    visit->form = encoded(back);
    return true;
}

void Browser::press(const Step &visit, const QByteArray &page)
{
    QString target;
    Fields fields = formFields(page, &target);
    fields.emplaceBack(
        "account", visit->account.isEmpty() ? QString("admin@contosofr.onmicrosoft.com") : visit->account);
    fields.emplaceBack("decision", visit->action == "cancel" ? "cancel" : "sign-in");
    QNetworkRequest request = plainRequest(visit->url.resolved(QUrl(target)));
    request.setHeader(QNetworkRequest::ContentTypeHeader, "application/x-www-form-urlencoded");
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setCaCertificates(QSslCertificate::fromPath(m_world.authorityFile));
    request.setSslConfiguration(tls);
    QNetworkReply *reply = m_network.post(request, encoded(fields));
    connect(reply, &QNetworkReply::finished, this, [this, visit, reply] {
        reply->deleteLater();
        visit->report.insert("decision", statusOf(reply));
        if (!readWayBack(visit, statusOf(reply), reply->rawHeader("Location"), reply->readAll()))
            return finish(visit, "the sign-in page did not send the browser back");
        comeBack(visit);
    });
}

void Browser::askIconFirst(const Step &visit)
{
    QNetworkReply *reply = m_network.get(plainRequest(visit->redirect.resolved(QUrl("/favicon.ico"))));
    connect(reply, &QNetworkReply::finished, this, [this, visit, reply] {
        reply->deleteLater();
        visit->report.insert("icon", statusOf(reply));
        comeBack(visit);
    });
}

void Browser::comeBack(const Step &visit)
{
    if (m_world.isOn("faviconFirst") && !visit->report.contains("icon"))
        return askIconFirst(visit);
    QUrl url = visit->redirect;
    QByteArray form = visit->form;
    const bool spoil = visit->action == "wrong-state" && visit->returns == 0;
    if (spoil) {
        static const QRegularExpression state("(^|[?&])state=[^&]*");
        url.setQuery(url.query(QUrl::FullyEncoded).replace(state, "\\1state=somebody-else"),
                     QUrl::StrictMode);
        form = QString::fromLatin1(form).replace(state, "\\1state=somebody-else").toLatin1();
    }
    QNetworkRequest request = plainRequest(url);
    QNetworkReply *reply = nullptr;
    if (form.isEmpty()) {
        reply = m_network.get(request);
    } else {
        request.setHeader(QNetworkRequest::ContentTypeHeader, "application/x-www-form-urlencoded");
        request.setRawHeader("Origin", m_world.loginUrl.toLatin1());
        reply = m_network.post(request, form);
    }
    connect(reply, &QNetworkReply::finished, this, [this, visit, reply] {
        reply->deleteLater();
        const QUrl location(QString::fromUtf8(reply->rawHeader("Location")));
        afterReturn(visit, statusOf(reply), location.isEmpty() ? QUrl() : reply->url().resolved(location));
    });
}

void Browser::afterReturn(const Step &visit, int status, const QUrl &next)
{
    ++visit->returns;
    QJsonArray returns = visit->report.value("returns").toArray();
    returns.append(QJsonObject{{"method", visit->form.isEmpty() ? "GET" : "POST"},
                               {"url", visit->redirect.toString(QUrl::RemoveQuery)},
                               {"status", status}});
    visit->report.insert("returns", returns);
    if (visit->returns == 1 && visit->action == "twice")
        return comeBack(visit);
    QList<QUrl> more;
    if (next.isValid() && !next.isEmpty())
        more << next;
    more << visit->redirect.resolved(QUrl("/favicon.ico"));
    auto left = std::make_shared<int>(int(more.size()));
    for (const QUrl &url : more) {
        QNetworkReply *reply = m_network.get(plainRequest(url));
        connect(reply, &QNetworkReply::finished, this, [this, visit, reply, left] {
            reply->deleteLater();
            QJsonArray pages = visit->report.value("pages").toArray();
            pages.append(QJsonObject{{"path", reply->url().path()}, {"status", statusOf(reply)}});
            visit->report.insert("pages", pages);
            if (--*left == 0)
                finish(visit);
        });
    }
}

void Browser::finish(const Step &visit, const QString &problem)
{
    if (!problem.isEmpty())
        visit->report.insert("error", problem);
    visit->done(problem.isEmpty() ? 200 : 502, visit->report);
}

}
