#pragma once

#include "protocols/graph/UndoUpload.h"
#include "services/Environment.h"
#include "services/Undo.h"

#include <QPointer>

namespace passerelle::services {

// The undo of step 5: reads again, removes our own thumbprints by value, reads back, records (cloud.md b.8). What the
// keys were is saved first. Afterwards steps 5 and 6 are to do again, and the consent to the plan is withdrawn.
class KeyUndo : public Undo {
    Q_OBJECT
public:
    explicit KeyUndo(const Environment &environment, graph::UploadOptions options = {}, QObject *parent = nullptr);

    void setRollbackFolder(QString folder) { m_rollbackFolder = std::move(folder); }
    const QList<KeyRow> &keys() const override { return m_keys; }
    bool isPossible() const override;
    void prepare() override;
    bool isPrepared() const override { return m_stage == Stage::Prepared; }
    QString confirmation() const override;
    void carryOut(const QString &typed) override;
    bool isDone() const override { return m_stage == Stage::Done; }
    void cancel() override;

private:
    enum class Stage { Idle, Prepared, Done };

    void planned(const graph::UndoPlan &plan);
    bool saveBefore();
    void removed(const QList<graph::UploadResult> &results);
    std::optional<core::Failure> judge(const graph::UploadResult &result);
    void record();
    model::ApplicationTarget application(const QString &appId) const;

    Environment m_environment;
    graph::UploadOptions m_options;
    QString m_rollbackFolder, m_rollbackFile;
    Stage m_stage = Stage::Idle;
    QList<graph::KeyUpload> m_plans; // those that have something of ours
    QList<KeyRow> m_keys;
    QPointer<core::Operation> m_current;
};

}
