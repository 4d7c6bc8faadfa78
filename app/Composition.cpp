#include "app/Composition.h"

#include "services/AccountStep.h"
#include "services/CertificateStep.h"
#include "services/OAuthStep.h"
#include "services/PartnerApplicationStep.h"
#include "services/UploadCheckStep.h"

#include <QFileInfo>

namespace passerelle::app {

Composition::Composition(Endpoints where, const QString &stateFile)
    : endpoints(std::move(where))
    , store(stateFile, state)
    , network(endpoints.network)
    , session(calls)
    , access(endpoints.cloud)
    , tokens(access, clock)
    , directory(access, tokens)
    , onlineTokens(tokens)
    , online(access, onlineTokens)
    , readBack(state, clock)
    , stepDirectory(directory, state, [this] { return readBack.principals(); })
    , environment {state, session, stepDirectory, clock, network, calls, &online}
    , exchange(session, state, network, clock, calls)
    , tenant(access, tokens, directory, state, clock, calls)
    , prerequisites(environment)
    , offlineUpload(state, clock, access, [this] { return knownKeys(); })
    , owner(std::make_unique<QObject>())
    , undo(environment, uploadOptions())
    , checklist(environment)
{
    if (!endpoints.authorities.isEmpty())  // reads the authorities of the system too, which start-up has no time for
        access.trustAlso(endpoints.authorities);
    QObject::connect(&access, &auth::NetworkAccess::answered, &calls,
                     [this](const QByteArray &method, const QUrl &url, int status, qint64 milliseconds) {
                         calls.record({QStringLiteral("Microsoft 365"), QString::fromLatin1(method) + u' ' + url.toString(),
                                       status ? QStringLiteral("HTTP %1").arg(status) : QStringLiteral("–"), milliseconds,
                                       status >= 200 && status < 300, clock.nowUtc()});
                     });
    const auto wait = [this](int seconds, int, core::WaitReason reason) { calls.announceWait(seconds, reason); };
    QObject::connect(&directory, &graph::Directory::waiting, &calls, wait);
    QObject::connect(&online, &exo::ExchangeOnline::waiting, &calls, wait);
    steps = makeSteps(stateFile);
    undo.setRollbackFolder(QFileInfo(stateFile).absolutePath());
    QObject::connect(&undo, &model::Activity::finished, owner.get(), [this] {
        for (services::StepService *step : steps.mid(steps.size() - 2)) // upload and its check, as the undo left them
            step->takeRecord();
    });
    tenant.setOnline(&online);
    connectOfflineVariant();
    plan = std::make_unique<services::Plan>(steps, state, session);
}

graph::UploadOptions Composition::uploadOptions() const
{
    graph::UploadOptions options;
    if (!endpoints.verifyAfter.isEmpty())
        options.verifyAfter = endpoints.verifyAfter;
    return options;
}

QList<services::StepService *> Composition::makeSteps(const QString &stateFile)
{
    m_upload = new services::UploadStep(environment, owner.get(), uploadOptions());
    m_upload->setRollbackFolder(QFileInfo(stateFile).absolutePath());
    return {new services::OAuthStep(environment, owner.get()),
            new services::AccountStep(environment, owner.get()),
            new services::PartnerApplicationStep(environment, owner.get()),
            new services::CertificateStep(environment, owner.get()),
            m_upload,
            new services::UploadCheckStep(environment, owner.get(), uploadOptions().verifyAfter)};
}

// The keys an offered request has to keep, as read last.
QList<graph::ServicePrincipal> Composition::knownKeys() const
{
    const QList<graph::ServicePrincipal> read = m_upload->reading();
    return state.isOffline() || read.isEmpty() ? readBack.principals() : read;
}

// Saved files hand step 5 over where it cannot be carried out here; an answer that proves the upload lets step 6 judge
// it beside what Exchange holds.
void Composition::connectOfflineVariant()
{
    QObject::connect(&offlineUpload, &model::Activity::finished, m_upload, [this] {
        const bool cannot = state.isOffline() || m_upload->failure();
        if (!offlineUpload.failure() && cannot && !model::isFinished(m_upload->status()))
            m_upload->handOver();
    });
    services::StepService *check = steps.last();
    QObject::connect(&readBack, &model::Activity::finished, check, [this, check] {
        if (!readBack.isConfirmed() || !state.planAccepted())
            return;
        if (state.isOffline())
            m_upload->probe();
        if (!model::isFinished(check->status()))
            check->run();
    });
}

}
