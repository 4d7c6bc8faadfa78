#include "protocols/psrp/ShellDeletion.h"

namespace passerelle::psrp {

ShellDeletion::ShellDeletion(ConnectionSettings settings, QString shellId, const SessionCookies &cookies,
                             QObject *parent)
    : OperationOf(parent)
    , m_session(std::move(settings))
    , m_shellId(std::move(shellId))
{
    m_session.shared->cookies = cookies;
}

void ShellDeletion::doStart()
{
    m_session.main().call(WsmanRequest::remove(m_shellId), timeLimit, this,
                          [this](const WsmanCall::Outcome &outcome) {
                              const auto *trouble = std::get_if<WsmanTrouble>(&outcome);
                              if (trouble && !isUnknownShellFault(*trouble))
                                  fail(m_session.failure(*trouble));
                              else
                                  succeed({});
                          });
}

void ShellDeletion::doCancel()
{
    m_session.closeConnections();
    fail({ core::FailureCode::Cancelled, {}, {}, true });
}

}
