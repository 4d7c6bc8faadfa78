#pragma once

#include "model/SetupState.h"
#include "pages/PageBase.h"
#include "services/Connections.h"

class QLineEdit;

namespace passerelle::pages {

class Card;
class DetailsFold;
class DeviceCodeCard;
class FactList;
class FindingList;
class Fold;
class FormField;
class MessageBand;
class OfflineChoice;
class TenantOptions;
class UrlOpener;

// Page 3: any domain of the organisation, sign-in in the browser, and the organisation found.
class TenantPage : public PageBase {
    Q_OBJECT
public:
    TenantPage(model::SetupState &state, services::TenantConnection &connection, UrlOpener &opener);

    QString heading() const override;
    QString help() const override;
    Foot foot() const override;
    model::Verdict state() const override;
    bool isBusy() const override { return m_connection.isRunning(); }
    void stopWork() override { m_connection.cancel(); }
    bool isComplete() const override { return !isBusy(); }
    bool validatePage() override;

protected:
    void build(QVBoxLayout *content) override;
    void retranslate() override;
    void entered(Entry entry) override;
    QWidget *firstField() const override;

private:
    enum class Way { Browser, Code };

    void startSignIn(Way way);
    void changeTo(Way way);
    Way nextWay() const;
    void signOut();
    void signIn();
    void goOffline();
    void openBrowser(const QUrl &url);
    void refresh();
    void refreshBand();
    void refreshFacts();

    model::SetupState &m_state;
    services::TenantConnection &m_connection;
    UrlOpener &m_opener;
    bool m_browserFailed = false;
    bool m_signedOut = false; // just now, on this page
    Way m_way = Way::Browser; // of the newest attempt
    QLineEdit *m_domain = nullptr;
    FormField *m_domainField = nullptr;
    OfflineChoice *m_offline = nullptr;
    Card *m_form = nullptr;
    Card *m_factCard = nullptr;
    FactList *m_facts = nullptr;
    DeviceCodeCard *m_code = nullptr;
    TenantOptions *m_options = nullptr;
    Fold *m_optionsFold = nullptr;
    MessageBand *m_band = nullptr;
    FindingList *m_findings = nullptr;
    DetailsFold *m_details = nullptr;
    QPushButton *m_signIn = nullptr;
    QPushButton *m_stop = nullptr;
    QPushButton *m_otherAccount = nullptr;
    QPushButton *m_online = nullptr;
    QPushButton *m_consent = nullptr;
    QPushButton *m_signOut = nullptr;
    QPushButton *m_browserOut = nullptr;
    QPushButton *m_codeInstead = nullptr;
    QPushButton *m_another = nullptr;
    QPushButton *m_openAgain = nullptr;
    QPushButton *m_copyAddress = nullptr;
    QPushButton *m_retry = nullptr;
    QPushButton *m_copy = nullptr;
};

}
