#include "protocols/graph/AwaitPrincipals.h"

#include <algorithm>

namespace passerelle::graph {

AwaitPrincipals::AwaitPrincipals(Directory &directory, QStringList appIds,
                                 QList<std::chrono::milliseconds> delays)
    : m_directory(directory)
    , m_appIds(std::move(appIds))
    , m_delays(std::move(delays))
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &AwaitPrincipals::read);
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
                              const bool whole = std::all_of(
                                  answers->cbegin(), answers->cend(), [](const PrincipalAnswer &answer) {
                                      return answer.principal
                                          || answer.principal.failure().code != core::FailureCode::SpMissing;
                                  });
                              if (isCancelling())
                                  fail({ core::FailureCode::Cancelled, {}, {}, true });
                              else if (whole || m_delays.isEmpty())
                                  succeed(*answers);
                              else
                                  m_timer.start(m_delays.takeFirst());
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
