#pragma once

#include "model/SetupState.h"
#include "pages/PageBase.h"
#include "verification/Checklist.h"

class QLineEdit;

namespace passerelle::pages {

class DetailsFold;
class FindingList;
class FindingRow;
class FormField;
class MessageBand;
class ProgressHeader;

// Page 13: the checklist, run as a whole or line by line, as often as wanted. Only reads. What no machine can
// see is asked of the person.
class VerificationPage : public PageBase {
    Q_OBJECT
public:
    VerificationPage(model::SetupState &state, verification::Checklist &checklist);

    QString heading() const override;
    QString help() const override;
    Foot foot() const override;
    model::Verdict state() const override;
    bool isBusy() const override { return m_checklist.isRunning(); }
    void stopWork() override { m_checklist.cancel(); }
    bool isComplete() const override { return !isBusy(); }

protected:
    void build(QVBoxLayout *content) override;
    void retranslate() override;
    void entered(Entry entry) override;

private:
    struct RowButtons {
        FindingRow *row;
        QPushButton *yes;
        QPushButton *no;
        QPushButton *notApplicable;
        QPushButton *again;
    };

    QList<model::Finding> findings() const;
    bool hasRun() const;
    void runAll();
    bool takeMailbox();
    void equip(FindingRow *row);
    void answer(const QString &checkId, const QString &answer);
    void refresh();
    void refreshRows();
    void refreshBand();
    void retranslateRow(const RowButtons &buttons);
    QString summary() const;
    int count(model::Verdict verdict) const;

    model::SetupState &m_state;
    verification::Checklist &m_checklist;
    QList<RowButtons> m_buttons;
    ProgressHeader *m_progress = nullptr;
    MessageBand *m_band = nullptr;
    FindingList *m_findings = nullptr;
    DetailsFold *m_details = nullptr;
    QLineEdit *m_mailbox = nullptr;
    FormField *m_mailboxField = nullptr;
    QPushButton *m_runAll = nullptr;
    QPushButton *m_stop = nullptr;
    QPushButton *m_copy = nullptr;
};

}
