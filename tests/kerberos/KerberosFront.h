#pragma once

#include "unit/tst_RunspaceFakeExchange.h"

#include <gssapi/gssapi.h>
#include <gssapi/gssapi_ext.h>

#include <map>

namespace passerelle::test {

// What IIS and kerbauth do in front of Exchange (reference psrp.md 3.2 and 3.3), on the acceptor's side of GSSAPI
// with the keytab of KRB5_KTNAME: signs connections in, decrypts, hands the envelope to a FakeExchange, encrypts the
// answer. Nothing of the client is used.
class KerberosFront {
public:
    explicit KerberosFront(bool tls);
    ~KerberosFront();

    FakeExchange exchange;
    HttpTestServer server;
    TestIdentity identity = TestIdentity::make("ex1.contoso.fr");

    QByteArrayList offers{ "Kerberos" };
    QByteArray binding; // channel binding the acceptor insists on; empty: none
    bool plainInTls = true; // takes bodies that only TLS protects
    ServerReply plainRefusal = ServerReply::make(415, {}, {}); // when it does not
    bool strayBlank = false; // in the delimiters, as Exchange writes them
    bool admits = true; // false: the sign-in succeeds, the account has no business here
    bool proveIdentity = true; // send the AP-REP
    std::function<QByteArray(QByteArray)> spoil; // of a complete encrypted answer body
    // Answers instead of Exchange, without protection, though the request (its plain envelope) was carried out.
    std::function<ServerReply(const QByteArray &envelope)> instead;
    bool answerPlain = false; // an encrypted request gets a plain answer
    QByteArray moreHeaders; // of a 401

    int signIns = 0; // connections that signed in
    QList<bool> encrypted; // of each envelope, in order
    QByteArrayList refused; // what was wrong with a request

private:
    struct Connection {
        gss_ctx_id_t context = GSS_C_NO_CONTEXT;
        bool complete = false;
        QByteArray scheme;
    };
    ServerReply answer(const ServerRequest &request);
    ServerReply signIn(const ServerRequest &request, Connection &connection);
    ServerReply unauthorized(const QByteArray &token = {}) const;
    std::optional<QByteArray> decrypt(const ServerRequest &request, Connection &connection);
    ServerReply encrypt(const ServerReply &plain, Connection &connection);
    ServerReply refuse(const QByteArray &why);

    std::map<int, Connection> m_connections;
    ServerReply m_lastEncrypted;
};

}
