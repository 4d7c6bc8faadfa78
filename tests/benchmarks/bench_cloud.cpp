// Requests and time of a sign-in and of the upload to one, three and ten service applications, from discovery
// to the last check, and for finding that all of it is there already; memory of a principal with a hundred
// keys; how soon a sign-in that waits is idle after Cancel.
#include "Figure.h"
#include "app/Composition.h"
#include "app/LabBrowser.h"
#include "model/Targets.h"
#include "protocols/graph/UploadKeys.h"
#include "support/Lab.h"

#include <QCoreApplication>
#include <QFile>
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
        const bool browser =
            path.contains(QStringLiteral("/authorize")) || path.endsWith(QStringLiteral("/login"));
        if (request[QStringLiteral("kind")].toString() == u"http" && (area == u"login" || area == u"graph")
            && !browser)
            ++n;
    }
    return n;
}

// Runs one operation to its end.
template <class Op> static auto finish(Op *operation)
{
    using Value = typename Op::ValueType;
    std::optional<core::Result<Value>> result;
    QObject owner;
    core::run(operation, &owner, [&](core::Result<Value> &r) { result.emplace(std::move(r)); });
    (void)QTest::qWaitFor([&] { return result.has_value(); }, 60'000);
    return std::move(*result);
}

static QStringList targets(int n)
{
    QStringList appIds{ QLatin1String(model::constant::skypeOnlineAppId),
                        QLatin1String(model::constant::teamsSchedulerAppId),
                        QLatin1String(model::constant::cloudVoicemailAppId) };
    for (int i = 3; i < n; ++i)
        appIds << QStringLiteral("a0000000-0000-4000-8000-%1").arg(i, 12, 10, QLatin1Char('0'));
    return appIds.mid(0, n);
}

// The lab with as many service applications more as are needed for ten.
static QJsonObject scenario()
{
    QJsonArray more;
    for (const QString &appId : targets(10).mid(3)) {
        more.append(QJsonObject{ { QStringLiteral("id"), QString(appId).replace(0, 1, QLatin1Char('b')) },
                                 { QStringLiteral("appId"), appId },
                                 { QStringLiteral("displayName"), appId },
                                 { QStringLiteral("appDisplayName"), appId },
                                 { QStringLiteral("accountEnabled"), true },
                                 { QStringLiteral("appOwnerOrganizationId"),
                                   QStringLiteral("f8cdef31-a31e-4b4a-93e4-5f571e91255a") },
                                 { QStringLiteral("servicePrincipalNames"), QJsonArray{ appId } },
                                 { QStringLiteral("keyCredentials"), QJsonArray() } });
    }
    return { { QStringLiteral("add"), QJsonObject{ { QStringLiteral("servicePrincipals"), more } } } };
}

struct Run {
    explicit Run(Lab &lab)
        : endpoints(*app::Endpoints::fromFile(lab.readyFile()))
        , composition(endpoints, folder.filePath(QStringLiteral("run.json")))
        , browser(endpoints.labControl)
    {
    }
    bool signIn()
    {
        const auto tenant = finish(new auth::TenantDiscovery(composition.access, endpoints.tenantDomain));
        if (!tenant)
            return false;
        auth::SignInRequest request;
        request.tenant = *tenant;
        request.clientId = endpoints.cloud.graphClientId;
        request.scopes = { endpoints.cloud.graph.toString() + QStringLiteral("/Application.ReadWrite.All") };
        auto *signIn = new auth::SignIn(composition.access, composition.clock, std::move(request));
        QObject::connect(signIn, &auth::SignIn::browserRequested, &browser, &app::LabBrowser::approve);
        auto session = finish(signIn);
        if (!session)
            return false;
        composition.tokens.accept(std::move(session).value());
        return true;
    }

    QTemporaryDir folder;
    app::Endpoints endpoints;
    app::Composition composition;
    app::LabBrowser browser;
};

static bool uploadAll(Lab &lab, const crypto::Certificate &certificate, const QStringList &appIds)
{
    Run run(lab);
    if (!run.signIn())
        return false;
    app::Composition &c = run.composition;
    QElapsedTimer readAt;
    readAt.start();
    const auto principals = finish(c.directory.servicePrincipals(appIds));
    if (!principals)
        return false;
    QList<graph::KeyUpload> uploads;
    for (const graph::PrincipalAnswer &answer : *principals) {
        if (!answer.principal)
            return false;
        uploads.append({ answer.appId,
                         graph::planKeyUpload(answer.principal->keys, { certificate }, c.clock.nowUtc()) });
    }
    graph::UploadOptions options;
    options.verifyAfter = { std::chrono::milliseconds(1) };
    auto *operation = new graph::UploadKeys(c.directory, c.clock, uploads, options);
    operation->useReading(*principals, readAt);
    const auto uploaded = finish(operation);
    return uploaded
        && std::all_of(uploaded->cbegin(), uploaded->cend(), [](const auto &one) { return one.visible; });
}

// One page of /proc in KiB.
static double memory(const char *name)
{
    QFile file(QStringLiteral("/proc/self/status"));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : file.readAll().split('\n')) {
        if (line.startsWith(name))
            return line.simplified().split(' ').value(1).toDouble();
    }
    return 0;
}

