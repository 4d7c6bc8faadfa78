#pragma once

#include "pages/PageBase.h"
#include "services/Plan.h"

namespace passerelle::pages {

class ChangeRow;
class FindingList;
class Fold;
class MessageBand;
class ProgressHeader;
class ScrollCard;

// Page 6: every change that would be made, to be accepted line by line. The only place of consent.
class ReviewPage : public PageBase {
    Q_OBJECT
public:
    ReviewPage(model::SetupState &state, services::Plan &plan);

    QString heading() const override;
    QString help() const override;
    Foot foot() const override;
    model::Verdict state() const override;
    bool isBusy() const override { return m_plan.isRunning(); }
    void stopWork() override { m_plan.cancel(); }
    bool isComplete() const override { return !isBusy(); }
    bool validatePage() override;
    // Accepts again what an earlier run had accepted and could not finish.
    void acceptAgain();

signals:
    // All that is left to do was accepted before, by this administrator for these two organisations.
    void restWasAccepted();
    // The plan has been accepted; `automatic`: the steps follow each other by themselves.
    void accepted(bool automatic);

protected:
    void build(QVBoxLayout *content) override;
    void retranslate() override;
    void entered(Entry entry) override;

private:
    enum class Mode { Automatic, StepByStep };

    bool isOutdated() const;
    void prepare();
    void showPlan();
    void press(Mode mode);
    void accept();
    void agree(bool automatic);
    QStringList tickedKeys() const;
    bool allTicked() const;
    bool nothingToChange() const;
    void refresh();
    void refreshBand();
    void explainUnticked();

    model::SetupState &m_state;
    services::Plan &m_plan;
    bool m_prepared = false;
    model::Settings m_settings; // the plan was made for these
    model::CloudSettings m_cloudSettings;
    bool m_accepted = false;
    bool m_asking = false; // the band offers to go on with the ticked lines only
    Mode m_mode = Mode::Automatic;
    QList<ChangeRow *> m_rows;
    ProgressHeader *m_progress = nullptr;
    MessageBand *m_band = nullptr;
    ScrollCard *m_changes = nullptr;
    Fold *m_rightFold = nullptr;
    FindingList *m_right = nullptr;
    MessageBand *m_note = nullptr;
    MessageBand *m_offline = nullptr;
    QPushButton *m_apply = nullptr;
    QPushButton *m_step = nullptr;
    QPushButton *m_again = nullptr;
    QPushButton *m_stop = nullptr;
    QPushButton *m_applyTicked = nullptr;
    QPushButton *m_retry = nullptr;
    QPushButton *m_copy = nullptr;
};

}
