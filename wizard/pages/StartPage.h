#pragma once

#include "model/SetupState.h"
#include "pages/PageBase.h"

class QRadioButton;

namespace passerelle::pages {

class ChoiceRow;
class NoteRow;
class ScrollCard;

// Page 1: the language, what to do, and what has to be known before.
class StartPage : public PageBase {
    Q_OBJECT
public:
    explicit StartPage(model::SetupState &state);

    QString heading() const override;
    QString help() const override;
    Foot foot() const override;
    model::Verdict state() const override;
    bool validatePage() override;
    bool isResuming() const { return m_resuming; }

signals:
    void languageRequested(const QString &code); // "en" or "fr"

protected:
    void build(QVBoxLayout *content) override;
    void retranslate() override;
    QWidget *firstField() const override;

private:
    QWidget *buildLanguages();
    void beginRun();

    model::SetupState &m_state;
    bool m_resumable;
    bool m_resuming = false;
    bool m_begun = false;
    bool m_configuring = false;
    QWidget *m_languageLabel = nullptr;
    QRadioButton *m_english = nullptr;
    QRadioButton *m_french = nullptr;
    ChoiceRow *m_configure = nullptr;
    ChoiceRow *m_verify = nullptr;
    ChoiceRow *m_resume = nullptr;
    ScrollCard *m_noteCard = nullptr;
    QList<NoteRow *> m_notes;
};

}
