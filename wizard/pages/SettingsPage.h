#pragma once

#include "model/SetupState.h"
#include "pages/PageBase.h"

class QCheckBox;
class QComboBox;
class QGridLayout;
class QLineEdit;

namespace passerelle::pages {

class Dialogs;
class FormField;
class MessageBand;
class ScrollCard;

// Page 5: the names and places the steps will use, each proposed with its reason.
class SettingsPage : public PageBase {
    Q_OBJECT
public:
    SettingsPage(model::SetupState &state, Dialogs &dialogs);

    QString heading() const override;
    QString help() const override;
    model::Verdict state() const override;
    bool validatePage() override;

protected:
    void build(QVBoxLayout *content) override;
    void retranslate() override;
    void entered(Entry entry) override;
    QWidget *firstField() const override;

private:
    void fill();
    model::Settings typed() const;
    void chooseFile();
    bool checkAll();
    QString nameError(const QString &name) const;
    QString fileError(const QString &path) const;

    model::SetupState &m_state;
    Dialogs &m_dialogs;
    MessageBand *m_band = nullptr;
    ScrollCard *m_card = nullptr;
    QComboBox *m_domain = nullptr;
    QComboBox *m_controller = nullptr;
    QLineEdit *m_account = nullptr;
    QLineEdit *m_partner = nullptr;
    QLineEdit *m_unit = nullptr;
    QCheckBox *m_online = nullptr;
    QLineEdit *m_file = nullptr;
    QPushButton *m_browse = nullptr;
    QList<FormField *> m_fields; // in reading order, as the enum of the source file
};

}
