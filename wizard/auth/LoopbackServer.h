#pragma once

#include "core/Secret.h"

#include <QList>
#include <QObject>
#include <QString>
#include <QTcpServer>
#include <QUrl>
#include <chrono>

namespace passerelle::auth {

class LoopbackConnection;

// What the browser brought back: a code, or an error of the authorize endpoint.
struct LoopbackAnswer {
    core::Secret code;
    QString error, errorSubcode, errorDescription;
};

struct LoopbackLimits {
    qsizetype header = 16 * 1024;
    qsizetype body = 64 * 1024;
    int connections = 8;
    std::chrono::milliseconds idle{ 30'000 }; // a connection that has not told its whole request by then
    std::chrono::milliseconds farewell{ 10'000 }; // how long /done is still served after the answer
};

// The redirect address of a sign-in: http://localhost:{port}/ on 127.0.0.1 and ::1 (reference cloud.md a.4,
// e.3). Understands response_mode query and form_post. Takes one answer with the right state; anything else
// is refused and the server keeps listening.
class LoopbackServer : public QObject {
    Q_OBJECT
public:
    // `texts` are shown one under the other on the page the browser ends on; plain text, already translated.
    LoopbackServer(core::Secret state, QStringList texts, LoopbackLimits limits = {},
                   QObject *parent = nullptr);
    ~LoopbackServer() override;

    // Of the texts, for the page's lang attribute: "fr".
    void setLanguage(const QString &tag) { m_language = tag; }

    bool listen(); // false when no port can be had
    quint16 port() const { return m_v4.serverPort(); }
    QByteArray redirectUri() const;

    bool hasAnswered() const { return m_answered; }
    LoopbackAnswer takeAnswer() { return std::move(m_answer); } // after `answered`

    // Accepts no answer any more, serves /done for a short while, then deletes itself. `keeper` becomes the
    // parent.
    void retire(QObject *keeper);

signals:
    void answered(); // once

private:
    void accept(QTcpServer &server);
    void onRequest(LoopbackConnection &connection);
    void takeParameters(LoopbackConnection &connection, QByteArrayView form);

    QTcpServer m_v4, m_v6;
    core::Secret m_state;
    QStringList m_texts;
    QString m_language;
    LoopbackLimits m_limits;
    QList<LoopbackConnection *> m_connections;
    LoopbackAnswer m_answer;
    bool m_answered = false;
    bool m_retired = false;
};

}
