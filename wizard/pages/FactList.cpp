#include "pages/FactList.h"

#include "pages/Card.h"
#include "pages/TextLabel.h"

#include <QGridLayout>

namespace passerelle::pages {

FactList::FactList(QWidget *parent)
    : QWidget(parent)
    , m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, space::s, 0, space::s);
    m_grid->setHorizontalSpacing(space::xxl);
    m_grid->setVerticalSpacing(space::xs);
    m_grid->setColumnStretch(1, 1);
}

void FactList::show(const QList<QPair<QString, QString>> &facts)
{
    while (QLayoutItem *item = m_grid->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    int row = 0;
    for (const auto &[name, value] : facts) {
        auto *left = new TextLabel(Type::Body, Role::Muted);
        auto *right = new TextLabel;
        left->setText(name);
        left->setWordWrap(false);
        right->setText(value);
        right->setSelectable();
        m_grid->addWidget(left, row, 0, Qt::AlignTop);
        m_grid->addWidget(right, row, 1);
        ++row;
    }
    setVisible(row > 0);
}

}
