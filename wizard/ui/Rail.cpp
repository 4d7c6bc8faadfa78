#include "ui/Rail.h"

#include "model/Steps.h"
#include "pages/Icons.h"
#include "pages/PageIds.h"
#include "pages/StateIcon.h"
#include "pages/Style.h"
#include "pages/TextLabel.h"
#include "text/StepText.h"
#include "ui/RailRow.h"

#include <QActionGroup>
#include <QEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

namespace passerelle::ui {

using namespace pages;

static constexpr int openRail = 264;
static constexpr int foldedRail = 56;

Rail::Rail(QWidget *parent)
    : QWidget(parent)
    , m_product(new TextLabel(Type::Title))
    , m_subject(new QWidget)
    , m_subjectFrom(new TextLabel(Type::Subject, Role::Muted))
    , m_subjectTo(new TextLabel(Type::Subject, Role::Muted))
    , m_column(new QVBoxLayout(this))
    , m_language(makeButton(QStringLiteral("languageButton"), Look::Quiet))
    , m_theme(makeButton(QStringLiteral("themeButton"), Look::Quiet))
{
    setObjectName(QStringLiteral("rail"));
    m_column->setSpacing(0);
    m_product->setText(QStringLiteral("Passerelle"));
    QFont font = Theme::font(Type::Title);
    font.setPointSizeF(Theme::font(Type::Body).pointSizeF() * 1.6);
    m_product->setFont(font);
    m_product->setWordWrap(false);
    buildSubject();
    m_column->addWidget(m_product);
    m_column->addWidget(m_subject);
    addGroup(m_column, StartPageId, ReviewPageId);
    addGroup(m_column, OauthPageId, UploadCheckPageId);
    addGroup(m_column, VerificationPageId, SummaryPageId);
    m_column->addStretch(1);
    buildFoot(m_column);
    retranslate();
    setFolded(false);
}

// The arrow is a drawing: few fonts have the character, and looking for one that does costs more than the
// whole list.
void Rail::buildSubject()
{
    auto *line = new QHBoxLayout(m_subject);
    line->setContentsMargins({});
    line->setSpacing(6);
    auto *arrow = new StateIcon(12);
    arrow->setIcon(Icon::ArrowBoth);
    m_subjectFrom->setWordWrap(false);
    m_subjectTo->setWordWrap(false);
    line->addWidget(m_subjectFrom);
    line->addWidget(arrow);
    line->addWidget(m_subjectTo);
    line->addStretch(1);
}

void Rail::addGroup(QVBoxLayout *column, int first, int last)
{
    auto *title = new TextLabel(Type::Detail, Role::Muted);
    title->setWeight(QFont::DemiBold);
    title->setWordWrap(false);
    title->setContentsMargins(0, space::m, 0, space::xs);
    title->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    m_groups.append(title);
    column->addWidget(title);
    for (int id = first; id <= last; ++id) {
        const bool step = id >= OauthPageId && id <= UploadCheckPageId;
        auto *row = new RailRow(id, step ? id - OauthPageId + 1 : 0);
        row->setObjectName(QStringLiteral("railRow%1").arg(id));
        connect(row, &QAbstractButton::clicked, this, [this, row] {
            if (row->isReachable())
                emit pageRequested(row->id());
        });
        m_rows.append(row);
        column->addWidget(row);
    }
}

void Rail::buildFoot(QVBoxLayout *column)
{
    auto *languages = new QMenu(m_language);
    for (const auto &[code, word] : { std::pair{ "fr", "Français" }, std::pair{ "en", "English" } }) {
        QAction *action = languages->addAction(QString::fromUtf8(word));
        connect(action, &QAction::triggered, this,
                [this, name = QString::fromLatin1(code)] { emit languageRequested(name); });
    }
    m_language->setMenu(languages);
    auto *themes = new QMenu(m_theme);
    for (Scheme scheme : { Scheme::System, Scheme::Light, Scheme::Dark })
        connect(themes->addAction(QString()), &QAction::triggered, this,
                [this, scheme] { emit schemeRequested(scheme); });
    m_theme->setMenu(themes);
    for (QPushButton *button : { m_language, m_theme }) {
        button->setIconSize({ 16, 16 });
        button->setProperty("alignLeft", true);
        column->addWidget(button, 0, Qt::AlignLeft);
    }
}

int Rail::openWidth() const
{
    int widest = m_subject->sizeHint().width();
    for (const RailRow *row : m_rows)
        widest = std::max(widest, row->openWidth());
    return std::max(openRail, widest + 2 * space::xl);
}

void Rail::setFolded(bool folded)
{
    m_folded = folded;
    const int side = folded ? 10 : int(space::xl);
    m_column->setContentsMargins(side, space::xxl, side - (folded ? 0 : space::xs), space::m);
    m_product->setVisible(!folded);
    m_subject->setVisible(!folded);
    for (TextLabel *group : m_groups) {
        group->setText(folded ? QString() : group->accessibleName());
        group->setMinimumHeight(folded ? int(space::m) : 0);  // a gap stays where the title was
        group->setMaximumHeight(folded ? int(space::m) : QWIDGETSIZE_MAX);
    }
    for (RailRow *row : m_rows)
        row->setFolded(folded);
    dressFoot();
    setFixedWidth(folded ? foldedRail : openWidth());
}

void Rail::setLanguage(const QString &code)
{
    m_code = code;
    dressFoot();
}

void Rail::dressFoot()
{
    const QColor color = Colors::of(palette())[Role::Muted];
    m_language->setIcon(Icons::pixmap(Icon::Language, color, 16, devicePixelRatioF()));
    m_theme->setIcon(Icons::pixmap(Icon::Appearance, color, 16, devicePixelRatioF()));
    const QString language = m_code == u"fr" ? QStringLiteral("Français") : QStringLiteral("English");
    m_language->setText(m_folded ? QString() : language);
    m_theme->setText(m_folded ? QString() : tr("Theme"));
    m_language->setAccessibleName(tr("Language: %1").arg(language));
    m_theme->setAccessibleName(tr("Theme"));
    m_language->setToolTip(m_folded ? m_language->accessibleName() : QString());
    m_theme->setToolTip(m_folded ? m_theme->accessibleName() : QString());
}

void Rail::retranslate()
{
    setAccessibleName(tr("Pages"));
    m_subjectFrom->setText(tr("Skype for Business Online"));
    m_subjectTo->setText(tr("Exchange"));
    const QStringList groups{ tr("Prepare"), tr("The six steps"), tr("Prove") };
    for (qsizetype i = 0; i < m_groups.size(); ++i) {
        m_groups[i]->setAccessibleName(groups[i]);
        m_groups[i]->setText(m_folded ? QString() : groups[i]);
    }
    QStringList titles{ tr("Before you begin"), tr("Exchange Server"), tr("Microsoft 365"),
                        tr("Prerequisites"),    tr("Settings"),        tr("Review") };
    for (const QString &id : model::stepIds())
        titles.append(text::stepShortTitle(id));
    titles << tr("Verification") << tr("Summary");
    for (qsizetype i = 0; i < m_rows.size(); ++i) {
        m_rows[i]->setTitle(titles[i]);
    }
    const QStringList themes{ tr("As the system"), tr("Light"), tr("Dark") };
    const auto actions = m_theme->menu()->actions();
    for (qsizetype i = 0; i < actions.size(); ++i)
        actions[i]->setText(themes[i]);
    dressFoot();
}

void Rail::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        setFolded(m_folded);
    } else if (event->type() == QEvent::PaletteChange) {
        dressFoot();
    }
}

void Rail::keyPressEvent(QKeyEvent *event)
{
    const auto *row = qobject_cast<RailRow *>(focusWidget());
    const int step = event->key() == Qt::Key_Down ? 1 : (event->key() == Qt::Key_Up ? -1 : 0);
    const qsizetype index = row ? m_rows.indexOf(row) + step : -1;
    if (row && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)) {
        if (row->isReachable())
            emit pageRequested(row->id());
        return;
    }
    if (step == 0 || index < 0 || index >= m_rows.size()) {
        QWidget::keyPressEvent(event);
        return;
    }
    m_rows[index]->setFocus(Qt::TabFocusReason);
}

void Rail::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Colors c = Colors::of(palette());
    painter.fillRect(rect(), c[Role::Rail]);
    if (c.isHighContrast())
        painter.fillRect(QRect(width() - 1, 0, 1, height()), c[Role::Text]);
}

}
