#include "pages/DeviceCodeCard.h"

#include "pages/Style.h"
#include "pages/TextLabel.h"
#include "text/Format.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>
#include <algorithm>

namespace passerelle::pages {

DeviceCodeCard::DeviceCodeCard(QWidget *parent)
    : Card(parent)
    , m_sentence(new TextLabel)
    , m_value(new QLineEdit)
    , m_left(new TextLabel(Type::Detail, Role::Muted))
    , m_copy(makeButton(QStringLiteral("tenantCopyCodeButton")))
    , m_open(makeButton(QStringLiteral("tenantOpenCodePageButton")))
{
    setObjectName(QStringLiteral("tenantCode"));
    m_value->setObjectName(QStringLiteral("tenantCodeEdit"));
    m_value->setReadOnly(true);
    m_value->setFont(Theme::font(Type::Title));
    m_value->setAlignment(Qt::AlignCenter);
    m_sentence->setSelectable();
    auto *row = new QHBoxLayout;
    row->setSpacing(space::m);
    row->addWidget(m_value, 1);
    row->addWidget(m_copy);
    row->addWidget(m_open);
    body()->setSpacing(space::m);
    body()->addWidget(m_sentence);
    body()->addLayout(row);
    body()->addWidget(m_left);
    m_timer.setInterval(1000);
    connect(&m_timer, &QTimer::timeout, this, &DeviceCodeCard::tick);
    connect(m_copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(m_code.userCode); });
    connect(m_open, &QPushButton::clicked, this, [this] { emit openRequested(m_code.verificationUri); });
    hide();
}

void DeviceCodeCard::show(const auth::DeviceCode &code)
{
    const bool fresh = code.userCode != m_code.userCode;
    m_code = code;
    m_value->setText(code.userCode);
    retranslate();
    setVisible(true);
    m_timer.start();
    if (fresh)
        m_value->setFocus(Qt::OtherFocusReason);
}

void DeviceCodeCard::dismiss()
{
    m_timer.stop();
    m_code = {};
    m_value->clear();
    setVisible(false);
}

void DeviceCodeCard::tick()
{
    const qint64 seconds = std::max<qint64>(0, QDateTime::currentDateTimeUtc().secsTo(m_code.expiryUtc));
    m_left->setText(tr("The code is valid for another %1.").arg(text::duration(seconds * 1000)));
}

void DeviceCodeCard::retranslate()
{
    m_sentence->setText(tr("On any device, open %1 and type this code. Then sign in there.")
                            .arg(m_code.verificationUri.toDisplayString()));
    m_value->setAccessibleName(tr("Code to type"));
    m_value->setAccessibleDescription(m_sentence->text());
    m_copy->setText(tr("&Copy the code"));
    m_open->setText(tr("&Open the page here"));
    tick();
}

}
