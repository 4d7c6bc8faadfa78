#pragma once

#include "auth/NetworkAccess.h"
#include "core/Wait.h"
#include "protocols/exo/Answer.h"
#include "protocols/exo/Cmdlet.h"
#include "protocols/exo/ServiceError.h"
#include "protocols/exo/TokenSource.h"

#include <QPointer>
#include <QTimer>
#include <chrono>

namespace passerelle::exo {

// How often and how long to wait (cloud.md c.4): as long as the server says, else 3 s times the attempt.
// `second` is one second; tests shorten it.
struct Patience {
    int tries = 5;
    std::chrono::milliseconds second{ 1000 };
};

// Which host of the cloud serves InvokeCommand. Where the table has several (cloud.md a.1, i.7) the next one is
// asked when one does not; one memory for all calls of a client. Only a read settles it: writes follow.
struct ServiceHost {
    qsizetype index = 0;
};

// One cmdlet: its pages in order, one refresh and one new sign-in on 401, patience for reads. A write is sent
// once (twice when the first was refused for its token): whoever repeats it reads before. Cancelling a write
// waits for its answer.
class InvokeCommand : public core::OperationOf<Answer> {
    Q_OBJECT
public:
    static constexpr std::chrono::seconds longestSilence{ 180 }; // a cmdlet may think that long (c.3)
    static constexpr int maxPages = 50;

    InvokeCommand(auth::NetworkAccess &network, TokenSource &tokens, ServiceHost &host,
                  QByteArray connectionId, const Patience &patience, Cmdlet cmdlet);

    const Cmdlet &cmdlet() const { return m_cmdlet; }

signals:
    void waiting(int seconds, int attempt, passerelle::core::WaitReason reason);

protected:
    void doStart() override;
    void doCancel() override;

private:
    void send();
    void refreshThenSend();
    void read(const auth::HttpReply &reply);
    void take(Page page);
    void onTokenRefused(const ServiceError &error, const QByteArray &challenge);
    void renewThenSend(const QByteArray &claims, const core::Failure &otherwise);
    void onError(const ServiceError &error, const auth::HttpReply &reply);
    bool waitAndRepeat(std::optional<int> told, core::WaitReason reason);
    void cancelled();
    QUrl firstAddress() const;
    bool tryNextHost();
    void failOrMove(core::Failure failure);

    auth::NetworkAccess &m_network;
    TokenSource &m_tokens;
    ServiceHost &m_host;
    qsizetype m_asked = 0; // of m_host
    QByteArray m_connectionId; // one GUID for all calls of a client
    Patience m_patience;
    Cmdlet m_cmdlet;
    QUrl m_address; // of the next page; empty: the first
    Answer m_answer;
    QPointer<core::Operation> m_current;
    QTimer m_pause;
    int m_attempt = 0;
    int m_pages = 0;
    int m_generation = 0;
    bool m_refreshed = false;
    bool m_renewed = false;
    bool m_writing = false;
};

// The wait before attempt `attempt`+1.
int secondsBefore(int attempt, std::optional<int> told);

}
