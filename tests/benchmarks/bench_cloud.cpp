// Requests for the upload to three service applications, from discovery to the last check, and for finding that all of
// it is there already.
#include "Figure.h"
#include "app/Composition.h"
#include "app/LabBrowser.h"
#include "model/Targets.h"
#include "protocols/graph/UploadKeys.h"
#include "support/Lab.h"

#include <QCoreApplication>
#include <QLoggingCategory>
#include <QTest>

using namespace passerelle;
using namespace passerelle::tests;

static int requestsOf(const Lab &lab)
{
    int n = 0;
    for (const QJsonValue value : lab.requests()) {
        const QJsonObject request = value.toObject();
        const QString area = request[QStringLiteral("area")].toString();
        const QString path = request[QStringLiteral("path")].toString();
        const bool browser = path.contains(QStringLiteral("/authorize")) || path.endsWith(QStringLiteral("/login"));
        if (request[QStringLiteral("kind")].toString() == u"http" && (area == u"login" || area == u"graph") && !browser)
            ++n;
    }
    return n;
}

// Runs one operation to its end.
template <class Op>
static auto finish(Op *operation)
{
    using Value = typename Op::ValueType;
    std::optional<core::Result<Value>> result;
    QObject owner;
    core::run(operation, &owner, [&](core::Result<Value> &r) { result.emplace(std::move(r)); });
    (void)QTest::qWaitFor([&] { return result.has_value(); }, 60'000);
    return std::move(*result);
}

static bool uploadAll(Lab &lab, const crypto::Certificate &certificate)
{
    const auto endpoints = *app::Endpoints::fromFile(lab.readyFile());
    QTemporaryDir folder;
    app::Composition run(endpoints, folder.filePath(QStringLiteral("run.json")));
    app::LabBrowser browser(endpoints.labControl);
    const auto tenant = finish(new auth::TenantDiscovery(run.access, endpoints.tenantDomain));
    if (!tenant)
        return false;
    auth::SignInRequest request;
    request.tenant = *tenant;
    request.clientId = endpoints.cloud.graphClientId;
    request.scopes = {endpoints.cloud.graph.toString() + QStringLiteral("/Application.ReadWrite.All")};
    auto *signIn = new auth::SignIn(run.access, run.clock, std::move(request));
    QObject::connect(signIn, &auth::SignIn::browserRequested, &browser, &app::LabBrowser::approve);
    auto session = finish(signIn);
    if (!session)
        return false;
    run.tokens.accept(std::move(session).value());
    const QStringList appIds {QLatin1String(model::constant::skypeOnlineAppId), QLatin1String(model::constant::teamsSchedulerAppId), QLatin1String(model::constant::cloudVoicemailAppId)};
    const auto principals = finish(run.directory.servicePrincipals(appIds));
    if (!principals)
        return false;
    for (const graph::PrincipalAnswer &answer : *principals) {
        if (!answer.principal)
            return false;
        const auto plan = graph::planKeyUpload(answer.principal->keys, {certificate}, run.clock.nowUtc());
        if (plan.alreadyPresent)
            continue;
        graph::UploadOptions options;
        options.verifyAfter = {std::chrono::milliseconds(1)};
        const auto uploaded = finish(new graph::UploadKeys(run.directory, run.clock, answer.appId, plan, options));
        if (!uploaded || !uploaded->visible)
            return false;
    }
    return true;
}

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QLoggingCategory::setFilterRules(QStringLiteral("passerelle.*.info=false"));
    Lab lab;
    if (!lab.start())
        return 1;
    const QJsonObject state = lab.state();
    const QString thumbprint = state[QStringLiteral("authConfig")].toObject()[QStringLiteral("CurrentCertificateThumbprint")].toString();
    const auto certificates = with(state[QStringLiteral("certificates")], QStringLiteral("Thumbprint"), thumbprint);
    const auto certificate = crypto::Certificate::fromBase64(certificates.value(0)[QStringLiteral("RawData")].toString().toLatin1());
    if (!certificate || !uploadAll(lab, *certificate))
        return 1;
    benchmarks::print("cloud-upload-verify", requestsOf(lab), 5, "requests");
    lab.forgetRequests();
    if (!uploadAll(lab, *certificate))
        return 1;
    benchmarks::print("cloud-already-present", requestsOf(lab), 3, "requests");
    return 0;
}
