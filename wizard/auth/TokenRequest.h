#pragma once

#include "auth/Form.h"
#include "auth/NetworkAccess.h"
#include "auth/SignInErrors.h"
#include "core/Clock.h"

namespace passerelle::auth {

// A successful answer of the token endpoint (reference cloud.md a.4 step 6).
struct TokenAnswer {
    core::Secret accessToken;
    core::Secret refreshToken;
    core::Secret idToken;
    QString scope;
    qint64 expiresIn = 0; // seconds
    QDateTime serverDate;
};

// One POST to the token endpoint. `fields` may hold a code, a verifier or a refresh token: they are wiped.
class TokenRequest : public core::OperationOf<TokenAnswer> {
    Q_OBJECT
public:
    TokenRequest(NetworkAccess &network, QUrl endpoint, FormFields fields, SignInPhase phase,
                 core::Values extra);
    ~TokenRequest() override;

protected:
    void doStart() override;
    void doCancel() override;

private:
    void read(HttpReply &reply);

    NetworkAccess &m_network;
    QUrl m_endpoint;
    FormFields m_fields;
    SignInPhase m_phase;
    core::Values m_extra;
    QPointer<HttpCall> m_call;
};

// Empties `body`. Numbers may be strings.
core::Result<TokenAnswer> parseTokenAnswer(QByteArray &body);

}
