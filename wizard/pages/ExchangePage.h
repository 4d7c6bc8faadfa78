#pragma once

#include "model/SetupState.h"
#include "pages/PageBase.h"
#include "services/Connections.h"

class QCheckBox;
class QComboBox;
class QLineEdit;

namespace passerelle::pages {

class DetailsFold;
class FindingList;
class FormField;
class MessageBand;

// Page 2: server and account, then the connection, stage by stage, and what was read through it.
class ExchangePage : public PageBase {
    Q_OBJECT
public:
    ExchangePage(model::SetupState &state, services::ExchangeConnection &connection);

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
    void buildForm(QVBoxLayout *content);
    void buildBand();
    void fillFromState();
    void connectToServer();
    QString serverNameError() const; // empty when it is fit to be used
    bool checkFields();
    void takeFields();
    bool usesSession() const;
    bool usesHttp() const;
    void arrangeForm();
    void refresh();
    void refreshBand();

    model::SetupState &m_state;
    services::ExchangeConnection &m_connection;
    QLineEdit *m_server = nullptr;
    QComboBox *m_protocol = nullptr;
    QComboBox *m_identity = nullptr;
    QCheckBox *m_basic = nullptr;
    QLineEdit *m_user = nullptr;
    QLineEdit *m_password = nullptr;
    FormField *m_serverField = nullptr;
    FormField *m_protocolField = nullptr;
    FormField *m_identityField = nullptr;
    FormField *m_userField = nullptr;
    FormField *m_passwordField = nullptr;
    FormField *m_basicField = nullptr;
    MessageBand *m_band = nullptr;
    FindingList *m_findings = nullptr;
    DetailsFold *m_details = nullptr;
    QPushButton *m_connect = nullptr;
    QPushButton *m_stop = nullptr;
    QPushButton *m_trust = nullptr;
    QPushButton *m_follow = nullptr;
    QPushButton *m_retry = nullptr;
    QPushButton *m_copy = nullptr;
};

}
