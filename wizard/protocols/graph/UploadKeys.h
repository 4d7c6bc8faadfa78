#pragma once

#include "core/Clock.h"
#include "core/Wait.h"
#include "protocols/graph/Directory.h"
#include "protocols/graph/KeyPlan.h"

#include <QElapsedTimer>
#include <QPointer>
#include <QTimer>
#include <chrono>
#include <functional>

namespace passerelle::graph {

struct UploadOptions {
    QList<std::chrono::milliseconds> verifyAfter = defaultVerifyDelays(); // one reading after each (b.8)
    std::chrono::milliseconds second{ 1000 }; // for the server's delays; tests shorten it
    int tries = 3; // of the write, each after a new reading
    std::chrono::milliseconds fresh{ 2000 }; // a reading older than this is made again before the write (b.3)

    static QList<std::chrono::milliseconds> defaultVerifyDelays(); // 1, 2, 4, 8, 16, 30 s
};

// One principal whose keys are to be as the accepted plan says.
struct KeyUpload {
    QString appId;
    KeyPlan accepted;
};

struct UploadResult {
    QString appId;
    bool written = false; // false: all certificates were there already, or `failure`
    bool visible = false; // the last reading shows them; otherwise "not visible yet", which is no failure
    KeyCheck check; // of the last reading
    QList<KeyCredential> before, after;
    std::optional<core::Failure> failure; // why this principal was not written, while others may have been
};

// The guarded change of the keys of several principals: read, compare with the plans the user accepted, write
// in one request, read back until it shows (reference cloud.md b.3, b.8). Three requests when all is well,
// whatever the number; two with a reading made just before. Fails with PlanChanged when the keys of one are
// no longer those of its plan, with a plan's refusal, or with a failure of Directory; nothing was written
// then unless the failure is retryable. A principal the tenant lacks fails alone (SpMissing). WriteDoubt: not
// known whether ours was written, because somebody else wrote at the same moment. Once a write is on its way cancelling waits for its answer and ends
// with success, `visible` false.
class UploadKeys : public core::OperationOf<QList<UploadResult>> {
    Q_OBJECT
public:
    // `directory` and `clock` must outlive the operation.
    UploadKeys(Directory &directory, const core::Clock &clock, QList<KeyUpload> uploads,
               UploadOptions options = {});
    // A reading of all these principals and the moment it was made.
    void useReading(QList<PrincipalAnswer> answers, QElapsedTimer madeAt);

signals:
    void waiting(int seconds, int attempt, passerelle::core::WaitReason reason); // before the write is tried again
    void notVisibleYet(qsizetype reading); // some of the written keys did not show in this reading

protected:
    void doStart() override;
    void doCancel() override;

private:
    enum class Stage { Open, Written, Doubtful, Settled };
    struct Item {
        QString appId;
        KeyPlan accepted, plan;
        UploadResult result;
        std::optional<core::Failure> doubt; // applied perhaps, although the answer was an error
        QString objectId;
        Stage stage = Stage::Open;
        int tries = 0;
    };
    using Answers = QList<PrincipalAnswer>;

    void read(void (UploadKeys::*then)(const Answers &));
    void compare(const Answers &answers);
    void write();
    void onAnswered(const core::Result<QList<WriteAnswer>> &answers);
    void take(Item &item, const core::Outcome &outcome);
    void onReading(const Answers &answers);
    void judge(Item &item, const ServicePrincipal &principal);
    void decideDoubt(Item &item, const ServicePrincipal &principal);
    void goOn(bool readingMade);
    void conclude();
    void settle(Item &item, std::optional<core::Failure> failure = std::nullopt);
    bool any(Stage stage) const;
    void wait(std::chrono::milliseconds delay, std::function<void()> next);

    Directory &m_directory;
    const core::Clock &m_clock;
    QList<Item> m_items;
    UploadOptions m_options;
    Answers m_given;
    QElapsedTimer m_givenAt;
    QPointer<core::Operation> m_current;
    QTimer m_timer;
    int m_delay = 0; // seconds the server asked for
    core::WaitReason m_reason = core::WaitReason::Busy;
    qsizetype m_readings = 0;
    bool m_writing = false;
};

}
