#include "ui/MainWindow.h"

#include "model/SetupState.h"
#include "pages/MessageBand.h"
#include "pages/TextLabel.h"
#include "pages/UrlOpener.h"
#include "services/StepService.h"
#include "text/StepText.h"
#include "ui/Foot.h"
#include "ui/Languages.h"
#include "ui/Rail.h"
#include "ui/RailRow.h"
#include "ui/RenewalNotice.h"
#include "ui/SetupWizard.h"
#include "ui/TabOrder.h"

#include <QApplication>
#include <QCloseEvent>
#include <QKeyEvent>
#include <QPushButton>
#include <QTimer>
#include <QVBoxLayout>
#include <algorithm>

namespace passerelle::ui {

using namespace pages;

static constexpr QSize openSize(1060, 740);
static constexpr QSize smallest(900, 600);
static constexpr int contentWidth = 736; // what the right side needs at the usual text size
static constexpr int usualTextHeight = 19;

MainWindow::MainWindow(const Parts &parts, QWidget *parent)
    : QWidget(parent)
    , m_parts(parts)
    , m_wizard(new SetupWizard(parts))
    , m_rail(new Rail)
    , m_foot(new ui::Foot)
    , m_context(new TextLabel(Type::Detail, Role::Muted))
{
    setObjectName(QStringLiteral("mainWindow"));
    setMinimumSize(smallest);
    resize(openSize);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins({});
    row->setSpacing(0);
    row->addWidget(m_rail);
    row->addWidget(buildRight(), 1);
    m_rail->setLanguage(m_parts.languages->current());
    connectAll();
    m_wizard->restart();
    m_wizard->show();
}

QWidget *MainWindow::buildRight()
{
    auto *right = new QWidget;
    auto *column = new QVBoxLayout(right);
    column->setContentsMargins({});
    column->setSpacing(0);
    m_context->setObjectName(QStringLiteral("contextLine"));
    m_context->setContentsMargins(space::page, space::xl, space::page, 0);
    m_context->setMinimumHeight(QFontMetrics(Theme::font(Type::Body)).height() + space::xl);
    m_context->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    m_context->setSelectable();
    m_questionPlace = new QVBoxLayout;
    m_questionPlace->setContentsMargins(space::page, 0, space::page, 0);
    column->addWidget(m_context);
    column->addLayout(m_questionPlace);
    column->addWidget(m_wizard, 1);
    column->addWidget(m_foot);
    return right;
}

void MainWindow::connectAll()
{
    connect(m_wizard, &SetupWizard::pageShown, this, &MainWindow::showPage);
    connect(m_wizard, &SetupWizard::pageChanged, this, [this](int id) {
        if (id == m_wizard->currentId())
            m_foot->show(*m_wizard->currentPageBase(), allDone());
        refreshSoon();
    });
    connect(m_wizard, &SetupWizard::returnPressed, m_foot, &ui::Foot::pressPrimary);
    connect(m_wizard, &SetupWizard::escapePressed, this, &MainWindow::escape);
    connect(m_wizard, &SetupWizard::closeRequested, this, &QWidget::close);
    connect(m_parts.state, &model::SetupState::changed, this, &MainWindow::refreshSoon);
    connect(m_foot->next(), &QPushButton::clicked, m_wizard, &QWizard::next);
    connect(m_foot->back(), &QPushButton::clicked, m_wizard, &QWizard::back);
    connect(m_foot->cancel(), &QPushButton::clicked, this, &QWidget::close);
    connect(m_foot->help(), &QPushButton::clicked, this, &MainWindow::openHelp);
    connect(m_rail, &Rail::pageRequested, this, [this](int id) {
        if (!m_wizard->currentPageBase()->isBusy())
            m_wizard->goTo(id);
    });
    connect(m_rail, &Rail::schemeRequested, this, [](Scheme scheme) { Theme::apply(*qApp, scheme); });
    connect(m_rail, &Rail::languageRequested, m_parts.languages, &Languages::use);
    connect(m_wizard, &SetupWizard::languageRequested, m_parts.languages, &Languages::use);
    connect(m_parts.languages, &Languages::changed, this,
            [this] { m_rail->setLanguage(m_parts.languages->current()); });
    m_renewal = new RenewalNotice(*m_parts.tenant, *m_parts.urlOpener,
                                  [this](MessageBand *band) { m_questionPlace->addWidget(band); }, this);
    connect(m_renewal, &RenewalNotice::appeared, this, &MainWindow::refreshSoon);
}

void MainWindow::showPage()
{
    dismissQuestion();
    m_foot->show(*m_wizard->currentPageBase(), allDone());
    refresh();
}

// Many changes in one turn of the event loop cost one refresh.
void MainWindow::refreshSoon()
{
    if (m_refreshing)
        return;
    m_refreshing = true;
    QTimer::singleShot(0, this, [this] {
        m_refreshing = false;
        refresh();
    });
}

void MainWindow::refresh()
{
    if (m_wizard->currentId() < 0)
        return;
    refreshContext();
    refreshRail();
    refreshTitle();
    const auto shown = [](const MessageBand *band) { return band && band->isShown(); };
    const bool above = shown(m_question) || shown(m_renewal->band());
    m_questionPlace->setContentsMargins(space::page, above ? space::m : 0, space::page, 0);
    QList<QWidget *> parts{ m_rail, m_wizard, m_foot };
    if (m_renewal->band())
        parts.insert(1, m_renewal->band());
    if (m_question)
        parts.insert(1, m_question);
    setReadingOrder(parts);
}

void MainWindow::refreshContext()
{
    const auto &exchange = m_parts.state->exchange();
    const auto &tenant = m_parts.state->tenant();
    QStringList parts;
    if (exchange)
        parts << exchange->server;
    if (tenant)
        parts << tenant->name;
    else if (exchange)
        parts << exchange->organization;
    parts << m_parts.state->settings().domain;
    if (exchange)
        parts << exchange->user;
    parts.removeAll(QString());
    m_context->setText(parts.join(QStringLiteral("  ·  ")));
}

void MainWindow::refreshRail()
{
    const QList<int> flow = m_wizard->flow();
    for (int id = 0; id < PageCount; ++id) {
        const bool current = id == m_wizard->currentId();
        model::Verdict state = m_wizard->pageAt(id)->state();
        if (!flow.contains(id))
            state = model::Verdict::Skipped;
        else if (current && state == model::Verdict::Pending)
            state = model::Verdict::Running;
        m_rail->row(id)->setState(state, current, m_wizard->isReachable(id));
    }
}

void MainWindow::refreshTitle()
{
    const PageBase *page = m_wizard->currentPageBase();
    QStringList parts{ QStringLiteral("Passerelle"), page->stepMark(), page->heading() };
    parts.removeAll(QString());
    setWindowTitle(parts.join(QStringLiteral(" – ")));
}

void MainWindow::foldRail()
{
    const double scale =
        std::max(1.0, double(QFontMetrics(Theme::font(Type::Body)).height()) / usualTextHeight);
    const bool fold = width() < m_rail->openWidth() + static_cast<int>(contentWidth * scale);
    if (fold != m_rail->isFolded())
        m_rail->setFolded(fold);
}

bool MainWindow::hasWritten() const
{
    for (const QString &id : model::stepIds()) {
        if (!m_parts.state->stepRecord(id).changes.isEmpty())
            return true;
    }
    // A write may be on its way that is not recorded yet.
    return std::any_of(m_parts.steps.begin(), m_parts.steps.end(), [](const services::StepService *step) {
        return step->status() == model::StepStatus::Running;
    });
}

bool MainWindow::allDone() const
{
    if (m_wizard->currentId() == SummaryPageId || m_parts.state->mode() == model::Mode::Verify)
        return m_wizard->currentId() == SummaryPageId;
    return false;
}

void MainWindow::buildQuestion()
{
    if (m_question)
        return;
    m_question = new MessageBand(QStringLiteral("interrupt"));
    m_stopHere = m_question->addAction(QStringLiteral("interruptStopButton"));
    m_continue = m_question->addAction(QStringLiteral("interruptContinueButton"));
    m_questionPlace->addWidget(m_question);
    connect(m_stopHere, &QPushButton::clicked, this, &MainWindow::stopHere);
    connect(m_continue, &QPushButton::clicked, this, &MainWindow::dismissQuestion);
}

void MainWindow::dismissQuestion()
{
    if (m_question)
        m_question->dismiss();
    refreshSoon();
}

void MainWindow::askToStop()
{
    buildQuestion();
    refreshQuestion();
    refreshSoon();
    m_continue->setFocus(Qt::OtherFocusReason);
}

void MainWindow::refreshQuestion()
{
    QStringList finished;
    QStringList open;
    for (const QString &id : model::stepIds())
        (model::isFinished(m_parts.state->stepRecord(id).status) ? finished : open)
            .append(text::stepShortTitle(id));
    m_stopHere->setText(tr("Stop here"));
    m_continue->setText(tr("Continue"));
    const QString none = tr("none");
    m_question->show(MessageBand::Kind::Attention, tr("Stop here?"),
                     tr("Done: %1. Not done: %2. Passerelle can resume this run later.")
                         .arg(finished.isEmpty() ? none : finished.join(QStringLiteral(", ")),
                              open.isEmpty() ? none : open.join(QStringLiteral(", "))));
}

void MainWindow::stopHere()
{
    m_mayClose = true;
    if (m_wizard->currentPageBase()->isBusy())
        m_wizard->currentPageBase()->stopWork();
    close();
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    bool open = false;
    for (const QString &id : model::stepIds())
        open = open || !model::isFinished(m_parts.state->stepRecord(id).status);
    const bool setup = m_parts.state->mode() == model::Mode::Setup;
    if (!m_mayClose && setup && open && hasWritten()) {
        event->ignore();
        askToStop();
        return;
    }
    event->accept();
}

void MainWindow::escape()
{
    if (m_question && m_question->isShown())
        dismissQuestion();
    else if (m_wizard->currentPageBase()->isBusy())
        m_wizard->currentPageBase()->stopWork();
    else
        close();
}

void MainWindow::openHelp()
{
    const QString language =
        m_parts.languages->current() == u"fr" ? QStringLiteral("fr-fr") : QStringLiteral("en-us");
    m_parts.urlOpener->open(
        QUrl(QStringLiteral("https://learn.microsoft.com/%1/skypeforbusiness/deploy/"
                            "integrate-with-exchange-server/oauth-with-online-and-on-premises")
                 .arg(language)));
}

void MainWindow::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        escape();
    else
        QWidget::keyPressEvent(event);
}

void MainWindow::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    foldRail();
}

void MainWindow::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    refresh();
}

void MainWindow::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange && m_wizard->currentId() >= 0) {
        if (m_question && m_question->isShown())
            refreshQuestion();
        m_renewal->refresh();
        m_foot->show(*m_wizard->currentPageBase(), allDone());
        refreshSoon();
    } else if (event->type() == QEvent::ApplicationFontChange) {
        foldRail();
    }
}

}
