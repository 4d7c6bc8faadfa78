#include "ui/Foot.h"

#include "pages/Style.h"
#include "pages/Theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>

namespace passerelle::ui {

using namespace pages;

Foot::Foot(QWidget *parent)
    : QWidget(parent)
    , m_row(new QHBoxLayout(this))
    , m_help(makeButton(QStringLiteral("helpButton"), Look::Link))
    , m_cancel(makeButton(QStringLiteral("cancelButton"), Look::Quiet))
    , m_back(makeButton(QStringLiteral("backButton")))
    , m_next(makeButton(QStringLiteral("nextButton"), Look::Primary))
{
    setObjectName(QStringLiteral("foot"));
    m_row->setContentsMargins(space::page - space::xs, 14, space::page, 14);
    m_row->setSpacing(space::m);
    m_row->addWidget(m_help);
    m_row->addStretch(1);
    m_row->addWidget(m_cancel);
    m_row->addWidget(m_back);
    m_row->addWidget(m_next);
    retranslate();
}

void Foot::show(const PageBase &page, bool finished)
{
    const PageBase::Foot wanted = page.foot();
    const QWidget *focused = focusWidget() && focusWidget()->hasFocus() ? focusWidget() : nullptr;
    QList<QPushButton *> buttons = wanted.secondary;
    if (wanted.primary)
        buttons.append(wanted.primary);
    m_primary = wanted.primary ? wanted.primary : (wanted.next ? m_next : nullptr);
    m_returnPresses = wanted.returnPresses;
    m_help->setText(page.helpQuestion());
    arrange(wanted);
    for (QPushButton *button : buttons) {
        setLook(button, button == m_primary ? Look::Primary : Look::Ordinary);
        button->show();
    }
    for (QPushButton *button : std::as_const(m_ofPage)) {
        if (!buttons.contains(button))
            button->hide();
    }
    m_ofPage = buttons;
    setLook(m_next, m_primary == m_next ? Look::Primary : Look::Ordinary);
    m_next->setVisible(wanted.next);
    m_next->setEnabled(wanted.next && page.isComplete());
    m_back->setVisible(wanted.back);
    m_back->setEnabled(!page.isBusy());
    m_cancel->setVisible(!finished && !page.isBusy());
    fit();
    if (focused && (!focused->isVisibleTo(this) || !focused->isEnabled()))
        keepFocus();
}

// Cancel, Back, the secondary buttons, Next, the page's own primary.
void Foot::arrange(const PageBase::Foot &wanted)
{
    QList<QWidget *> order{ m_cancel, m_back };
    for (QPushButton *button : wanted.secondary)
        order.append(button);
    order.append(m_next);
    if (wanted.primary)
        order.append(wanted.primary);
    if (order == m_order)
        return;
    m_order = order;
    for (QWidget *button : order)
        m_row->removeWidget(button);
    for (QWidget *button : order)
        m_row->addWidget(button);
}

// A button that had the focus is gone: its successor takes it, not whatever comes next in the window.
void Foot::keepFocus()
{
    QPushButton *successor = m_primary ? m_primary : (m_ofPage.isEmpty() ? m_help : m_ofPage.first());
    successor->setFocus(Qt::OtherFocusReason);
}

void Foot::pressPrimary()
{
    if (m_primary && m_returnPresses && m_primary->isEnabled())
        m_primary->click();
}

void Foot::retranslate()
{
    m_back->setText(tr("&Back"));
    m_next->setText(tr("&Next"));
    m_cancel->setText(tr("Cancel"));
    m_help->setToolTip(tr("Opens Microsoft’s page of the procedure in your browser"));
    m_help->setAccessibleDescription(m_help->toolTip());
}

// The help question gives way before any button is cut.
void Foot::fit()
{
    m_help->show();
    if (m_row->minimumSize().width() > width())
        m_help->hide();
}

void Foot::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void Foot::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(QRect(0, 0, width(), 1), Colors::of(palette())[Role::Hairline]);
}

void Foot::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fit();
}

}
