#include "pages/Card.h"

#include "pages/StylePainting.h"

#include <QPainter>

namespace passerelle::pages {

Hairline::Hairline(QWidget *parent)
    : QWidget(parent)
{
    setFixedHeight(1);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void Hairline::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), Colors::of(palette())[Role::Hairline]);
}

Card::Card(QWidget *parent)
    : QWidget(parent)
    , m_body(new QVBoxLayout(this))
{
    m_body->setContentsMargins(space::xl, space::l, space::xl, space::l);
    m_body->setSpacing(space::l);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Minimum);
}

void Card::addRow(QWidget *row)
{
    if (m_body->count() == 0) {
        m_body->setContentsMargins(space::xl, space::xs, space::xl, space::xs);
        m_body->setSpacing(0);
    } else {
        m_body->addWidget(new Hairline);
    }
    m_body->addWidget(row);
}

void Card::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Colors c = Colors::of(palette());
    painting::roundedBox(&painter, rect(), space::cardRadius, c[Role::Card], c[Role::Hairline]);
}

}
