#include "app/Composition.h"

#include "services/AccountStep.h"
#include "services/CertificateStep.h"
#include "services/OAuthStep.h"
#include "services/PartnerApplicationStep.h"
#include "services/UploadCheckStep.h"
#include "services/UploadStep.h"

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
    , environment {state, session, directory, clock, network, calls, &online}
    , exchange(session, state, network, clock, calls)
    , tenant(access, tokens, directory, state, clock, calls)
    , prerequisites(environment)
    , readBack(state, clock)
    , offlineUpload(state, clock, access, [this] { return readBack.principals(); })
    , owner(std::make_unique<QObject>())
    , checklist(environment)
{
    if (endpoints.isLab())  // reads the authorities of the system too, which start-up has no time for
        access.trustAlso(endpoints.authorities);
    QObject::connect(&access, &auth::NetworkAccess::answered, &calls,
                     [this](const QByteArray &method, const QUrl &url, int status, qint64 milliseconds) {
                         calls.record({QStringLiteral("Microsoft 365"), QString::fromLatin1(method) + u' ' + url.toString(),
                                       status ? QStringLiteral("HTTP %1").arg(status) : QStringLiteral("–"), milliseconds,
                                       status >= 200 && status < 300, clock.nowUtc()});
                     });
    steps = makeSteps(stateFile);
    QObject::connect(&readBack, &model::Activity::finished, steps.last(), [this] {
        if (readBack.isConfirmed())
            steps.last()->takeRecord();
    });
    plan = std::make_unique<services::Plan>(steps, state, session);
}

QList<services::StepService *> Composition::makeSteps(const QString &stateFile)
{
    auto *upload = new services::UploadStep(environment, owner.get());
    upload->setRollbackFolder(QFileInfo(stateFile).absolutePath());
    return {new services::OAuthStep(environment, owner.get()),
            new services::AccountStep(environment, owner.get()),
            new services::PartnerApplicationStep(environment, owner.get()),
            new services::CertificateStep(environment, owner.get()),
            upload,
            new services::UploadCheckStep(environment, owner.get())};
}

}
