#pragma once

#include "model/SetupState.h"
#include "services/Connections.h"

#include <QWidget>

class QComboBox;
class QLineEdit;
class QPushButton;

namespace passerelle::pages {

class FormField;
class TextLabel;

// How to reach Microsoft 365 where the usual way does not do: cloud, proxy, own application. What is typed goes to
// SetupState::cloudSettings(), the proxy's password to the connection alone.
class TenantOptions : public QWidget {
    Q_OBJECT
public:
    TenantOptions(model::SetupState &state, services::TenantConnection &connection, QWidget *parent = nullptr);

    void retranslate();
    void refresh();
    // Whether what is typed can be used; tells what is wrong at its field.
    bool take();
    // An option is not the usual one.
    bool isChanged() const { return m_state.cloudSettings() != model::CloudSettings(); }

signals:
    void codeRequested(); // sign in with a code on another device

private:
    void buildFields();
    void fill();
    void arrange();
    void testProxy();
    QString verdictText() const;

    model::SetupState &m_state;
    services::TenantConnection &m_connection;
    QComboBox *m_cloud;
    QLineEdit *m_client;
    QComboBox *m_proxy;
    QLineEdit *m_address;
    QLineEdit *m_user;
    QLineEdit *m_password;
    FormField *m_cloudField;
    FormField *m_clientField;
    FormField *m_proxyField;
    FormField *m_addressField;
    FormField *m_userField;
    FormField *m_passwordField;
    QPushButton *m_test;
    QPushButton *m_code;
    TextLabel *m_verdict;
    TextLabel *m_codeHint;
};

}
