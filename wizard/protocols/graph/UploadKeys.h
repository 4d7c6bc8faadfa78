#pragma once

#include "core/Clock.h"
#include "protocols/graph/Directory.h"
#include "protocols/graph/KeyPlan.h"

#include <QPointer>
#include <QTimer>
#include <chrono>
#include <functional>

namespace passerelle::graph {

struct UploadOptions {
    QList<std::chrono::milliseconds> verifyAfter = defaultVerifyDelays(); // one reading after each (b.8)
    std::chrono::milliseconds second{ 1000 }; // for the server's delays; tests shorten it
    int tries = 3; // of the write, each after a new reading

    static QList<std::chrono::milliseconds> defaultVerifyDelays(); // 1, 2, 4, 8, 16, 30 s
};

struct UploadResult {
    bool written = false; // false: all certificates were there already
    bool visible = false; // the last reading shows them; otherwise "not visible yet", which is no failure
    KeyCheck check; // of the last reading
    QList<KeyCredential> before, after;
};

// The guarded upload to one service principal: read, compare with the plan the user accepted, write, read
// back until it shows (reference cloud.md b.3, b.8). Three requests when all is well. Fails with PlanChanged
// when the keys are no longer those of the plan, with the plan's refusal, or with a failure of Directory;
// nothing was written then unless the failure is retryable. Once the write is on its way cancelling waits for
// its answer and ends with success, `visible` false.
class UploadKeys : public core::OperationOf<UploadResult> {
    Q_OBJECT
public:
    // `directory` and `clock` must outlive the operation.
    UploadKeys(Directory &directory, const core::Clock &clock, QString appId, KeyPlan accepted,
               UploadOptions options = {});

signals:
    void waiting(int seconds, int attempt); // before the write is tried again
    void notVisibleYet(qsizetype reading); // the written keys did not show in this reading

protected:
    void doStart() override;
    void doCancel() override;

private:
    void read(void (UploadKeys::*then)(const ServicePrincipal &));
    void compare(const ServicePrincipal &principal);
    void write();
    void onWritten();
    void onWriteFailed(const core::Failure &failure);
    void decideAfterDoubt(const ServicePrincipal &principal);
    void verifyLater();
    void judge(const ServicePrincipal &principal);
    void wait(std::chrono::milliseconds delay, std::function<void()> next);
    void failPlanChanged();

    Directory &m_directory;
    const core::Clock &m_clock;
    QString m_appId;
    KeyPlan m_accepted;
    KeyPlan m_plan;
    UploadOptions m_options;
    UploadResult m_result;
    std::optional<core::Failure> m_doubt; // the write may have been applied although its answer was an error
    QPointer<core::Operation> m_current;
    QTimer m_timer;
    QString m_objectId;
    int m_tries = 0;
    qsizetype m_readings = 0;
    bool m_writing = false;
};

}
