#pragma once

#include "auth/Form.h"
#include "auth/NetworkAccess.h"
#include "auth/Session.h"
#include "auth/SignInErrors.h"
#include "auth/Tenant.h"
#include "core/Clock.h"

#include <QTimer>

namespace passerelle::auth {

// What a person has to type, and where. The code is for the screen alone: it never goes into a log, a report
// or a run file.
struct DeviceCode {
    QString userCode;
    QUrl verificationUri; // https, as the server sent it
    QDateTime expiryUtc;
};

struct DeviceSignInRequest {
    Tenant tenant;
    QString clientId;
    QStringList scopes; // as in SignInRequest
    QString domain; // named in failures
    std::chrono::milliseconds second{ 1000 }; // tests shorten it
};

// Device authorization grant (reference cloud.md a.5), for PCs where no browser can come back to this
// program. Cancelling is immediate; polling ends with it. Failures: Cancelled (also when refused on the other
// device), EntraTimeout (expired), EntraCaBlock (many organisations block this way: values name "method" =
// "device"), EntraNet and those of signInFailure.
class DeviceSignIn : public core::OperationOf<Session> {
    Q_OBJECT
public:
    // `network` and `clock` must outlive the operation.
    DeviceSignIn(NetworkAccess &network, const core::Clock &clock, DeviceSignInRequest request);
    ~DeviceSignIn() override;

signals:
    void codeReady(const passerelle::auth::DeviceCode &code); // once

protected:
    void doStart() override;
    void doCancel() override;

private:
    void readCode(HttpReply &reply);
    void poll();
    void readPoll(HttpReply &reply);
    void onPollRefused(const SignInError &error);
    void pollLater(int seconds);
    void stopWith(core::Failure failure);
    HttpRequest formRequest(const QUrl &url, const FormFields &fields) const;
    QByteArray scopeText() const;
    core::Values sentenceValues() const;

    NetworkAccess &m_network;
    const core::Clock &m_clock;
    DeviceSignInRequest m_request;
    core::Secret m_deviceCode;
    int m_interval = 5; // seconds
    int m_backOff = 0; // seconds, after network failures
    QPointer<HttpCall> m_call;
    QTimer m_pause, m_deadline;
};

}
