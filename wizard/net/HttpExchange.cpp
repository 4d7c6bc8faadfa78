#include "net/HttpExchange.h"

#include "net/HttpConnection.h"
#include "net/HttpWire.h"

namespace passerelle::net {

HttpExchange::HttpExchange(HttpConnection *connection, HttpRequest request, std::chrono::milliseconds timeout)
    : core::Operation(connection)
    , m_connection(connection)
    , m_request(std::move(request))
    , m_timeout(timeout)
{
}

HttpExchange::~HttpExchange()
{
    // The connection's own destruction deletes its exchanges after its wire is gone.
    if (m_connection && m_connection->m_wire)
        m_connection->m_wire->forget(this);
}

void HttpExchange::doStart()
{
    if (m_connection && m_connection->m_wire)
        m_connection->m_wire->start(this);
    else
        finish(HttpError{});
}

void HttpExchange::doCancel()
{
    if (m_connection && m_connection->m_wire)
        m_connection->m_wire->cancel(this);
}

void HttpExchange::finish(Outcome outcome)
{
    m_outcome = std::move(outcome);
    done();
}

}
