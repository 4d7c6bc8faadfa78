#pragma once

#include "model/Activity.h"

#include <QTimer>
#include <functional>

namespace passerelle::fakes {

// Plays the lines of `script` one after the other through the event loop, as a real service would. `failure`
// ends the next run at `failAt` (the last line by default); `holdAt` stays at that line until cancelled, for
// pictures and for tests of a window that must stay alive.
template <class Base> class Scripted : public Base {
public:
    template <class... Arguments>
    explicit Scripted(Arguments &&...arguments)
        : Base(std::forward<Arguments>(arguments)...)
    {
        m_timer.setSingleShot(true);
        QObject::connect(&m_timer, &QTimer::timeout, this, [this] { tick(); });
        this->follow(m_log);
    }

    QList<model::Finding> script;
    QList<model::CallRecord> calls;
    std::optional<core::Failure> failure_;
    int failAt = -1;
    int holdAt = -1;
    int tickMs = 0;
    int runs = 0;

    void cancel() override
    {
        if (this->isRunning() && !m_cancelled) {
            m_cancelled = true;
            m_timer.start(0);
        }
    }

protected:
    using Conclude = std::function<void(std::optional<core::Failure>)>;

    void play(Conclude conclude)
    {
        ++runs;
        m_conclude = std::move(conclude);
        m_cancelled = false;
        m_index = -1;
        QList<model::Finding> rows = script;
        for (model::Finding &row : rows) {
            row.verdict = model::Verdict::Pending;
            row.milliseconds = -1;
            row.code.reset();
        }
        this->begin(rows);
        m_timer.start(tickMs);
    }

private:
    void tick()
    {
        if (m_cancelled) {
            m_conclude(core::Failure{ core::FailureCode::Cancelled, {}, {}, true });
            return;
        }
        QList<model::Finding> rows = this->findings();
        const qsizetype stop = failAt >= 0 ? failAt : script.size() - 1;
        if (m_index >= 0 && m_index < rows.size()) {
            rows[m_index] = script[m_index];
            if (failure_ && m_index == stop) {
                rows[m_index].verdict = model::Verdict::Fail;
                rows[m_index].code = failure_->code;
            }
        }
        ++m_index;
        const bool failed = failure_ && m_index > stop;
        if (m_index < rows.size() && !failed)
            rows[m_index].verdict = model::Verdict::Running;
        this->setFindings(rows);
        if (m_index < calls.size())
            m_log.record(calls[m_index]);
        if (failed || m_index >= rows.size())
            m_conclude(failed ? failure_ : std::nullopt);
        else if (m_index != holdAt)
            m_timer.start(tickMs);
    }

    QTimer m_timer;
    model::CallLog m_log;
    Conclude m_conclude;
    qsizetype m_index = -1;
    bool m_cancelled = false;
};

}
