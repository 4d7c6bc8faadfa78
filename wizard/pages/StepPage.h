#pragma once

#include "pages/PageBase.h"
#include "services/StepService.h"

#include <functional>

class QTimer;

namespace passerelle::pages {

class DetailsFold;
class Fold;
class FindingList;
class MessageBand;
class ProgressHeader;

// Pages 7 to 12: one documented step. Reads on entry when nothing is known yet; writes only when its button
// is pressed or, after "Apply all", when the page before hands over to it. In that mode it also moves on by
// itself, unless something needs eyes.
class StepPage : public PageBase {
    Q_OBJECT
public:
    StepPage(PageId id, services::StepService &service);
    bool isFinished() const { return model::isFinished(m_service.status()); }

    // "partner-application" -> "partnerApplication", the prefix of every object name.
    static QString prefixOf(const QString &stepId);
    void setAutomatic(bool automatic) { m_automatic = automatic; }
    // Another way to the same end, folded at the bottom of the page; made when the page is first shown.
    struct Extra {
        QString (*title)() = nullptr;
        std::function<QWidget *()> make;
    };
    void setExtra(Extra extra) { m_extra = std::move(extra); }
    // What the step has compared, side by side; made when the page is first shown.
    void setPanel(std::function<QWidget *()> make) { m_makePanel = std::move(make); }

    QString heading() const override;
    QString help() const override;
    QString stepMark() const override;
    QString helpQuestion() const override;
    Foot foot() const override;
    model::Verdict state() const override;
    bool isBusy() const override { return m_service.isRunning(); }
    void stopWork() override;
    bool isComplete() const override;

protected:
    void build(QVBoxLayout *content) override;
    void retranslate() override;
    void entered(Entry entry) override;

private:
    void goOn();
    void run();
    void runAgain();
    void begin();
    void refresh();
    void refreshBand();
    void announceChanges();
    void announceEnd();
    void announceWaiting();
    void refreshProgress();
    bool isClean() const;
    bool isElsewhere() const;

    services::StepService &m_service;
    bool m_automatic = false;
    bool m_chained = false; // handed over by the page before, and not stopped since
    bool m_writing = false; // run(), not probe()
    QTimer *m_advance;
    ProgressHeader *m_progress = nullptr;
    MessageBand *m_band = nullptr;
    FindingList *m_findings = nullptr;
    DetailsFold *m_details = nullptr;
    std::function<QWidget *()> m_makePanel;
    Extra m_extra;
    Fold *m_extraFold = nullptr;
    QPushButton *m_run = nullptr;
    QPushButton *m_stop = nullptr;
    QPushButton *m_skip = nullptr;
    QPushButton *m_again = nullptr;
    QPushButton *m_retry = nullptr;
    QPushButton *m_copy = nullptr;
    QPushButton *m_review = nullptr;
};

}
