#include "pages/ProgressHeader.h"

#include "pages/TextLabel.h"

#include <QHBoxLayout>
#include <QProgressBar>
#include <QVBoxLayout>

namespace passerelle::pages {

static constexpr int steps = 1000;

ProgressHeader::ProgressHeader(const QString &prefix, QWidget *parent)
    : QWidget(parent)
    , m_text(new TextLabel)
    , m_count(new TextLabel(Type::Detail, Role::Muted))
    , m_bar(new QProgressBar)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(space::s);
    auto *row = new QHBoxLayout;
    row->addWidget(m_text, 1);
    row->addWidget(m_count);
    m_count->setWordWrap(false);
    m_text->setObjectName(prefix + QStringLiteral("ProgressText"));
    m_bar->setObjectName(prefix + QStringLiteral("Progress"));
    m_bar->setRange(0, steps);
    m_bar->setTextVisible(false);
    m_bar->setFixedHeight(6);
    column->addLayout(row);
    column->addWidget(m_bar);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Minimum);
}

void ProgressHeader::start()
{
    m_bar->setValue(0);
}

void ProgressHeader::show(const QString &text, int done, int total)
{
    m_text->setText(text);
    m_count->setText(tr("%1 of %2").arg(done).arg(total));
    if (total > 0)
        m_bar->setValue(std::max(m_bar->value(), steps * done / total));
    m_bar->setAccessibleName(text);
    setVisible(true);
}

}
