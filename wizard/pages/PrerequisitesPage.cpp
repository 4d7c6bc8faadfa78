#include "pages/PrerequisitesPage.h"

#include "pages/DetailsFold.h"
#include "pages/FindingList.h"
#include "pages/MessageBand.h"
#include "pages/ProgressHeader.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QPushButton>
#include <QVBoxLayout>

namespace passerelle::pages {

using model::Verdict;

PrerequisitesPage::PrerequisitesPage(model::SetupState &state, services::Prerequisites &prerequisites)
    : PageBase(PrerequisitesPageId, QStringLiteral("prerequisites"))
    , m_state(state)
    , m_prerequisites(prerequisites)
{
    connect(&m_prerequisites, &model::Activity::changed, this, &PrerequisitesPage::refresh);
    connect(&m_prerequisites, &model::Activity::finished, this,
            [this] { m_tenant = m_state.tenant(); }); // without a sign-in the checks tell the organisation
}

QString PrerequisitesPage::heading() const
{
    return tr("Check the prerequisites");
}
QString PrerequisitesPage::help() const
{
    return tr("What is missing is explained before anything is proposed. This page only reads.");
}

PageBase::Foot PrerequisitesPage::foot() const
{
    Foot foot;
    foot.secondary = { isBusy() ? m_stop : m_run };
    foot.next = !isBusy();
    if (!isBusy() && !mayGoOn()) {
        foot.secondary.clear();
        foot.primary = m_run;
        foot.next = false;
    }
    return foot;
}

model::Verdict PrerequisitesPage::state() const
{
    return stateOf(m_prerequisites, m_ran);
}

void PrerequisitesPage::build(QVBoxLayout *content)
{
    m_run = footButton("RunButton");
    m_stop = footButton("StopButton");
    m_progress = new ProgressHeader(name());
    m_band = new MessageBand(name());
    m_retry = m_band->addAction(objectNameFor("RetryButton"));
    m_copy = m_band->addAction(objectNameFor("CopyButton"));
    m_findings = new FindingList(text::VerdictWords::Check);
    m_findings->setObjectName(objectNameFor("Findings"));
    m_details = new DetailsFold(name());
    for (QWidget *part : std::initializer_list<QWidget *>{ m_progress, m_band, m_findings, m_details })
        content->addWidget(part);
    m_details->watch(&m_prerequisites);
    connect(m_run, &QPushButton::clicked, this, &PrerequisitesPage::run);
    connect(m_retry, &QPushButton::clicked, this, &PrerequisitesPage::run);
    connect(m_stop, &QPushButton::clicked, this, &PrerequisitesPage::stopWork);
    connect(m_copy, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_band->plainText()); });
}

void PrerequisitesPage::entered(Entry)
{
    const bool stale = m_exchange != m_state.exchange() || m_tenant != m_state.tenant() || m_offline != m_state.isOffline();
    if (!m_ran || stale)
        run();
    refresh();
}

void PrerequisitesPage::run()
{
    if (isBusy())
        return;
    m_ran = true;
    m_exchange = m_state.exchange();
    m_tenant = m_state.tenant();
    m_offline = m_state.isOffline();
    m_progress->start();
    m_prerequisites.run();
    refresh();
}

int PrerequisitesPage::count(Verdict verdict) const
{
    int n = 0;
    for (const model::Finding &finding : m_prerequisites.findings())
        n += finding.verdict == verdict;
    return n;
}

bool PrerequisitesPage::mayGoOn() const
{
    return m_ran && !m_prerequisites.failure() && count(Verdict::Fail) == 0;
}

bool PrerequisitesPage::validatePage()
{
    return !isBusy() && mayGoOn();
}

void PrerequisitesPage::refresh()
{
    if (isBuilt()) {
        m_findings->show(m_prerequisites.findings());
        refreshBand();
    }
    emit changed();
}

void PrerequisitesPage::refreshBand()
{
    const auto &findings = m_prerequisites.findings();
    const int blocked = count(Verdict::Fail);
    const int attention = count(Verdict::Attention);
    m_progress->setVisible(isBusy());
    m_retry->setVisible(m_prerequisites.failure().has_value());
    m_copy->setVisible(m_prerequisites.failure().has_value());
    if (isBusy()) {
        const int open = count(Verdict::Pending) + count(Verdict::Running);
        m_progress->show(tr("Reading the present state…"), static_cast<int>(findings.size()) - open,
                         static_cast<int>(findings.size()));
        m_band->dismiss();
    } else if (m_prerequisites.failure()) {
        m_band->showFailure(*m_prerequisites.failure());
    } else if (blocked > 0) {
        m_band->show(MessageBand::Kind::Failed,
                     tr("%n prerequisite(s) block the configuration", nullptr, blocked),
                     tr("Each line says what to do. Then check again."));
    } else if (attention > 0) {
        m_band->show(MessageBand::Kind::Attention, tr("%n point(s) need your attention", nullptr, attention),
                     tr("They do not block anything. Read them, then go on."));
    } else if (m_ran && count(Verdict::NotTested) > 0) {
        const int untested = count(Verdict::NotTested);
        m_band->show(MessageBand::Kind::Information, tr("%n point(s) could not be tested", nullptr, untested),
                     tr("Nothing that could be read blocks the configuration."));
    } else if (m_ran) {
        m_band->show(MessageBand::Kind::Done, tr("Everything the procedure needs is there"), {});
    }
}

void PrerequisitesPage::retranslate()
{
    m_run->setText(tr("Check &again"));
    m_stop->setText(tr("S&top"));
    m_stop->setToolTip(tr("Stops waiting. A call the server has already received is allowed to finish."));
    m_retry->setText(tr("R&etry"));
    m_copy->setText(tr("&Copy details"));
    m_findings->setAccessibleName(heading());
    refresh();
}

}
