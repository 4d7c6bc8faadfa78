// Ways of signing in that the window does not offer, with the services behind it.
#include "app/Composition.h"
#include "app/LabBrowser.h"
#include "auth/SignIn.h"
#include "auth/TenantDiscovery.h"
#include "flows/SecretFlows.h"
#include "report/ReportFile.h"

#include <QTest>

namespace passerelle::tests {

namespace {

class Services {
public:
    explicit Services(Evidence &evidence)
        : e(evidence)
        , run(*app::Endpoints::fromFile(e.lab.readyFile()), e.folder.filePath(QStringLiteral("run.json")))
        , browser(run.endpoints.labControl)
    {
        QObject::connect(&run.calls, &model::CallLog::recorded, &browser, [this](const model::CallRecord &call) {
            e.channels->keep(QStringLiteral("details"), (call.request + u' ' + call.answer).toUtf8());
        });
    }

    bool signIn(const QString &mode, const QString &moreScopes)
    {
        auth::TenantDiscovery discovery(run.access, run.endpoints.tenantDomain);
        if (!ends(discovery) || !discovery.result())
            return false;
        auth::SignInRequest request;
        request.tenant = *discovery.result();
        request.clientId = run.access.cloud().graphClientId;
        request.scopes = QStringList {run.access.cloud().graph.toString() + QStringLiteral("/Application.ReadWrite.All")};
        if (!moreScopes.isEmpty())
            request.scopes << moreScopes;
        request.browserTexts = QStringList {QStringLiteral("Done.")};
        request.responseMode = mode;
        auth::SignIn operation(run.access, run.clock, request);
        QObject::connect(&operation, &auth::SignIn::browserRequested, &browser, &app::LabBrowser::approve);
        if (!ends(operation) || !operation.result())
            return false;
        run.tokens.accept(std::move(operation.result().value()));
        return true;
    }
    bool reads()
    {
        std::unique_ptr<core::OperationOf<graph::Organization>> read(run.directory.organization());
        return ends(*read) && read->result();
    }
    static bool ends(core::Operation &operation)
    {
        operation.start();
        return QTest::qWaitFor([&] { return operation.phase() == core::Operation::Phase::Finished; }, 20'000);
    }
    void finish()
    {
        (void)run.store.save();
        for (const char *name : {"report.html", "report.json"})
            (void)report::writeReport(report::gather(run.state, run.clock.nowUtc()), e.folder.filePath(QLatin1String(name)));
    }

    Evidence &e;
    app::Composition run;
    app::LabBrowser browser;
};

void queryMode(Evidence &e)
{
    EXPECT_IN_FLOW(e, e.begin());
    Services services(e);
    EXPECT_IN_FLOW(e, services.signIn(QStringLiteral("query"), {}) && services.reads());
    services.finish();
}

void refresh(Evidence &e)
{
    EXPECT_IN_FLOW(e, e.begin({{QStringLiteral("tokenSeconds"), 200}}));
    Services services(e);
    EXPECT_IN_FLOW(e, services.signIn(QStringLiteral("form_post"), QStringLiteral("offline_access")));
    EXPECT_IN_FLOW(e, services.reads());  // less than five minutes are left: refreshed first
    const QJsonArray requests = e.lab.requests();
    EXPECT_IN_FLOW(e, std::any_of(requests.begin(), requests.end(), [](const QJsonValue &one) {
                       return one.toObject()[QStringLiteral("parameters")].toObject()[QStringLiteral("grant_type")].toString() == u"refresh_token";
                   }));
    services.finish();
}

}

QList<SecretFlow> serviceFlows()
{
    const QStringList shown {QStringLiteral("log"), QStringLiteral("details"), QStringLiteral("run file"), QStringLiteral("report html"), QStringLiteral("report json"),
                             QStringLiteral("lab journal")};
    const QStringList browser {QStringLiteral("code"), QStringLiteral("state"), QStringLiteral("code_verifier"), QStringLiteral("access_token"), QStringLiteral("id_token")};
    return {
        {QStringLiteral("query mode (services)"), queryMode, browser, shown, {}},
        {QStringLiteral("refresh (services)"), refresh, browser + QStringList {QStringLiteral("refresh_token")}, shown, {}},
    };
}

}
