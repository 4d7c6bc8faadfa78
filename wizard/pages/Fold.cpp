#include "pages/Fold.h"

#include "pages/Icons.h"
#include "pages/Style.h"
#include "pages/StylePainting.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>

namespace passerelle::pages {

Fold::Fold(const QString &objectName, QWidget *parent)
    : QWidget(parent)
    , m_toggle(makeButton(objectName, Look::Quiet))
    , m_head(new QHBoxLayout)
    , m_column(new QVBoxLayout(this))
{
    m_toggle->setProperty("alignLeft", true);
    m_toggle->setProperty("flush", true);
    m_toggle->setIconSize({ 14, 14 });
    m_head->setSpacing(space::s);
    m_head->addWidget(m_toggle);
    m_head->addStretch(1);
    m_column->setSpacing(space::xs);
    m_column->addLayout(m_head);
    connect(m_toggle, &QPushButton::clicked, this, [this] { setOpen(!m_open); });
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    dress();
}

void Fold::setTitle(const QString &title)
{
    m_toggle->setText(title);
}

void Fold::setBody(QWidget *body)
{
    m_body = body;
    m_column->addWidget(body, 1);
    body->setVisible(m_open);
}

void Fold::setHeadAction(QPushButton *button)
{
    m_action = button;
    m_head->addWidget(button);
    button->setVisible(m_open);
}

void Fold::setOpen(bool open)
{
    if (m_open == open)
        return;
    m_open = open;
    if (m_body)
        m_body->setVisible(open);
    if (m_action)
        m_action->setVisible(open);
    dress();
    emit toggled(open);
}

void Fold::dress()
{
    const Icon chevron = m_open ? Icon::ChevronDown : Icon::ChevronRight;
    m_toggle->setIcon(Icons::pixmap(chevron, Colors::of(palette())[Role::Muted], 14, devicePixelRatioF()));
    m_toggle->setAccessibleDescription(m_open ? tr("open") : tr("closed"));
    m_column->setContentsMargins(m_open ? QMargins(space::l, space::s, space::l, space::m) : QMargins());
    update();
}

void Fold::paintEvent(QPaintEvent *)
{
    if (!m_open)
        return;
    QPainter painter(this);
    const Colors c = Colors::of(palette());
    painting::roundedBox(&painter, rect(), space::cardRadius, c[Role::Card], c[Role::Hairline]);
}

void Fold::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::LanguageChange)
        dress();
}

}
