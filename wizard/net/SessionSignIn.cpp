#include "net/SessionSignIn.h"

#include "net/SchemeContext.h"

namespace passerelle::net {

static TicketAccount accountOf(const SignInSettings &settings)
{
    TicketAccount account;
    account.currentSession = settings.useCurrentSession;
    if (settings.useCurrentSession)
        return account;
    account.user = settings.user.trimmed().toStdString();
    const QByteArrayView password = settings.password.reveal();
    account.password.assign(password.begin(), password.end());
    return account;
}

SessionSignIn::SessionSignIn(SignInSettings settings)
    : SessionSignIn(settings.duplicate(), systemTickets(accountOf(settings)))
{
}

SessionSignIn::SessionSignIn(SignInSettings settings, std::shared_ptr<TicketSource> tickets)
    : m_shared(std::make_shared<Shared>())
{
    m_shared->chosen = settings.scheme;
    m_shared->settings = std::move(settings);
    m_shared->tickets = std::move(tickets);
}

SessionSignIn::~SessionSignIn() = default;

std::unique_ptr<SecurityContext> SessionSignIn::newContext() const
{
    return std::make_unique<SchemeContext>(m_shared);
}

const SignInReport &SessionSignIn::report() const
{
    return m_shared->report;
}

void SessionSignIn::setBodiesEncryptedInsideTls(bool encrypted)
{
    m_shared->encryptInsideTls = encrypted;
    m_shared->report.bodiesEncrypted = encrypted;
}

bool SessionSignIn::bodiesEncryptedInsideTls() const
{
    return m_shared->encryptInsideTls;
}

}
