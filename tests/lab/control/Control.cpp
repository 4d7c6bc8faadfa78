#include "control/Control.h"

#include "cloud/SignIn.h"
#include "control/Browser.h"
#include "control/StateReport.h"
#include "psrp/WsmanEndpoint.h"

#include <QCoreApplication>
#include <QJsonDocument>

namespace lab {

namespace {
HttpResponse problem(int status, const QString &text)
{
    return HttpResponse::json(status, QJsonObject{{"error", text}});
}
}

Control::Control(World &world, WsmanEndpoint &wsman, Browser &browser, SignIn &signIn, QObject *parent)
    : QObject(parent)
    , m_world(world)
    , m_wsman(wsman)
    , m_browser(browser)
    , m_signIn(signIn)
{
}

void Control::handle(const std::shared_ptr<HttpExchange> &exchange)
{
    const HttpRequest &request = exchange->request;
    QJsonObject body;
    if (!request.body.isEmpty()) {
        QJsonParseError error;
        const QJsonDocument document = QJsonDocument::fromJson(request.body, &error);
        if (!document.isObject())
            return exchange->answer(problem(400, "the body is not a JSON object: " + error.errorString()));
        body = document.object();
    }
    if (request.path() == "/browser" && request.method == "POST") {
        m_browser.visit(body, [exchange](int status, const QJsonObject &report) {
            exchange->answer(HttpResponse::json(status, report));
        });
        return;
    }
    exchange->answer(answer(request.method, request.path(), body));
}

HttpResponse Control::answer(const QByteArray &method, const QString &path, const QJsonObject &body)
{
    if (path == "/state" && method == "GET")
        return HttpResponse::json(200, stateReport(m_world, m_wsman));
    if (path == "/requests" && method == "GET")
        return HttpResponse::json(200, m_world.journal.toJson());
    if (path == "/requests" && method == "DELETE") {
        m_world.journal.clear();
        return {204, {}, {}, false, -1};
    }
    if (path == "/faults")
        return faults(method, body);
    if (path == "/device" && method == "POST") {
        const QString why = m_signIn.devices().decide(body);
        return why.isEmpty() ? HttpResponse{204, {}, {}, false, -1} : problem(400, why);
    }
    if (path == "/session" && method == "POST") {
        if (body != QJsonObject{{"action", "revoke"}})
            return problem(400, "the only action is revoke");
        m_signIn.revoke();
        return {204, {}, {}, false, -1};
    }
    if (path == "/reset" && method == "POST") {
        m_wsman.closeAll();
        if (const QString why = m_world.reset(); !why.isEmpty())
            return problem(500, why);
        return {204, {}, {}, false, -1};
    }
    if (path == "/quit" && method == "POST") {
        QMetaObject::invokeMethod(qApp, &QCoreApplication::quit, Qt::QueuedConnection);
        return {204, {}, {}, false, -1};
    }
    return problem(404, "no such control: " + QString::fromLatin1(method) + ' ' + path);
}

HttpResponse Control::faults(const QByteArray &method, const QJsonObject &body)
{
    if (method == "DELETE") {
        m_world.faults.clear();
        return {204, {}, {}, false, -1};
    }
    if (method == "POST") {
        for (const QString &key : body.keys()) {
            if (key != "faults" && key != "switches")
                return problem(400, "unknown member " + key);
        }
        if (const QString why = m_world.setSwitches(body.value("switches").toObject()); !why.isEmpty())
            return problem(400, why);
        if (const QString why = m_world.faults.add(body.value("faults").toArray()); !why.isEmpty())
            return problem(400, why);
    } else if (method != "GET") {
        return problem(405, "GET, POST or DELETE");
    }
    return HttpResponse::json(
        200, QJsonObject{{"faults", m_world.faults.toJson()}, {"switches", m_world.switches()}});
}

}
