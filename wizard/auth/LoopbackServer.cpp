#include "auth/LoopbackServer.h"

#include "auth/Form.h"
#include "auth/LoopbackConnection.h"
#include "auth/Pkce.h"
#include "core/Scrub.h"

#include <QNetworkProxy>
#include <QTimer>

namespace passerelle::auth {

namespace {

constexpr int portAttempts = 20;

QByteArray pageOf(const QStringList &texts, const QString &language)
{
    const QByteArray lang =
        language.isEmpty() ? QByteArray() : " lang=\"" + language.toHtmlEscaped().toLatin1() + '"';
    QByteArray page = "<!doctype html><html" + lang
        + "><head><meta charset=\"utf-8\"><title>Passerelle</title></head><body>";
    for (const QString &text : texts)
        page += "<p>" + text.toHtmlEscaped().toUtf8() + "</p>";
    return page + "</body></html>\n";
}

QString foreignText(const QHash<QByteArray, QByteArray> &fields, const char *name)
{
    return core::displayable(QString::fromUtf8(fields.value(name)), 2048);
}

}

LoopbackServer::LoopbackServer(core::Secret state, QStringList texts, LoopbackLimits limits, QObject *parent)
    : QObject(parent)
    , m_state(std::move(state))
    , m_texts(std::move(texts))
    , m_limits(limits)
{
    for (QTcpServer *server : { &m_v4, &m_v6 }) {
        server->setProxy(QNetworkProxy::NoProxy); // or a SOCKS proxy of the application would listen for us
        connect(server, &QTcpServer::newConnection, this, [this, server] { accept(*server); });
    }
}

LoopbackServer::~LoopbackServer() = default;

// Browsers resolve "localhost" to either address, so both must be had on the same port; a machine without
// IPv6 is content with one.
bool LoopbackServer::listen()
{
    for (int attempt = 0; attempt < portAttempts; ++attempt) {
        if (!m_v4.listen(QHostAddress::LocalHost, 0))
            return false;
        if (m_v6.listen(QHostAddress::LocalHostIPv6, m_v4.serverPort())
            || m_v6.serverError() != QAbstractSocket::AddressInUseError)
            return true;
        m_v4.close();
    }
    return false;
}

QByteArray LoopbackServer::redirectUri() const
{
    return "http://localhost:" + QByteArray::number(port()) + '/';
}

void LoopbackServer::retire(QObject *keeper)
{
    m_retired = true;
    m_state = {};
    m_answer = {};
    setParent(keeper);
    QTimer::singleShot(m_limits.farewell, this, &QObject::deleteLater);
}

void LoopbackServer::accept(QTcpServer &server)
{
    while (QTcpSocket *socket = server.nextPendingConnection()) {
        // The oldest gives way: whoever holds connections open must not keep the browser out.
        if (m_connections.size() >= m_limits.connections)
            delete m_connections.takeFirst();
        auto *connection = new LoopbackConnection(socket, m_limits, this);
        m_connections.append(connection);
        connect(connection, &LoopbackConnection::requestRead, this,
                [this, connection] { onRequest(*connection); });
        connect(connection, &LoopbackConnection::closed, this, [this, connection] {
            m_connections.removeOne(connection);
            connection->deleteLater();
        });
    }
}

void LoopbackServer::onRequest(LoopbackConnection &connection)
{
    // A page of another site may reach this port under a name of its own (DNS rebinding): only ours is
    // answered.
    if (connection.header("Host").toLower() != "localhost:" + QByteArray::number(port())) {
        connection.refuse(400, "Bad Request");
        return;
    }
    const bool get = connection.method() == "GET";
    const bool post = connection.method() == "POST";
    if (!get && !post) {
        connection.refuse(405, "Method Not Allowed");
    } else if (get && connection.path() == "/done") {
        connection.answer(200, "OK", { "Content-Type: text/html; charset=utf-8" }, pageOf(m_texts, m_language));
    } else if (connection.path() != "/") {
        connection.refuse(404, "Not Found");
    } else if (get) {
        takeParameters(connection, connection.query());
    } else if (connection.header("Content-Type").toLower().startsWith("application/x-www-form-urlencoded")) {
        takeParameters(connection, connection.body());
    } else {
        connection.refuse(400, "Bad Request");
    }
}

void LoopbackServer::takeParameters(LoopbackConnection &connection, QByteArrayView form)
{
    auto fields = parseForm(form);
    // The state comes before anything else is looked at.
    if (m_retired || !fields || m_state.isEmpty()
        || !equalInConstantTime(fields->value("state"), m_state.reveal())) {
        connection.refuse(400, "Bad Request");
        return;
    }
    if (!fields->contains("code") && !fields->contains("error")) {
        connection.refuse(400, "Bad Request");
        return;
    }
    // The browser moves on at once, so that no code stays in its address bar. A second arrival with the right
    // state is a browser or virus scanner that asked twice: it is sent on too, and ignored.
    connection.answer(303, "See Other", { "Location: /done" }, {});
    if (m_answered)
        return;
    m_answered = true;
    m_answer.code = core::Secret(fields->take("code"));
    m_answer.error = foreignText(*fields, "error");
    m_answer.errorSubcode = foreignText(*fields, "error_subcode");
    m_answer.errorDescription = foreignText(*fields, "error_description");
    emit answered();
}

}
