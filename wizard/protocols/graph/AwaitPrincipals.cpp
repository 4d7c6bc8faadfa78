#include "protocols/graph/AwaitPrincipals.h"

#include <algorithm>

namespace passerelle::graph {

AwaitPrincipals::AwaitPrincipals(Directory &directory, QStringList appIds,
                                 QList<std::chrono::milliseconds> delays, Enough enough)
    : m_directory(directory)
    , m_appIds(std::move(appIds))
    , m_delays(std::move(delays))
    , m_enough(std::move(enough))
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &AwaitPrincipals::read);
}

bool AwaitPrincipals::allThere(const QList<PrincipalAnswer> &answers)
{
    return std::all_of(answers.cbegin(), answers.cend(), [](const PrincipalAnswer &answer) {
        return answer.principal || answer.principal.failure().code != core::FailureCode::SpMissing;
    });
}

void AwaitPrincipals::doStart()
{
    read();
}

void AwaitPrincipals::read()
{
    m_current = core::run(m_directory.servicePrincipals(m_appIds), this,
                          [this](const core::Result<QList<PrincipalAnswer>> &answers) {
                              m_current = nullptr;
                              if (!answers) {
                                  fail(answers.failure());
                                  return;
                              }
                              if (isCancelling()) {
                                  fail({ core::FailureCode::Cancelled, {}, {}, true });
                              } else if (m_delays.isEmpty() || m_enough(*answers)) {
                                  succeed(*answers);
                              } else {
                                  const auto delay = m_delays.takeFirst();
                                  emit waiting(static_cast<int>(std::chrono::ceil<std::chrono::seconds>(delay).count()));
                                  m_timer.start(delay);
                              }
                          });
}

void AwaitPrincipals::doCancel()
{
    m_timer.stop();
    if (m_current)
        m_current->cancel();
    else
        fail({ core::FailureCode::Cancelled, {}, {}, true });
}

}
