#include "tst_HttpTestServer.h"

#include <QPointer>
#include <QSslConfiguration>
#include <QSslSocket>
#include <QTimer>

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#ifdef Q_OS_UNIX
#include <sys/socket.h>
#endif

namespace passerelle::test {

QByteArray ServerRequest::header(const QByteArray &name) const
{
    for (const auto &[key, value] : headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

ServerReply ServerReply::make(int status, const QByteArray &type, const QByteArray &body,
                              const QByteArray &moreHeaders)
{
    ServerReply reply;
    reply.bytes = "HTTP/1.1 " + QByteArray::number(status) + " X\r\n";
    if (!type.isEmpty())
        reply.bytes += "Content-Type: " + type + "\r\n";
    reply.bytes += moreHeaders + "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
    return reply;
}

static QByteArray pem(const std::function<void(BIO *)> &write)
{
    BIO *bio = BIO_new(BIO_s_mem());
    write(bio);
    char *data = nullptr;
    const long size = BIO_get_mem_data(bio, &data);
    const QByteArray out(data, size);
    BIO_free(bio);
    return out;
}

// Without an issuer it is its own.
static TestIdentity makeIdentity(const QByteArray &dnsName, int daysLeft, int daysOld, X509 *issuer, EVP_PKEY *issuerKey)
{
    EVP_PKEY *key = EVP_EC_gen("P-256");
    X509 *x = X509_new();
    X509_set_version(x, 2);
    ASN1_INTEGER_set(X509_get_serialNumber(x), 4711);
    X509_gmtime_adj(X509_getm_notBefore(x), -daysOld * 86400L);
    X509_gmtime_adj(X509_getm_notAfter(x), daysLeft * 86400L);
    X509_set_pubkey(x, key);
    X509_NAME *name = X509_get_subject_name(x);
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC,
                               reinterpret_cast<const unsigned char *>(dnsName.constData()), -1, -1, 0);
    X509_set_issuer_name(x, issuer ? X509_get_subject_name(issuer) : name);
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, issuer ? issuer : x, x, nullptr, nullptr, 0);
    for (const auto &[nid, value] : { std::pair(NID_basic_constraints, QByteArray(issuer ? "critical,CA:FALSE" : "critical,CA:TRUE")),
                                      std::pair(NID_subject_alt_name, "DNS:" + dnsName) }) {
        X509_EXTENSION *extension = X509V3_EXT_conf_nid(nullptr, &context, nid, value.constData());
        X509_add_ext(x, extension, -1);
        X509_EXTENSION_free(extension);
    }
    X509_sign(x, issuer ? issuerKey : key, EVP_sha256());
    TestIdentity identity;
    identity.certificate = QSslCertificate(pem([&](BIO *bio) { PEM_write_bio_X509(bio, x); }));
    identity.key = QSslKey(
        pem([&](BIO *bio) { PEM_write_bio_PrivateKey(bio, key, nullptr, nullptr, 0, nullptr, nullptr); }),
        QSsl::Ec);
    X509_free(x);
    EVP_PKEY_free(key);
    return identity;
}

TestIdentity TestIdentity::make(const QByteArray &dnsName, int daysLeft, int daysOld)
{
    return makeIdentity(dnsName, daysLeft, daysOld, nullptr, nullptr);
}

TestIdentity TestIdentity::issue(const QByteArray &dnsName, int daysLeft) const
{
    const QByteArray own = certificate.toPem(), ownKey = key.toPem();
    BIO *certificateBio = BIO_new_mem_buf(own.constData(), int(own.size()));
    BIO *keyBio = BIO_new_mem_buf(ownKey.constData(), int(ownKey.size()));
    X509 *issuer = PEM_read_bio_X509(certificateBio, nullptr, nullptr, nullptr);
    EVP_PKEY *issuerKey = PEM_read_bio_PrivateKey(keyBio, nullptr, nullptr, nullptr);
    const TestIdentity identity = makeIdentity(dnsName, daysLeft, 60, issuer, issuerKey);
    X509_free(issuer);
    EVP_PKEY_free(issuerKey);
    BIO_free(certificateBio);
    BIO_free(keyBio);
    return identity;
}

HttpTestServer::HttpTestServer(Handler handler, QObject *parent)
    : QTcpServer(parent)
    , m_handler(std::move(handler))
{
    listen(QHostAddress::LocalHost);
}

void HttpTestServer::incomingConnection(qintptr handle)
{
    auto *socket = new QSslSocket(this);
    socket->setSocketDescriptor(handle);
    const int number = ++m_connections;
    m_sockets.append(socket);
    connect(socket, &QSslSocket::readyRead, this, [this, socket, number] { read(socket, number); });
    if (!m_identity.key.isNull()) {
        QSslConfiguration configuration = socket->sslConfiguration();
        configuration.setLocalCertificateChain(QList<QSslCertificate>{ m_identity.certificate } + m_identity.sentAlong);
        configuration.setPrivateKey(m_identity.key);
        configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
        socket->setSslConfiguration(configuration);
        socket->startServerEncryption();
    }
}

void HttpTestServer::dropConnections()
{
    for (QSslSocket *socket : m_sockets)
        socket->abort();
}

void HttpTestServer::sendTo(int connection, const QByteArray &bytes)
{
    m_sockets.at(connection - 1)->write(bytes);
}

void HttpTestServer::read(QSslSocket *socket, int connection)
{
    QByteArray &buffer = m_buffers[socket];
    buffer += socket->readAll();
    while (true) {
        const qsizetype head = buffer.indexOf("\r\n\r\n");
        if (head < 0)
            return;
        ServerRequest request;
        request.connection = connection;
        const QList<QByteArray> lines = buffer.first(head).replace('\r', "").split('\n');
        request.method = lines.first().split(' ').value(0);
        request.target = lines.first().split(' ').value(1);
        for (const QByteArray &line : lines.sliced(1))
            request.headers.append(
                { line.left(line.indexOf(':')), line.mid(line.indexOf(':') + 1).trimmed() });
        const qsizetype length = request.header("Content-Length").toLongLong();
        if (buffer.size() < head + 4 + length)
            return;
        request.body = buffer.sliced(head + 4, length);
        buffer.remove(0, head + 4 + length);
        m_requests.append(request);
        const ServerReply reply = m_handler(request);
        if (reply.delay > 0)
            QTimer::singleShot(reply.delay, socket, [this, socket, reply] { answer(socket, reply); });
        else
            answer(socket, reply);
    }
}

void HttpTestServer::answer(QSslSocket *socket, const ServerReply &reply)
{
    if (reply.silent)
        return;
    socket->write(reply.bytes);
    if (reply.close)
        socket->disconnectFromHost();
    if (reply.more)
        writeMore(socket, reply);
#ifdef Q_OS_UNIX
    if (reply.shut) {
        socket->flush();
        ::shutdown(static_cast<int>(socket->socketDescriptor()), SHUT_WR);
    }
#endif
}

void HttpTestServer::writeMore(QSslSocket *socket, const ServerReply &reply)
{
    const QByteArray piece = reply.more();
    if (piece.isEmpty() || socket->state() != QAbstractSocket::ConnectedState)
        return;
    socket->write(piece);
    const auto next = [this, socket, reply] { writeMore(socket, reply); };
    if (reply.pause > 0)
        QTimer::singleShot(reply.pause, socket, next);
    else
        connect(socket, &QSslSocket::encryptedBytesWritten, this, next,
                static_cast<Qt::ConnectionType>(Qt::QueuedConnection | Qt::SingleShotConnection));
}

}
