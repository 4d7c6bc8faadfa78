#include "pages/OfflineChoice.h"

#include "pages/MessageBand.h"
#include "pages/Style.h"
#include "pages/TextLabel.h"

#include <QHBoxLayout>
#include <QPushButton>

namespace passerelle::pages {

OfflineChoice::OfflineChoice(QWidget *parent)
    : QWidget(parent)
    , m_sentence(new TextLabel(Type::Body, Role::Muted))
    , m_goOn(makeButton(QStringLiteral("tenantOfflineButton")))
    , m_band(new MessageBand(QStringLiteral("tenantOffline")))
{
    auto *row = new QHBoxLayout;
    row->setSpacing(space::xl);
    row->addWidget(m_sentence, 1);
    row->addWidget(m_goOn, 0, Qt::AlignVCenter);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::m);
    column->addWidget(m_band);
    column->addLayout(row);
    connect(m_goOn, &QPushButton::clicked, this, &OfflineChoice::chosen);
    retranslate();
}

void OfflineChoice::show(bool offered, bool chosen)
{
    m_offered = offered;
    m_chosen = chosen;
    setVisible(offered || chosen);
    m_sentence->setVisible(offered && !chosen);
    m_goOn->setVisible(offered && !chosen);
    if (chosen)
        m_band->show(MessageBand::Kind::Information, tr("You work without a sign-in"),
                     tr("Step 5 saves files for an operator who may sign in, and step 6 judges the answer. What only Microsoft "
                        "Entra can tell is marked “Not tested”. You can still sign in here."));
    else
        m_band->dismiss();
}

void OfflineChoice::retranslate()
{
    m_sentence->setText(tr("You may not sign in to Microsoft Entra? Everything in Exchange is done here; the certificate, a script and "
                           "instructions are saved for somebody who may, and the answer is judged later."));
    m_goOn->setText(tr("Go on &without signing in"));
    show(m_offered, m_chosen);
}

}
