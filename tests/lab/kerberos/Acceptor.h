#pragma once

#include <QByteArray>
#include <QString>

#include <memory>
#include <optional>

namespace lab {

// A server's side of one security context (GSSAPI; RFC 4121, RFC 4178). Lives and dies with its connection.
class Acceptor {
public:
    enum class Mechanism { Kerberos, Negotiate };

    struct Demands {
        QString keytab; // file with the keys of the HTTP services
        Mechanism mechanism = Mechanism::Kerberos;
        QByteArray channelBindings; // application data; empty: bindings are not looked at
        bool bindingsRequired = false; // also refuse who sends none
    };

    // Why keys cannot be taken from that file; empty when they can.
    static QString keytabProblem(const QString &file);

    explicit Acceptor(Demands demands);
    ~Acceptor();
    Acceptor(const Acceptor &) = delete;
    Acceptor &operator=(const Acceptor &) = delete;

    enum class Step { More, Done, Refused };
    // One token of the client. `answer` may be filled in every case but Refused.
    Step step(const QByteArray &token, QByteArray *answer);
    QString problem() const; // of a refusal

    // Once Done:
    QString principal() const; // "adm.exchange@CONTOSO.FR"
    QString service() const; // "HTTP/ex1.contoso.fr@CONTOSO.FR"

    struct Sealed {
        QByteArray header;
        QByteArray data; // ciphertext, padding included
    };
    Sealed wrap(const QByteArray &plain);
    // Empty when it was not made by the client of this context, not encrypted, or out of sequence.
    std::optional<QByteArray> unwrap(const Sealed &sealed);

private:
    struct Handles;
    Demands m_demands;
    std::unique_ptr<Handles> m_handles;
    QString m_problem;
    bool m_done = false;
};

}
