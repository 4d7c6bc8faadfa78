#include "web/ExchangeSite.h"

#include "web/Probes.h"

namespace lab {

ExchangeSite::ExchangeSite(World &world, QObject *parent)
    : QObject(parent)
    , m_world(world)
    , m_wsman(world, this)
{
}

void ExchangeSite::handle(const std::shared_ptr<HttpExchange> &exchange)
{
    const QString path = exchange->request.path().toLower();
    if (path.startsWith("/powershell") && m_world.isOn("sslRequired") && !exchange->request.secure)
        return refusePlain(exchange);
    if (path == "/powershell" || path == "/powershell/" || path == "/wsman")
        return m_wsman.handle(exchange);
    if (path == "/autodiscover/metadata/json/1")
        return answerMetadata(m_world, exchange);
    if (path == "/ews/exchange.asmx")
        return answerEws(m_world, exchange);
    refuse(exchange, "http", "unknown path", 404,
           "<html><head><title>404</title></head><body><h2>404 - File or directory not found.</h2></body></html>");
}

// Before anybody is asked for a name: IIS looks at the Ssl flag first (psrp.md 6).
void ExchangeSite::refusePlain(const std::shared_ptr<HttpExchange> &exchange)
{
    refuse(exchange, "wsman", "Request", 403,
           "<html><head><title>403.4 - Forbidden: SSL is required to view this resource.</title></head><body><h2>403 - "
           "Forbidden: Access is denied.</h2></body></html>");
}

void ExchangeSite::refuse(const std::shared_ptr<HttpExchange> &exchange, const QString &kind, const QString &name,
                          int status, const QByteArray &page)
{
    const HttpRequest &request = exchange->request;
    const int number = m_world.journal.add({"exchange",
                                            kind,
                                            name,
                                            {},
                                            QString::fromLatin1(request.method),
                                            request.path(),
                                            false,
                                            request.connection});
    m_world.journal.end(number, status);
    exchange->answer(HttpResponse::html(status, page, {{"Server", "Microsoft-IIS/10.0"}}));
}

}
