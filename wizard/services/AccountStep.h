#pragma once

#include "inspection/AccountReading.h"
#include "services/WorkingStep.h"

namespace passerelle::services {

// Step 2: the hidden mail user that carries the rights of the application (procedure.md 7).
class AccountStep : public WorkingStep {
    Q_OBJECT
public:
    explicit AccountStep(const Environment &environment, QObject *parent = nullptr);

    static inspection::AccountQuestion question(const model::SetupState &state);
    QList<psrp::Command> commands() const override;

protected:
    void inspect(Continuation then) override;
    void apply() override;
    QList<model::Finding> pendingFindings() const override;
    void confirmed(const model::Change &change) override;

private:
    void checkCreation(Continuation then);
    void judge(const inspection::AccountState &found);
    void plan(const inspection::AccountState &found);
    model::Change change(const char *changeId, const QString &before, const QString &after, const core::Values &values) const;
    model::Change creation() const;
    model::Change hiding() const;
    model::Change assignment(const QString &role) const;
    psrp::Command createCommand() const;
    psrp::Command hideCommand() const;
    psrp::Command assignCommand(const QString &role) const;
    void create();
    void created(const inspection::Recipient &account);
    void hide();
    void assignRoles();
    void readBack();
    void takeIdentity(const inspection::Recipient &account, bool createdByUs);

    inspection::AccountQuestion m_question;
    inspection::AccountState m_found;
    model::AccountIdentity m_identity;
    bool m_hide = false;     // accepted
    QStringList m_roles;     // accepted
    qsizetype m_role = 0;
};

}
