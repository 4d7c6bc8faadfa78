#pragma once

#include "core/Operation.h"
#include "protocols/exo/ExchangeOnline.h"

#include <QPointer>
#include <QUrl>

namespace passerelle::inspection {

struct ConnectivityQuestion {
    QUrl ewsUrl; // published by Exchange on premises; may be empty
    QString mailbox; // of Exchange Online; may be empty
};

// What the test from Microsoft 365 to Exchange says (procedure.md 1z). Judged by its ResultType alone.
struct ConnectivityState {
    bool tested = false;
    bool success = false;
    bool refusedByExchange = false; // ResultType "Error": a clear no; other values leave it open
    bool mailboxUnknown = false;
    QString resultType;
    QStringList evidence;
    std::optional<core::Failure> failure; // why it could not be made
    QString commands; // PowerShell text that makes the same test
};

// V8: Test-OAuthConnectivity of Exchange Online against the published EWS address, with a mailbox the person has named.
// Without a sign-in, an address or a mailbox nothing is sent. Fails only when cancelled.
class ConnectivityReading : public core::OperationOf<ConnectivityState> {
    Q_OBJECT
public:
    // `online` may be null; it must outlive the reading.
    ConnectivityReading(exo::ExchangeOnline *online, ConnectivityQuestion question);

protected:
    void doStart() override;
    void doCancel() override;

private:
    QString commands(const exo::OAuthTest &test) const;

    exo::ExchangeOnline *m_online;
    ConnectivityQuestion m_question;
    ConnectivityState m_state;
    QPointer<core::Operation> m_current;
};

}
