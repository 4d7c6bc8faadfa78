#pragma once

#include "model/SetupState.h"
#include "services/ExchangeSession.h"

#include <QObject>

#include <functional>

namespace passerelle::services {

// The shells of this program, kept in the run file from their first moment on a server to their last. What a crash or a
// lost connection left behind still counts against the account's sessions (psrp.md 2.4) and is freed at the next sign-in
// to that server.
class LeftShells : public QObject {
    Q_OBJECT
public:
    LeftShells(ExchangeSession &session, model::SetupState &state, QObject *parent = nullptr);

    bool any(const QUrl &server) const;
    // Those on the server of `settings` that the session does not use, one after another. What cannot be freed stays
    // remembered; the operation only fails where `fatal` says that nothing more may be tried.
    using Fatal = std::function<bool(core::FailureCode)>;
    core::OperationOf<core::Nothing> *free(psrp::ConnectionSettings settings, Fatal fatal);

private:
    QStringList on(const QUrl &server) const;
    void remember(const QString &id, const QUrl &address);
    void forget(const QString &id);

    ExchangeSession &m_session;
    model::SetupState &m_state;
};

}
