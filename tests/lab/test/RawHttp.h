#pragma once

#include <QSslSocket>

#include <memory>

// One connection and nothing clever: requests as given, answers with Content-Length. Only for tests of the lab.
class RawHttp {
public:
    // `url` says where ("https://127.0.0.1:1234/…"); with a TLS configuration when https.
    explicit RawHttp(const QString &url, const QSslConfiguration &tls = {},
                     const QString &verifyName = "ex1.contoso.fr");

    using Headers = QList<QPair<QByteArray, QByteArray>>;
    struct Answer {
        int status = 0; // 0: the connection ended before the head
        Headers headers;
        QByteArray body;
        bool complete = false; // as many bytes as announced
        QList<QByteArray> all(const QByteArray &name) const;
        QByteArray header(const QByteArray &name) const { return all(name).value(0); }
    };
    Answer send(const QByteArray &method, const QByteArray &path, const Headers &headers, const QByteArray &body);

    bool connected() const { return m_connected; }
    QSslSocket &socket() { return *m_socket; }
    QList<QSslError> errors() const { return m_errors; }

private:
    std::unique_ptr<QSslSocket> m_socket;
    QList<QSslError> m_errors;
    bool m_connected = false;
};
