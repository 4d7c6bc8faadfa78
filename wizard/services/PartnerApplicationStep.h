#pragma once

#include "inspection/PartnerReading.h"
#include "services/WorkingStep.h"

namespace passerelle::services {

// Step 3: the partner application, enabled and linked to the account of step 2 (procedure.md 8).
class PartnerApplicationStep : public WorkingStep {
    Q_OBJECT
public:
    explicit PartnerApplicationStep(const Environment &environment, QObject *parent = nullptr);

    QList<psrp::Command> commands() const override;

protected:
    void inspect(Continuation then) override;
    void apply() override;
    QList<model::Finding> pendingFindings() const override;
    void confirmed(const model::Change &change) override;

private:
    QString linkedAccount() const;  // canonical name wanted; at review time the account may not exist yet
    void plan();
    model::Change change(const char *changeId, const QString &before, const QString &after, const core::Values &values) const;
    model::Change creation() const;
    psrp::Command createCommand() const;
    psrp::Command updateCommand(const QList<model::Change> &changes) const;
    void create();
    void created(const inspection::PartnerApplication &made);
    void update();
    void readBack();
    inspection::PartnerReading *reading() const;

    QString m_name;
    inspection::PartnerState m_found;
};

}
