#pragma once

#include <QByteArray>
#include <QString>

#include <memory>
#include <optional>

// The client's side of one security context over the ticket cache of the process. Only for tests of the lab.
class GssClient {
public:
    // `service`: "HTTP@ex1.contoso.fr". Bindings: application data, empty for none.
    explicit GssClient(const QByteArray &service, bool spnego = false, const QByteArray &bindings = {});
    ~GssClient();

    QByteArray step(const QByteArray &token); // the next token; empty when there is none
    bool established() const;
    QString problem() const;
    QByteArray seal(const QByteArray &plain); // a whole multipart/encrypted body
    // The plain text in such a body; empty when it is not what this context expects.
    std::optional<QByteArray> open(const QByteArray &body);
    QByteArray contentType() const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};
