#include "protocols/graph/UploadKeys.h"

#include <algorithm>

namespace passerelle::graph {

using core::FailureCode;

namespace {

core::Failure planChanged(const QString &appId)
{
    return { FailureCode::PlanChanged,
             { { QStringLiteral("name"), appId } },
             QStringLiteral("the keys of %1 changed since the plan was made").arg(appId),
             false };
}

const ServicePrincipal *principalOf(const QList<PrincipalAnswer> &answers, const QString &appId)
{
    for (const PrincipalAnswer &answer : answers) {
        if (answer.appId == appId && answer.principal)
            return &answer.principal.value();
    }
    return nullptr;
}

}

QList<std::chrono::milliseconds> UploadOptions::defaultVerifyDelays()
{
    using namespace std::chrono_literals;
    return { 1s, 2s, 4s, 8s, 16s, 30s };
}

UploadKeys::UploadKeys(Directory &directory, const core::Clock &clock, QList<KeyUpload> uploads,
                       UploadOptions options)
    : m_directory(directory)
    , m_clock(clock)
    , m_options(std::move(options))
{
    for (KeyUpload &upload : uploads) {
        Item item;
        item.appId = upload.appId;
        item.result.appId = upload.appId;
        item.accepted = std::move(upload.accepted);
        m_items.append(std::move(item));
    }
    m_timer.setSingleShot(true);
}

void UploadKeys::useReading(QList<PrincipalAnswer> answers, QElapsedTimer madeAt)
{
    m_given = std::move(answers);
    m_givenAt = madeAt;
}

void UploadKeys::doStart()
{
    for (const Item &item : std::as_const(m_items)) {
        if (item.accepted.refusal) {
            fail(*item.accepted.refusal);
            return;
        }
    }
    const bool fresh =
        !m_given.isEmpty() && m_givenAt.isValid() && !m_givenAt.hasExpired(m_options.fresh.count());
    if (m_items.isEmpty())
        conclude();
    else if (fresh)
        compare(m_given);
    else
        read(&UploadKeys::compare);
}

// Reads what is not settled. After a write a reading that fails says nothing against the write.
void UploadKeys::read(void (UploadKeys::*then)(const Answers &))
{
    QStringList appIds;
    for (const Item &item : std::as_const(m_items)) {
        if (item.stage != Stage::Settled)
            appIds << item.appId;
    }
    m_current =
        core::run(m_directory.servicePrincipals(appIds), this, [this, then](const core::Result<Answers> &r) {
            if (phase() != Phase::Running)
                return; // cancelled: nothing more may follow
            if (r)
                (this->*then)(*r);
            else if (any(Stage::Written) || any(Stage::Doubtful))
                onReading({});
            else
                fail(r.failure());
        });
}

// The last look before the write: the keys must still be those of the plans the user has seen. One that is
// not stops them all.
void UploadKeys::compare(const Answers &answers)
{
    for (Item &item : m_items) {
        const auto answer = std::find_if(answers.cbegin(), answers.cend(),
                                         [&](const PrincipalAnswer &a) { return a.appId == item.appId; });
        if (answer == answers.cend()) {
            fail(planChanged(item.appId));
            return;
        }
        if (!answer->principal && answer->principal.failure().code == FailureCode::SpMissing) {
            settle(item, answer->principal.failure()); // says nothing about the others
            continue;
        }
        if (!answer->principal) {
            fail(answer->principal.failure());
            return;
        }
        const ServicePrincipal &principal = answer->principal.value();
        item.plan = planAgain(principal.keys, item.accepted, m_clock.nowUtc());
        item.objectId = principal.id;
        item.result.before = principal.keys;
        if (!samePlan(item.plan, item.accepted)) {
            fail(planChanged(item.appId));
            return;
        }
        if (item.plan.refusal) {
            fail(*item.plan.refusal);
            return;
        }
        if (item.plan.alreadyPresent) {
            item.result.visible = true;
            item.result.after = principal.keys;
            item.result.check = verifyKeys(principal.keys, item.plan);
            settle(item);
        }
    }
    if (any(Stage::Open))
        write();
    else
        conclude();
}

void UploadKeys::write()
{
    QList<KeyWrite> writes;
    for (Item &item : m_items) {
        if (item.stage != Stage::Open)
            continue;
        ++item.tries;
        writes.append({ item.appId, item.objectId, item.plan.body });
    }
    m_writing = true;
    m_delay = 0;
    m_reason = core::WaitReason::Busy;
    m_current = core::run(m_directory.updateKeyCredentials(writes), this,
                          [this](const core::Result<QList<WriteAnswer>> &answers) {
                              m_writing = false;
                              onAnswered(answers);
                          });
}

void UploadKeys::onAnswered(const core::Result<QList<WriteAnswer>> &answers)
{
    for (Item &item : m_items) {
        if (item.stage != Stage::Open)
            continue;
        if (!answers) {
            take(item, answers.failure());
            continue;
        }
        const auto answer = std::find_if((*answers).cbegin(), (*answers).cend(),
                                         [&](const WriteAnswer &a) { return a.appId == item.appId; });
        // No word about an item says nothing about the write either.
        take(item,
             answer == (*answers).cend() ? core::Outcome(core::Failure{
                 FailureCode::UnknownGraph, {}, QStringLiteral("the batch answer lacks this item"), true })
                                         : answer->outcome);
    }
    goOn(false);
}

// 504 and its kind do not tell whether the write was applied: only a new reading does.
void UploadKeys::take(Item &item, const core::Outcome &outcome)
{
    if (outcome) {
        item.result.written = true;
        item.doubt.reset();
        item.stage = Stage::Written;
        return;
    }
    const core::Failure &failure = outcome.failure();
    if (!failure.retryable || isCancelling()) {
        settle(item, failure);
        return;
    }
    item.doubt = failure;
    item.stage = Stage::Doubtful;
    if (failure.code == FailureCode::GraphThrottle)
        m_reason = core::WaitReason::Throttled;
    const int told = failure.values.value(QStringLiteral("n")).toInt();
    m_delay = std::max({ m_delay, 1, told ? told : 1 << (item.tries - 1) });
}

void UploadKeys::onReading(const Answers &answers)
{
    for (Item &item : m_items) {
        const ServicePrincipal *principal = principalOf(answers, item.appId);
        if (item.stage == Stage::Written && principal)
            judge(item, *principal);
        else if (item.stage == Stage::Doubtful && principal)
            decideDoubt(item, *principal);
        else if (item.stage == Stage::Doubtful)
            settle(item, item.doubt);
    }
    goOn(true);
}

void UploadKeys::judge(Item &item, const ServicePrincipal &principal)
{
    item.result.after = principal.keys;
    item.result.check = verifyKeys(principal.keys, item.plan);
    item.result.visible = item.result.check.allPresent();
    if (item.result.visible)
        settle(item);
}

void UploadKeys::decideDoubt(Item &item, const ServicePrincipal &principal)
{
    if (verifyKeys(principal.keys, item.plan).allPresent()) {
        item.result.written = true;
        item.doubt.reset();
        judge(item, principal);
    } else if (!sameKeys(principal.keys, item.result.before)) {
        settle(item, core::Failure{ FailureCode::WriteDoubt,
                                    { { QStringLiteral("name"), item.appId } },
                                    item.doubt ? item.doubt->technical : QString(),
                                    true });
    } else if (item.tries >= m_options.tries) {
        settle(item, item.doubt);
    } else {
        item.stage = Stage::Open;
    }
}

void UploadKeys::goOn(bool readingMade)
{
    const auto readLater = [this] { read(&UploadKeys::onReading); };
    if (isCancelling()) {
        conclude();
    } else if (any(Stage::Open)) {
        write();
    } else if (any(Stage::Doubtful)) {
        int tries = 0;
        for (const Item &item : std::as_const(m_items))
            tries = std::max(tries, item.stage == Stage::Doubtful ? item.tries : 0);
        emit waiting(m_delay, tries, m_reason);
        wait(m_options.second * m_delay, readLater);
    } else if (any(Stage::Written)) {
        if (readingMade)
            emit notVisibleYet(m_readings);
        if (m_readings == m_options.verifyAfter.size())
            conclude(); // written, not visible yet
        else
            wait(m_options.verifyAfter[m_readings++], readLater);
    } else {
        conclude();
    }
}

void UploadKeys::settle(Item &item, std::optional<core::Failure> failure)
{
    item.stage = Stage::Settled;
    item.result.failure = std::move(failure);
}

bool UploadKeys::any(Stage stage) const
{
    return std::any_of(m_items.cbegin(), m_items.cend(),
                       [stage](const Item &item) { return item.stage == stage; });
}

void UploadKeys::conclude()
{
    QList<UploadResult> results;
    const core::Failure *first = nullptr;
    bool anything = m_items.isEmpty();
    for (Item &item : m_items) {
        if (item.stage == Stage::Doubtful)
            settle(item, item.doubt);
        else if (item.stage == Stage::Open)
            settle(item, core::Failure{ FailureCode::Cancelled, {}, {}, true });
        if (item.result.failure && !first)
            first = &*item.result.failure;
        anything |= !item.result.failure;
        results.append(item.result);
    }
    if (anything)
        succeed(results);
    else
        fail(*first);
}

void UploadKeys::wait(std::chrono::milliseconds delay, std::function<void()> next)
{
    m_timer.disconnect(this);
    connect(&m_timer, &QTimer::timeout, this, std::move(next));
    m_timer.start(delay);
}

void UploadKeys::doCancel()
{
    if (m_writing) { // the call knows whether a write is on the wire: then its answer decides
        if (m_current)
            m_current->cancel();
        return;
    }
    m_timer.stop();
    if (m_current) {
        m_current->disconnect(this);
        m_current->cancel();
        m_current->deleteLater();
    }
    conclude();
}

}
