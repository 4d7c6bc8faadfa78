#include "protocols/graph/UndoUpload.h"

namespace passerelle::graph {

PlanUndo::PlanUndo(Directory &directory, const core::Clock &clock, QList<UploadedKeys> uploaded)
    : m_directory(directory)
    , m_clock(clock)
    , m_uploaded(std::move(uploaded))
{
}

void PlanUndo::doStart()
{
    QStringList appIds;
    for (const UploadedKeys &keys : std::as_const(m_uploaded))
        appIds << keys.appId;
    m_current = core::run(m_directory.servicePrincipals(appIds), this,
                          [this](const core::Result<QList<PrincipalAnswer>> &answers) {
                              if (answers)
                                  read(*answers);
                              else
                                  fail(answers.failure());
                          });
}

void PlanUndo::read(const QList<PrincipalAnswer> &answers)
{
    UndoPlan plan;
    for (qsizetype i = 0; i < answers.size() && i < m_uploaded.size(); ++i) {
        const core::Result<ServicePrincipal> &principal = answers[i].principal;
        if (principal) {
            plan.plans.append(
                { answers[i].appId,
                  planKeyRemoval(principal->keys, m_uploaded[i].thumbprints, m_clock.nowUtc()) });
        } else if (principal.failure().code == core::FailureCode::SpMissing) {
            plan.absent << answers[i].appId;
        } else {
            fail(principal.failure());
            return;
        }
    }
    succeed(std::move(plan));
}

void PlanUndo::doCancel()
{
    if (m_current)
        m_current->cancel();
}

}
