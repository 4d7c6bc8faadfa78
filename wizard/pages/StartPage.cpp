#include "pages/StartPage.h"

#include "pages/Card.h"
#include "pages/ChoiceRow.h"
#include "pages/NoteRow.h"
#include "pages/ScrollCard.h"
#include "pages/TextLabel.h"
#include "text/Format.h"

#include <QButtonGroup>
#include <QLocale>
#include <QRadioButton>
#include <QSignalBlocker>

namespace passerelle::pages {

StartPage::StartPage(model::SetupState &state)
    : PageBase(StartPageId, QStringLiteral("start"))
    , m_state(state)
    , m_resumable(state.hasUnfinishedRun())
{
}

QString StartPage::heading() const
{
    return tr("Before you begin");
}

QString StartPage::help() const
{
    return tr("Passerelle links Exchange Server with Skype for Business Online, as Microsoft’s procedure "
              "describes it.");
}

PageBase::Foot StartPage::foot() const
{
    Foot foot;
    foot.back = false;
    return foot;
}

model::Verdict StartPage::state() const
{
    return m_begun ? model::Verdict::Pass : model::Verdict::Pending;
}

void StartPage::build(QVBoxLayout *content)
{
    auto *choices = new Card;
    choices->addRow(buildLanguages());
    auto *group = new QButtonGroup(this);
    const auto add = [&](ChoiceRow *&row, const char *role) {
        row = new ChoiceRow(objectNameFor(role));
        group->addButton(row->button());
        choices->addRow(row);
    };
    if (m_resumable)
        add(m_resume, "ResumeChoice");
    add(m_configure, "ConfigureChoice");
    add(m_verify, "VerifyChoice");
    ChoiceRow *proposed =
        m_resume ? m_resume : (m_state.mode() == model::Mode::Verify ? m_verify : m_configure);
    proposed->button()->setChecked(true);
    content->addWidget(choices);

    m_noteCard = new ScrollCard;
    m_noteCard->setObjectName(objectNameFor("Notes"));
    for (int i = 0; i < 3; ++i) {
        m_notes.append(new NoteRow);
        m_noteCard->addRow(m_notes.last());
    }
    content->addWidget(m_noteCard);
}

QWidget *StartPage::buildLanguages()
{
    auto *row = new QWidget;
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins(0, 10, 0, 10);
    line->setSpacing(space::xxl);
    auto *label = new TextLabel;
    label->setWeight(QFont::DemiBold);
    m_languageLabel = label;
    m_english = new QRadioButton(QStringLiteral("English"));
    m_french = new QRadioButton(QStringLiteral("Français"));
    m_english->setObjectName(objectNameFor("EnglishChoice"));
    m_french->setObjectName(objectNameFor("FrenchChoice"));
    auto *group = new QButtonGroup(this);
    line->addWidget(label);
    for (QRadioButton *button : { m_french, m_english }) {
        group->addButton(button);
        button->setMinimumHeight(24);
        line->addWidget(button);
    }
    line->addStretch(1);
    connect(m_english, &QRadioButton::clicked, this,
            [this] { emit languageRequested(QStringLiteral("en")); });
    connect(m_french, &QRadioButton::clicked, this, [this] { emit languageRequested(QStringLiteral("fr")); });
    return row;
}

QWidget *StartPage::firstField() const
{
    return m_french->isChecked() ? m_french : m_english;
}

void StartPage::retranslate()
{
    static_cast<TextLabel *>(m_languageLabel)->setText(tr("Language"));
    const bool french = QLocale().language() == QLocale::French;
    (french ? m_french : m_english)->setChecked(true);
    if (m_resume)
        m_resume->setTexts(tr("&Resume the run of %1").arg(text::dateTime(m_state.startedUtc())),
                           tr("What is done already is read again, not written again."));
    m_configure->setTexts(m_resumable ? tr("&Configure from the beginning") : tr("&Configure"),
                          tr("Check, review, then carry out the six steps. Allow 30 to 60 minutes."));
    m_verify->setTexts(tr("&Verify only"),
                       tr("Read the present state and run the checklist. Nothing is written."));
    m_noteCard->setAccessibleName(tr("What to know first"));
    m_notes[0]->show(
        Icon::Information, tr("What will be changed"),
        tr("A hidden mail user, a partner application and the key of one service application. "
           "You see each change before it is made, and nothing is ever deleted that you did not tick."));
    m_notes[1]->show(
        Icon::Information, tr("What you need"),
        tr("In Exchange, an account of the role group Organization Management. In Microsoft Entra, the "
           "role Application Administrator. Any PC that reaches both."));
    m_notes[2]->show(
        Icon::Information, tr("What Microsoft says today"),
        tr("Skype for Business Online was retired on 31 July 2021, but Cloud Voicemail still uses its "
           "application. Since June 2025 Microsoft’s page also sets up two Teams applications."));
}

bool StartPage::validatePage()
{
    m_resuming = m_resume && m_resume->button()->isChecked();
    const bool verify = m_verify->button()->isChecked();
    if (!m_resuming) {
        m_state.setMode(verify ? model::Mode::Verify : model::Mode::Setup);
        if (!verify && !m_configuring)
            beginRun();
    }
    m_configuring = !m_resuming && !verify;
    m_begun = true;
    emit changed();
    return true;
}

// A new run forgets the old one, not the connections made a moment ago.
void StartPage::beginRun()
{
    const auto exchange = m_state.exchange();
    const auto tenant = m_state.tenant();
    m_state.begin(QDateTime::currentDateTimeUtc());
    if (m_begun) {
        m_state.setExchange(exchange);
        m_state.setTenant(tenant);
    }
}

}
