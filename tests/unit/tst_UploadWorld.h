#pragma once

#include "fakes/FakeDirectory.h"
#include "fakes/FakeExchange.h"
#include "services/UploadCheckStep.h"
#include "services/UploadStep.h"
#include "tst_CertificateFactory.h"

#include <QSignalSpy>
#include <QTest>

// Steps 5 and 6 over a tenant in memory.
namespace passerelle::tests {

using namespace std::chrono_literals;
using core::FailureCode;
using model::Verdict;

inline const QString skype = QLatin1String(model::constant::skypeOnlineAppId);
inline const QString scheduler = QLatin1String(model::constant::teamsSchedulerAppId);
inline const QString exchangeOnline = QLatin1String(model::constant::exchangeOnlineAppId);

inline crypto::Certificate made(const char *name, int daysLeft = 900)
{
    static const factory::Key key = factory::ecKey();
    factory::Wanted wanted;
    wanted.commonName = name;
    wanted.notBefore = QDateTime::currentDateTimeUtc().addDays(-1000);
    wanted.notAfter = QDateTime::currentDateTimeUtc().addDays(daysLeft);
    return *crypto::Certificate::fromDer(factory::certificate(key, wanted));
}

inline model::ExportedCertificate exported(const crypto::Certificate &c)
{
    return { c.thumbprint(), c.der(), c.notBefore(), c.notAfter(), c.subject(), {}, {} };
}

struct UploadWorld {
    crypto::Certificate ours = made("Auth");
    crypto::Certificate neighbour = made("Neighbour");
    crypto::Certificate old = made("Old", -10);
    FakeExchange exchange;
    FakeDirectory directory;
    model::SetupState state;
    core::Clock clock;
    net::NetworkSettings network;
    model::CallLog calls;
    services::Environment environment{ state, exchange, directory, clock, network, calls };
    graph::UploadOptions options;

    UploadWorld()
    {
        options.verifyAfter = { 1ms, 1ms, 1ms };
        options.second = 1ms;
        state.setTargets({ { skype, QStringLiteral("Skype"), {}, {}, {} },
                           { scheduler, QStringLiteral("Scheduler"), {}, {}, {} } });
        state.setCertificate(exported(ours));
        model::TenantFacts tenant;
        tenant.id = QStringLiteral("tenant-1");
        state.setTenant(tenant);
        directory.keys = { { skype, { FakeDirectory::entry(neighbour) } }, { scheduler, {} } };
    }

    static void finish(services::StepService &step, void (services::StepService::*what)())
    {
        QSignalSpy spy(&step, &model::Activity::finished);
        (step.*what)();
        QTRY_COMPARE_WITH_TIMEOUT(spy.count(), 1, 20'000);
    }
    // Accepts what is ticked by itself once read (everything but offers), and `more` by id.
    void accept(services::StepService &step, const QStringList &more = {}, const QStringList &less = {})
    {
        QStringList accepted, declined;
        for (const model::Change &change : step.changes()) {
            const bool wanted = (!change.optional && !less.contains(change.id)) || more.contains(change.id);
            (wanted ? accepted : declined) << change.key();
        }
        state.acceptPlan(accepted, declined);
    }
    void upload(services::UploadStep &step, const QStringList &more = {}, const QStringList &less = {})
    {
        finish(step, &services::StepService::probe);
        accept(step, more, less);
        finish(step, &services::StepService::run);
    }
    static const model::Finding *row(const services::StepService &step, const QString &id)
    {
        for (const model::Finding &finding : step.findings()) {
            if (finding.id == id)
                return &finding;
        }
        return nullptr;
    }
    static QStringList ids(const services::StepService &step)
    {
        QStringList list;
        for (const model::Change &change : step.changes())
            list << change.id;
        return list;
    }
};

}
