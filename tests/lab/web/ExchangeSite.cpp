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
    if (path == "/powershell" || path == "/powershell/" || path == "/wsman")
        return m_wsman.handle(exchange);
    if (path == "/autodiscover/metadata/json/1")
        return answerMetadata(m_world, exchange);
    if (path == "/ews/exchange.asmx")
        return answerEws(m_world, exchange);
    const HttpRequest &request = exchange->request;
    const int number = m_world.journal.add({"exchange",
                                            "http",
                                            "unknown path",
                                            {},
                                            QString::fromLatin1(request.method),
                                            request.path(),
                                            false,
                                            request.connection});
    m_world.journal.end(number, 404);
    exchange->answer(
        HttpResponse::html(404,
                           "<html><head><title>404</title></head><body><h2>404 - File or directory "
                           "not found.</h2></body></html>",
                           {{"Server", "Microsoft-IIS/10.0"}}));
}

}
