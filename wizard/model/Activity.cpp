#include "model/Activity.h"

#include "core/Scrub.h"

#include <QElapsedTimer>
#include <algorithm>

namespace passerelle::model {

static qint64 nowMs()
{
    static const auto timer = [] {
        QElapsedTimer t;
        t.start();
        return t;
    }();
    return timer.elapsed();
}

static core::Values shown(core::Values values)
{
    for (QString &value : values)
        value = core::displayable(value);
    return values;
}

static QStringList shown(QStringList lines)
{
    for (QString &line : lines)
        line = core::displayable(line);
    return lines;
}

static QList<Finding> shown(QList<Finding> findings)
{
    for (Finding &finding : findings) {
        finding.values = shown(std::move(finding.values));
        finding.evidence = shown(std::move(finding.evidence));
        finding.caption = core::displayable(finding.caption);
    }
    return findings;
}

void Activity::begin(QList<Finding> findings)
{
    stopCountdown();
    m_findings = shown(std::move(findings));
    m_startedAt = QList<qint64>(m_findings.size(), -1);
    m_failure.reset();
    m_calls.clear();
    m_running = true;
    emit changed();
}

void Activity::end(std::optional<core::Failure> failure)
{
    m_failure = std::move(failure);
    m_running = false;
    stopCountdown();
    for (Finding &f : m_findings) {  // nothing stays "running" once the work has ended
        if (f.verdict == Verdict::Running)
            f.verdict = m_failure ? (m_failure->code == core::FailureCode::Cancelled ? Verdict::NotTested : Verdict::Fail)
                                  : Verdict::Pending;
    }
    emit changed();
    emit finished();
}

Finding *Activity::finding(const QString &id)
{
    for (Finding &f : m_findings) {
        if (f.id == id)
            return &f;
    }
    return nullptr;
}

void Activity::mark(const QString &id, Verdict verdict, core::Values values, std::optional<core::FailureCode> code,
                    QStringList evidence)
{
    for (qsizetype i = 0; i < m_findings.size(); ++i) {
        Finding &f = m_findings[i];
        if (f.id != id)
            continue;
        if (verdict == Verdict::Running) {
            m_startedAt[i] = nowMs();
            f.milliseconds = -1;
        } else if (f.verdict == Verdict::Running && m_startedAt[i] >= 0) {
            f.milliseconds = nowMs() - m_startedAt[i];
        }
        f.verdict = verdict;
        f.wait.reset();
        f.code = code;
        f.values.insert(shown(std::move(values)));
        if (!evidence.isEmpty())
            f.evidence = shown(std::move(evidence));
        emit changed();
        return;
    }
}

void Activity::setFindings(QList<Finding> findings)
{
    m_findings = shown(std::move(findings));
    m_startedAt = QList<qint64>(m_findings.size(), -1);
    emit changed();
}

void Activity::setFailure(std::optional<core::Failure> failure)
{
    m_failure = std::move(failure);
    emit changed();
}

void Activity::follow(const CallLog &log)
{
    connect(&log, &CallLog::recorded, this, [this](const CallRecord &call) {
        if (!m_running)
            return;
        m_calls.append(call);
        emit changed();
    });
    connect(&log, &CallLog::waiting, this, &Activity::showWait);
}

void Activity::showWait(int seconds, core::WaitReason reason)
{
    if (!m_running || seconds <= 0)
        return;
    const auto is = [](Verdict verdict) { return [verdict](const Finding &f) { return f.verdict == verdict; }; };
    // Where no line says so, the next one is what is being worked on.
    if (std::none_of(m_findings.cbegin(), m_findings.cend(), is(Verdict::Running))) {
        const auto next = std::find_if(m_findings.begin(), m_findings.end(), is(Verdict::Pending));
        if (next != m_findings.end())
            next->verdict = Verdict::Running;
    }
    for (Finding &f : m_findings) {
        if (f.verdict == Verdict::Running)
            f.wait = core::Wait {seconds, reason};
    }
    if (!m_countdown) {
        m_countdown = new core::Countdown(this, m_second);
        connect(m_countdown, &core::Countdown::left, this, &Activity::countDown);
    }
    m_countdown->start(seconds);
}

void Activity::countDown(int secondsLeft)
{
    for (Finding &f : m_findings) {
        if (f.wait && secondsLeft > 0)
            f.wait->seconds = secondsLeft;
        else
            f.wait.reset();
    }
    emit changed();
}

void Activity::stopCountdown()
{
    if (m_countdown)
        m_countdown->stop();
    for (Finding &f : m_findings)
        f.wait.reset();
}

void Activity::takeWaitOf(const Activity &part, const QString &id)
{
    std::optional<core::Wait> wait;
    for (const Finding &f : part.findings()) {
        if (f.wait)
            wait = f.wait;
    }
    Finding *own = finding(id);
    if (!m_running || !own || own->wait == wait)
        return;
    own->wait = wait;
    emit changed();
}

}
