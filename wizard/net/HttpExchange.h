#pragma once

#include "core/Operation.h"
#include "net/HttpError.h"
#include "net/HttpMessage.h"

#include <QPointer>
#include <chrono>
#include <variant>

namespace passerelle::net {

class HttpConnection;

// One request and its answer. Any status is an answer; an HttpError is the absence of one. Cancelling or
// destroying a running exchange closes the connection, because the rest of the answer could not be told from
// the next one.
class HttpExchange : public core::Operation {
    Q_OBJECT
public:
    using Outcome = std::variant<HttpResponse, HttpError>;
    ~HttpExchange() override;

    const Outcome &outcome() const { return m_outcome; } // valid once finished
    const HttpResponse *response() const { return std::get_if<HttpResponse>(&m_outcome); }
    const HttpError *error() const { return std::get_if<HttpError>(&m_outcome); }

protected:
    void doStart() override;
    void doCancel() override;

private:
    friend class HttpConnection;
    HttpExchange(HttpConnection *connection, HttpRequest request, std::chrono::milliseconds timeout);
    void finish(Outcome outcome);

    QPointer<HttpConnection> m_connection;
    HttpRequest m_request;
    std::chrono::milliseconds m_timeout;
    Outcome m_outcome;
};

}
