#include "inspection/ConnectivityReading.h"

#include "protocols/exo/Cmdlets.h"
#include "protocols/exo/Commands.h"

namespace passerelle::inspection {

ConnectivityReading::ConnectivityReading(exo::ExchangeOnline *online, ConnectivityQuestion question)
    : m_online(online)
    , m_question(std::move(question))
{
}

QString ConnectivityReading::commands(const exo::OAuthTest &test) const
{
    exo::OAuthTest shown = test;
    if (shown.mailbox.isEmpty())
        shown.mailbox = QStringLiteral("<mailbox>");
    if (shown.targetUri.isEmpty())
        shown.targetUri = QStringLiteral("https://<published name>/ews/exchange.asmx");
    return exo::commandsFor({ exo::testOAuth(shown) },
                            m_online ? exo::CommandsContext{ m_online->cloud(), m_online->userPrincipalName() }
                                     : exo::CommandsContext{});
}

void ConnectivityReading::doStart()
{
    const exo::OAuthTest test{ QStringLiteral("EWS"), m_question.ewsUrl.toString(), m_question.mailbox };
    m_state.commands = commands(test);
    if (!m_online || !m_online->isSignedIn() || test.mailbox.isEmpty() || test.targetUri.isEmpty()) {
        succeed(m_state);
        return;
    }
    m_current = core::run(m_online->testOAuth(test), this, [this](const core::Result<exo::OAuthTestResult> &result) {
        m_current = nullptr;
        if (isCancelling()) {
            fail({ core::FailureCode::Cancelled, {}, {}, true });
            return;
        }
        if (result) {
            m_state.tested = true;
            m_state.resultType = result->resultType;
            m_state.success = result->isSuccess();
            m_state.refusedByExchange = result->resultType == QLatin1String("Error");
            m_state.evidence = QStringList{ QStringLiteral("ResultType: ") + result->resultType, result->task }
                + result->detail.split(u'\n', Qt::SkipEmptyParts);
        } else {
            m_state.failure = result.failure();
            m_state.mailboxUnknown = result.failure().code == core::FailureCode::ExoNotFound;
            m_state.evidence = QStringList{ result.failure().technical };
        }
        for (QString &line : m_state.evidence)
            line = line.trimmed();
        succeed(m_state);
    });
}

void ConnectivityReading::doCancel()
{
    if (m_current)
        m_current->cancel();
    else
        fail({ core::FailureCode::Cancelled, {}, {}, true });
}

}