static void hundredKeys(const crypto::Certificate &certificate)
{
    QJsonArray keys;
    for (int i = 0; i < 100; ++i)
        keys.append(
            QJsonObject{ { QStringLiteral("keyId"), QString::number(i) },
                         { QStringLiteral("type"), QStringLiteral("AsymmetricX509Cert") },
                         { QStringLiteral("usage"), QStringLiteral("Verify") },
                         { QStringLiteral("key"), QString::fromLatin1(certificate.der().toBase64()) } });
    const double before = memory("VmRSS:");
    QElapsedTimer clock;
    clock.start();
    const auto entries = graph::parseKeyCredentials(keys);
    const auto plan = graph::planKeyUpload(entries, { certificate }, QDateTime::currentDateTimeUtc());
    benchmarks::print("cloud-hundred-keys-plan", double(clock.nsecsElapsed()) / 1e6, 100, "ms");
    benchmarks::print("cloud-hundred-keys-memory", plan.kept.isEmpty() ? 0 : memory("VmRSS:") - before, 4096,
                      "KiB");
}

// The sign-in is stopped while it waits for discovery, for the browser, for a person with a code.
static bool cancelTimes(Lab &lab)
{
    const auto measure = [&](const char *name, const QJsonArray &faults, auto start, auto reached) {
        if (!lab.setFaults(faults))
            return false;
        Run run(lab);
        services::TenantConnection &tenant = run.composition.tenant;
        start(tenant, run.endpoints.tenantDomain);
        if (!QTest::qWaitFor([&] { return reached(tenant); }, 10'000))
            return false;
        QTest::qWait(50);
        QElapsedTimer clock;
        clock.start();
        tenant.cancel();
        while (tenant.isRunning() && clock.elapsed() < 5000)
            QCoreApplication::processEvents(QEventLoop::AllEvents, 1);
        benchmarks::print(name, double(clock.nsecsElapsed()) / 1e6, 100, "ms");
        return !tenant.isRunning();
    };
    using services::TenantConnection;
    const auto browser = [](TenantConnection &t, const QString &domain) { t.signIn(domain); };
    const auto code = [](TenantConnection &t, const QString &domain) { t.signInWithCode(domain); };
    const QJsonArray silent{ QJsonObject{ { QStringLiteral("kind"), QStringLiteral("silent") },
                                          { QStringLiteral("area"), QStringLiteral("login") },
                                          { QStringLiteral("count"), 1 } } };
    return measure("cloud-cancel-discovery", silent, browser,
                   [](TenantConnection &t) { return t.isRunning(); })
        && measure("cloud-cancel-browser", {}, browser,
                   [](TenantConnection &t) { return !t.browserUrl().isEmpty(); })
        && measure("cloud-cancel-code", {}, code,
                   [](TenantConnection &t) { return t.deviceCode().has_value(); });
}

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QLoggingCategory::setFilterRules(QStringLiteral("passerelle.*.info=false"));
    Lab lab;
    std::optional<crypto::Certificate> certificate;
    for (int n : { 1, 3, 10 }) {
        if (!lab.start({}, {}, scenario()))
            return 1;
        const QJsonObject state = lab.state();
        const QString thumbprint = state[QStringLiteral("authConfig")]
                                       .toObject()[QStringLiteral("CurrentCertificateThumbprint")]
                                       .toString();
        const auto certificates =
            with(state[QStringLiteral("certificates")], QStringLiteral("Thumbprint"), thumbprint);
        certificate = crypto::Certificate::fromBase64(
            certificates.value(0)[QStringLiteral("RawData")].toString().toLatin1());
        lab.forgetRequests();
        if (!certificate || !uploadAll(lab, *certificate, targets(n)))
            return 1;
        const QByteArray suffix = n == 3 ? QByteArray() : '-' + QByteArray::number(n);
        benchmarks::print(("cloud-upload-verify" + suffix).constData(), requestsOf(lab), 5, "requests");
        lab.forgetRequests();
        if (!uploadAll(lab, *certificate, targets(n)))
            return 1;
        benchmarks::print(("cloud-already-present" + suffix).constData(), requestsOf(lab), 3, "requests");
    }
    lab.forgetRequests();
    QElapsedTimer clock;
    clock.start();
    if (!Run(lab).signIn())
        return 1;
    benchmarks::print("cloud-sign-in-time", double(clock.elapsed()), 1000, "ms");
    benchmarks::print("cloud-sign-in", requestsOf(lab), 2, "requests");
    hundredKeys(*certificate);
    return cancelTimes(lab) ? 0 : 1;
}
