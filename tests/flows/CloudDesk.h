#pragma once

#include "app/Composition.h"
#include "app/LabBrowser.h"
#include "services/Proposal.h"
#include "services/UploadCheckStep.h"
#include "services/UploadStep.h"
#include "support/Lab.h"

#include <QDirIterator>
#include <QTest>

#include <algorithm>

namespace passerelle::tests {

inline const QString skype = QLatin1String(model::constant::skypeOnlineAppId);
inline const QString scheduler = QLatin1String(model::constant::teamsSchedulerAppId);
inline const QString voicemail = QLatin1String(model::constant::cloudVoicemailAppId);

inline const QString exchangeOnline = QLatin1String(model::constant::exchangeOnlineAppId);

// One run of the program on a lab, its browser included.
struct CloudDesk {
    // `changes`: members of the ready line to be replaced.
    explicit CloudDesk(Lab &world, const QJsonObject &changes = {})
        : lab(world)
        , endpoints(*app::Endpoints::fromFile(lab.readyFile(changes)))
        , run(endpoints, folder.filePath(QStringLiteral("run.json")))
        , browser(endpoints.labControl)
    {
        QObject::connect(&run.tenant, &services::TenantConnection::browserRequested, &browser,
                         &app::LabBrowser::approve);
        upload = qobject_cast<services::UploadStep *>(run.steps[4]);
        check = qobject_cast<services::UploadCheckStep *>(run.steps[5]);
        run.state.setTargets({ { skype, QStringLiteral("Skype"), {}, {}, {} },
                               { scheduler, QStringLiteral("Scheduler"), {}, {}, {} },
                               { voicemail, QStringLiteral("Voicemail"), {}, {}, {} } });
        const QJsonObject state = lab.state();
        const QString print = state[QStringLiteral("authConfig")]
                                  .toObject()[QStringLiteral("CurrentCertificateThumbprint")]
                                  .toString();
        const auto found = with(state[QStringLiteral("certificates")], QStringLiteral("Thumbprint"), print);
        const QByteArray der =
            QByteArray::fromBase64(found.value(0)[QStringLiteral("RawData")].toString().toLatin1());
        model::ExportedCertificate certificate;
        certificate.thumbprint = print;
        certificate.der = der;
        run.state.setCertificate(certificate);
    }
    bool ends(model::Activity &activity)
    {
        return QTest::qWaitFor([&] { return !activity.isRunning(); }, 30'000);
    }
    bool signIn()
    {
        run.tenant.signIn(endpoints.tenantDomain);
        return ends(run.tenant) && run.tenant.isSignedIn();
    }
    bool connectExchange()
    {
        model::ExchangeAccess access;
        access.server = endpoints.exchangeServer;
        access.user = endpoints.exchangeUser;
        access.basicAllowed = true;
        run.state.setExchangeAccess(access);
        run.exchange.connectWith(core::Secret(endpoints.exchangePassword.toUtf8()));
        if (!ends(run.exchange) || run.exchange.failure())
            return false;
        run.state.setSettings(services::proposedSettings(run.state));
        return true;
    }
    // What a person ticks: every line but the offered ones, or exactly `only`.
    void prepareAndAccept(bool everything = true, const QStringList &only = {})
    {
        upload->probe();
        ends(*upload);
        QStringList keys, declined;
        for (const model::Change &change : upload->changes()) {
            const bool wanted = only.isEmpty()
                ? !change.optional && (everything || change.id != u"upload.create-principal")
                : only.contains(change.id);
            (wanted ? keys : declined) << change.key();
        }
        run.state.acceptPlan(keys, declined);
    }
    bool works(services::StepService &step)
    {
        step.run();
        return ends(step) && !step.failure();
    }
    // Lines of the review that are not only offered.
    qsizetype needed() const
    {
        const auto &all = upload->changes();
        return std::count_if(all.begin(), all.end(), [](const auto &change) { return !change.optional; });
    }
    const model::Finding *row(const services::StepService &step, const QString &id) const
    {
        for (const model::Finding &finding : step.findings()) {
            if (finding.id == id)
                return &finding;
        }
        return nullptr;
    }
    QStringList thumbprints(const QString &appId) const
    {
        QStringList list;
        const QJsonObject state = lab.state();
        for (const QJsonObject &principal :
             with(state[QStringLiteral("servicePrincipals")], QStringLiteral("appId"), appId)) {
            for (const QJsonValue key : principal[QStringLiteral("keyCredentials")].toArray())
                list << key.toObject()[QStringLiteral("thumbprint")].toString();
        }
        return list;
    }
    int requests(const QString &area, const QString &part = {}) const
    {
        int n = 0;
        for (const QJsonValue value : lab.requests()) {
            const QJsonObject request = value.toObject();
            n += request[QStringLiteral("kind")].toString() == u"http"
                && request[QStringLiteral("area")].toString() == area
                && request[QStringLiteral("path")].toString().contains(part);
        }
        return n;
    }
    // Every file of this run in one text.
    QByteArray files() const
    {
        QByteArray all;
        QDirIterator it(folder.path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (it.hasNext()) {
            QFile file(it.next());
            if (file.open(QIODevice::ReadOnly))
                all += file.readAll();
        }
        return all;
    }

    Lab &lab;
    QTemporaryDir folder;
    app::Endpoints endpoints;
    app::Composition run;
    app::LabBrowser browser;
    services::UploadStep *upload = nullptr;
    services::UploadCheckStep *check = nullptr;
};

}
