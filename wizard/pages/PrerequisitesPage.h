#pragma once

#include "model/SetupState.h"
#include "pages/PageBase.h"
#include "services/Prerequisites.h"

namespace passerelle::pages {

class DetailsFold;
class FindingList;
class MessageBand;
class ProgressHeader;

// Page 4: the checks made before anything is proposed. Starts by itself: it only reads.
class PrerequisitesPage : public PageBase {
    Q_OBJECT
public:
    PrerequisitesPage(model::SetupState &state, services::Prerequisites &prerequisites);

    QString heading() const override;
    QString help() const override;
    Foot foot() const override;
    model::Verdict state() const override;
    bool isBusy() const override { return m_prerequisites.isRunning(); }
    void stopWork() override { m_prerequisites.cancel(); }
    bool isComplete() const override { return !isBusy(); }
    bool validatePage() override;

protected:
    void build(QVBoxLayout *content) override;
    void retranslate() override;
    void entered(Entry entry) override;

private:
    void run();
    void refresh();
    void refreshBand();
    int count(model::Verdict verdict) const;
    bool mayGoOn() const;

    model::SetupState &m_state;
    services::Prerequisites &m_prerequisites;
    bool m_offline = false;
    bool m_ran = false;
    std::optional<model::ExchangeFacts> m_exchange; // what the last run was made for
    std::optional<model::TenantFacts> m_tenant;
    ProgressHeader *m_progress = nullptr;
    MessageBand *m_band = nullptr;
    FindingList *m_findings = nullptr;
    DetailsFold *m_details = nullptr;
    QPushButton *m_run = nullptr;
    QPushButton *m_stop = nullptr;
    QPushButton *m_retry = nullptr;
    QPushButton *m_copy = nullptr;
};

}
