#include "protocols/graph/UploadKeys.h"

namespace passerelle::graph {

using core::FailureCode;

QList<std::chrono::milliseconds> UploadOptions::defaultVerifyDelays()
{
    using namespace std::chrono_literals;
    return { 1s, 2s, 4s, 8s, 16s, 30s };
}

UploadKeys::UploadKeys(Directory &directory, const core::Clock &clock, QString appId, KeyPlan accepted,
                       UploadOptions options)
    : m_directory(directory)
    , m_clock(clock)
    , m_appId(std::move(appId))
    , m_accepted(std::move(accepted))
    , m_options(std::move(options))
{
    m_timer.setSingleShot(true);
}

void UploadKeys::doStart()
{
    if (m_accepted.refusal) {
        fail(*m_accepted.refusal);
        return;
    }
    read(&UploadKeys::compare);
}

// Reads the principal. After the write a reading that fails says nothing against the write.
void UploadKeys::read(void (UploadKeys::*then)(const ServicePrincipal &))
{
    m_current = core::run(m_directory.servicePrincipal(m_appId), this,
                          [this, then](const core::Result<ServicePrincipal> &principal) {
                              if (phase() != Phase::Running)
                                  return; // cancelled: nothing more may follow
                              if (principal)
                                  (this->*then)(*principal);
                              else if (m_result.written)
                                  verifyLater();
                              else
                                  fail(m_doubt ? *m_doubt : principal.failure());
                          });
}

// The last look before the write: the keys must still be those of the plan the user has seen.
void UploadKeys::compare(const ServicePrincipal &principal)
{
    m_plan = planKeyUpload(principal.keys, m_accepted.certificates, m_clock.nowUtc());
    m_result.before = principal.keys;
    if (!samePlan(m_plan, m_accepted)) {
        failPlanChanged();
    } else if (m_plan.refusal) {
        fail(*m_plan.refusal);
    } else if (m_plan.alreadyPresent) {
        m_result.visible = true;
        m_result.after = principal.keys;
        m_result.check = verifyKeys(principal.keys, m_plan);
        succeed(std::move(m_result));
    } else {
        m_objectId = principal.id;
        write();
    }
}

void UploadKeys::write()
{
    ++m_tries;
    m_writing = true;
    m_current = core::run(m_directory.updateKeyCredentials(m_objectId, m_plan.body), this,
                          [this](const core::Outcome &outcome) {
                              m_writing = false;
                              if (outcome)
                                  onWritten();
                              else
                                  onWriteFailed(outcome.failure());
                          });
}

void UploadKeys::onWritten()
{
    m_result.written = true;
    m_doubt.reset();
    if (isCancelling())
        succeed(std::move(m_result));
    else
        verifyLater();
}

// 504 and its kind do not tell whether the write was applied: only a new reading does.
void UploadKeys::onWriteFailed(const core::Failure &failure)
{
    if (!failure.retryable || isCancelling()) {
        fail(failure);
        return;
    }
    m_doubt = failure;
    const int told = failure.values.value(QStringLiteral("n")).toInt();
    const int seconds = qBound(1, told ? told : 1 << (m_tries - 1), 300);
    emit waiting(seconds, m_tries);
    wait(m_options.second * seconds, [this] { read(&UploadKeys::decideAfterDoubt); });
}

void UploadKeys::decideAfterDoubt(const ServicePrincipal &principal)
{
    if (verifyKeys(principal.keys, m_plan).allPresent()) {
        m_result.written = true;
        m_doubt.reset();
        judge(principal);
    } else if (!sameKeys(principal.keys, m_result.before)) {
        failPlanChanged();
    } else if (m_tries >= m_options.tries) {
        fail(*m_doubt);
    } else {
        write();
    }
}

void UploadKeys::verifyLater()
{
    if (m_readings == m_options.verifyAfter.size()) {
        succeed(std::move(m_result)); // written, not visible yet
        return;
    }
    wait(m_options.verifyAfter[m_readings], [this] { read(&UploadKeys::judge); });
    ++m_readings;
}

void UploadKeys::judge(const ServicePrincipal &principal)
{
    m_result.after = principal.keys;
    m_result.check = verifyKeys(principal.keys, m_plan);
    m_result.visible = m_result.check.allPresent();
    if (m_result.visible) {
        succeed(std::move(m_result));
        return;
    }
    emit notVisibleYet(m_readings);
    verifyLater();
}

void UploadKeys::wait(std::chrono::milliseconds delay, std::function<void()> next)
{
    m_timer.disconnect(this);
    connect(&m_timer, &QTimer::timeout, this, std::move(next));
    m_timer.start(delay);
}

void UploadKeys::failPlanChanged()
{
    fail({ FailureCode::PlanChanged,
           { { QStringLiteral("name"), m_appId } },
           QStringLiteral("the keys of %1 changed since the plan was made").arg(m_appId),
           false });
}

void UploadKeys::doCancel()
{
    if (m_writing)
        return; // its answer decides
    m_timer.stop();
    if (m_current) {
        m_current->disconnect(this);
        m_current->cancel();
        m_current->deleteLater();
    }
    if (m_result.written)
        succeed(std::move(m_result));
    else if (m_doubt)
        fail(*m_doubt);
    else
        fail({ FailureCode::Cancelled, {}, {}, true });
}

}
