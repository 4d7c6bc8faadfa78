#include "ui/SetupWizard.h"

#include "model/SetupState.h"
#include "pages/BroughtBack.h"
#include "pages/ExchangePage.h"
#include "pages/HandOver.h"
#include "pages/KeyTable.h"
#include "pages/PlaceTable.h"
#include "pages/PrerequisitesPage.h"
#include "pages/ReviewPage.h"
#include "pages/SettingsPage.h"
#include "pages/StartPage.h"
#include "pages/StepPage.h"
#include "pages/SummaryPage.h"
#include "pages/TenantPage.h"
#include "pages/VerificationPage.h"

#include <QKeyEvent>
#include <QLayout>

namespace passerelle::ui {

using namespace pages;

SetupWizard::SetupWizard(const Parts &parts, QWidget *parent)
    : QWizard(parent, Qt::Widget)
    , m_state(*parts.state)
    , m_verifyOnly(parts.verifyOnly)
{
    setObjectName(QStringLiteral("setupWizard"));
    setWizardStyle(QWizard::ModernStyle);
    setOptions(QWizard::IndependentPages | QWizard::NoCancelButton | QWizard::NoDefaultButton);
    setButtonLayout({});
    setSizeGripEnabled(false);
    if (m_verifyOnly)
        m_state.setMode(model::Mode::Verify);
    addPages(parts);
    setStartId(m_verifyOnly ? ExchangePageId : StartPageId);
    connect(this, &QWizard::currentIdChanged, this, &SetupWizard::arrive);
}

void SetupWizard::addPages(const Parts &parts)
{
    m_start = new StartPage(*parts.state);
    connect(m_start, &StartPage::languageRequested, this, &SetupWizard::languageRequested);
    add(m_start);
    add(new ExchangePage(*parts.state, *parts.exchange));
    add(new TenantPage(*parts.state, *parts.tenant, *parts.urlOpener));
    add(new PrerequisitesPage(*parts.state, *parts.prerequisites));
    add(new SettingsPage(*parts.state, *parts.dialogs));
    auto *review = new ReviewPage(*parts.state, *parts.plan);
    add(review);
    for (qsizetype i = 0; i < parts.steps.size(); ++i) {
        m_steps.append(new StepPage(static_cast<PageId>(OauthPageId + i), *parts.steps[i]));
        givePanel(*m_steps.last(), *parts.steps[i]);
        add(m_steps.last());
    }
    if (parts.offline && parts.readBack && m_steps.size() == model::stepIds().size()) {
        m_steps[UploadPageId - OauthPageId]->setExtra(
            { HandOver::title, [parts] { return new HandOver(*parts.offline, *parts.dialogs); } });
        m_steps[UploadCheckPageId - OauthPageId]->setExtra(
            { BroughtBack::title, [parts] { return new BroughtBack(*parts.readBack, *parts.dialogs); } });
    }
    connect(review, &ReviewPage::accepted, this, [this](bool automatic) {
        for (StepPage *step : m_steps)
            step->setAutomatic(automatic);
    });
    connect(review, &ReviewPage::restWasAccepted, this, [this, review] {
        if (!m_start->isResuming())
            return;
        review->acceptAgain();
        resume();
    });
    add(new VerificationPage(*parts.state, *parts.checklist));
    auto *summary = new SummaryPage(*parts.state, parts.saveReport, *parts.dialogs, parts.undo);
    connect(summary, &SummaryPage::closeRequested, this, &SetupWizard::closeRequested);
    add(summary);
}

// A step that tells keys or places has them shown side by side.
void SetupWizard::givePanel(StepPage &page, services::StepService &step)
{
    const QString prefix = StepPage::prefixOf(step.id());
    if (const auto *keys = dynamic_cast<const services::KeyListing *>(&step))
        page.setPanel([keys, prefix, &step] { return new KeyTable(prefix + QStringLiteral("Keys"), *keys, step); });
    else if (const auto *places = dynamic_cast<const services::PlaceListing *>(&step))
        page.setPanel([places, prefix, &step] { return new PlaceTable(prefix + QStringLiteral("Places"), *places, step); });
}

void SetupWizard::add(PageBase *page)
{
    setPage(page->id(), page);
    connect(page, &PageBase::changed, this, [this, page] { emit pageChanged(page->id()); });
    connect(page, &PageBase::advanceRequested, this, [this, page] {
        if (page->id() == currentId())
            next();
    });
    connect(page, &PageBase::pageRequested, this, [this](PageId id) { goTo(id); });
}

PageBase *SetupWizard::pageAt(int id) const
{
    return static_cast<PageBase *>(page(id));
}

QList<int> SetupWizard::flow() const
{
    QList<int> ids;
    const bool verify = m_state.mode() == model::Mode::Verify;
    for (int id = StartPageId; id < PageCount; ++id) {
        const bool setupOnly = id >= PrerequisitesPageId && id <= UploadCheckPageId;
        const bool known =
            id == SettingsPageId && m_start->isResuming() && !m_state.settings().domain.isEmpty();
        if ((verify && setupOnly) || known || (m_verifyOnly && id == StartPageId))
            continue;
        ids.append(id);
    }
    return ids;
}

int SetupWizard::nextId() const
{
    const QList<int> ids = flow();
    const qsizetype index = ids.indexOf(currentId());
    return index >= 0 && index + 1 < ids.size() ? ids[index + 1] : -1;
}

bool SetupWizard::validateCurrentPage()
{
    return m_jumping || QWizard::validateCurrentPage();
}

void SetupWizard::goTo(int id)
{
    if (id == currentId() || !isReachable(id))
        return;
    m_jumping = true;
    if (visitedIds().contains(id)) {
        while (currentId() != id)
            back();
    } else {
        while (currentId() != id && nextId() != -1)
            next();
    }
    m_jumping = false;
    arrive(currentId());
}

void SetupWizard::arrive(int id)
{
    if (m_jumping || id < 0)
        return;
    const bool first = !m_reached.contains(id);
    m_reached.insert(id);
    tidyFrame();
    pageAt(id)->enter(first ? PageBase::Entry::Forward : PageBase::Entry::Revisit);
    emit pageShown();
}

// From the review page to the first step that is not done; those before it stay open to look at. Nothing runs
// there until its button is pressed.
void SetupWizard::resume()
{
    const auto isDone = [this](int id) {
        const qsizetype index = id - OauthPageId;
        return index >= 0 && index < m_steps.size() && m_steps[index]->isFinished();
    };
    m_jumping = true;
    do {
        next();
        m_reached.insert(currentId());
    } while (isDone(currentId()) && nextId() != -1);
    m_jumping = false;
    arrive(currentId());
}

// The modern style puts a margin and a white background around the page, and draws a ruler two pixels high
// over its button row; here the page fills everything and the foot has its own hairline.
void SetupWizard::tidyFrame()
{
    QWidget *frame = currentPage()->parentWidget();
    frame->setAutoFillBackground(false);
    frame->layout()->setContentsMargins({});
    for (QObject *sibling : frame->parentWidget()->children()) {
        auto *widget = qobject_cast<QWidget *>(sibling);
        if (widget && widget->minimumHeight() == 2 && widget->maximumHeight() == 2)
            widget->setFixedHeight(0);
    }
}

void SetupWizard::done(int)
{
    emit closeRequested();
}

void SetupWizard::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        emit returnPressed();
    else if (event->key() == Qt::Key_Escape)
        emit escapePressed();
    else
        event->ignore();
}

}
