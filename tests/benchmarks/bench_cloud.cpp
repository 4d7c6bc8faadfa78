// Requests and time of a sign-in and of the upload to one, three and ten service applications, from discovery
// to the last check, and for finding that all of it is there already; memory of a principal with a hundred
// keys; how soon everything that waits for the cloud is idle after Cancel.
#include "Figure.h"
#include "app/Composition.h"
#include "app/LabBrowser.h"
#include "model/Targets.h"
#include "protocols/graph/UploadKeys.h"
#include "services/TenantRequests.h"
#include "support/Lab.h"

#include <QCoreApplication>
#include <QFile>
#include <QLoggingCategory>
#include <QTest>

#include <functional>

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
    bool signIn(auth::Resource resource = auth::Resource::Graph)
    {
        const auto tenant = finish(new auth::TenantDiscovery(composition.access, endpoints.tenantDomain));
        if (!tenant)
            return false;
        auth::SignInRequest request;
        request.tenant = *tenant;
        request.clientId = services::clientIdFor(resource, composition.state.cloudSettings(), endpoints.cloud);
        request.scopes = services::scopesFor(resource, model::Mode::Setup, endpoints.cloud);
        auto *signIn = new auth::SignIn(composition.access, composition.clock, std::move(request));
        QObject::connect(signIn, &auth::SignIn::browserRequested, &browser, &app::LabBrowser::approve);
        auto session = finish(signIn);
        if (!session)
            return false;
        composition.tokens.accept(std::move(session).value(), resource);
        return true;
    }

    QTemporaryDir folder;
    app::Endpoints endpoints;
    app::Composition composition;
    app::LabBrowser browser;
};

// What a person's run does with the keys of these applications; `planned` sees the plans before they are carried out.
static bool uploadWith(Run &run, const crypto::Certificate &certificate, const QStringList &appIds,
                       const std::function<void(double milliseconds)> &planned = {})
{
    app::Composition &c = run.composition;
    QElapsedTimer readAt;
    readAt.start();
    const auto principals = finish(c.directory.servicePrincipals(appIds));
    if (!principals)
        return false;
    QElapsedTimer planning;
    planning.start();
    QList<graph::KeyUpload> uploads;
    for (const graph::PrincipalAnswer &answer : *principals) {
        if (!answer.principal)
            return false;
        uploads.append({ answer.appId,
                         graph::planKeyUpload(answer.principal->keys, { certificate }, c.clock.nowUtc()) });
    }
    if (planned)
        planned(double(planning.nsecsElapsed()) / 1e6);
    graph::UploadOptions options;
    options.verifyAfter = { std::chrono::milliseconds(1) };
    auto *operation = new graph::UploadKeys(c.directory, c.clock, uploads, options);
    operation->useReading(*principals, readAt);
    const auto uploaded = finish(operation);
    return uploaded
        && std::all_of(uploaded->cbegin(), uploaded->cend(), [](const auto &one) { return one.visible; });
}

static bool uploadAll(Lab &lab, const crypto::Certificate &certificate, const QStringList &appIds)
{
    Run run(lab);
    return run.signIn() && uploadWith(run, certificate, appIds);
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

static QString hundredKeysAppId()
{
    return QStringLiteral("a0000000-0000-4000-8000-000000000100");
}

// A service application with a hundred keys, each another one.
static QJsonObject hundredKeysScenario(const crypto::Certificate &certificate)
{
    QJsonArray keys;
    for (int i = 0; i < 100; ++i) {
        QByteArray der = certificate.der();
        der[der.size() - 1] = static_cast<char>(i); // in the signature, which nobody checks
        der[der.size() - 2] = '\x55';
        keys.append(QJsonObject{
            { QStringLiteral("keyId"), QStringLiteral("c0000000-0000-4000-8000-%1").arg(i, 12, 10, QLatin1Char('0')) },
            { QStringLiteral("type"), QStringLiteral("AsymmetricX509Cert") },
            { QStringLiteral("usage"), QStringLiteral("Verify") },
            { QStringLiteral("displayName"), QStringLiteral("Key %1").arg(i) },
            { QStringLiteral("startDateTime"), QStringLiteral("2020-01-01T00:00:00Z") },
            { QStringLiteral("endDateTime"), QStringLiteral("2040-01-01T00:00:00Z") },
            { QStringLiteral("key"), QString::fromLatin1(der.toBase64()) } });
    }
    const QJsonObject principal{ { QStringLiteral("id"), QStringLiteral("b0000000-0000-4000-8000-000000000100") },
                                 { QStringLiteral("appId"), hundredKeysAppId() },
                                 { QStringLiteral("displayName"), QStringLiteral("Hundred keys") },
                                 { QStringLiteral("appDisplayName"), QStringLiteral("Hundred keys") },
                                 { QStringLiteral("accountEnabled"), true },
                                 { QStringLiteral("appOwnerOrganizationId"),
                                   QStringLiteral("f8cdef31-a31e-4b4a-93e4-5f571e91255a") },
                                 { QStringLiteral("servicePrincipalNames"), QJsonArray{ hundredKeysAppId() } },
                                 { QStringLiteral("keyCredentials"), keys } };
    return { { QStringLiteral("add"),
               QJsonObject{ { QStringLiteral("servicePrincipals"), QJsonArray{ principal } } } } };
}

// One key more is uploaded to it: all are read, kept and written back. The memory is the highest of reading, planning,
// writing and checking, above what a signed-in program has.
static bool hundredKeys(Lab &lab, const crypto::Certificate &certificate)
{
    if (!lab.start({}, {}, hundredKeysScenario(certificate)))
        return false;
    Run run(lab);
    if (!run.signIn())
        return false;
    QFile references(QStringLiteral("/proc/self/clear_refs")); // the highest begins anew
    if (references.open(QIODevice::WriteOnly))
        references.write("5");
    references.close();
    const double before = memory("VmRSS:");
    const bool uploaded = uploadWith(run, certificate, { hundredKeysAppId() }, [](double planning) {
        benchmarks::print("cloud-hundred-keys-plan", planning, 100, "ms");
    });
    benchmarks::print("cloud-hundred-keys-memory", memory("VmHWM:") - before, 4096, "KiB");
    const auto principals =
        with(lab.state()[QStringLiteral("servicePrincipals")], QStringLiteral("appId"), hundredKeysAppId());
    const qsizetype keys = principals.value(0)[QStringLiteral("keyCredentials")].toArray().size();
    if (keys != 101)
        std::fprintf(stderr, "%lld keys in the end\n", qlonglong(keys));
    return uploaded && keys == 101;
}

static QJsonObject silence(const char *area, const char *match = "")
{
    QJsonObject fault{ { QStringLiteral("kind"), QStringLiteral("silent") },
                       { QStringLiteral("area"), QLatin1String(area) },
                       { QStringLiteral("count"), 1 } };
    if (*match)
        fault.insert(QStringLiteral("match"), QLatin1String(match));
    return fault;
}

// A request has arrived and gets no answer.
static bool owesAnswer(const Lab &lab)
{
    for (const QJsonValue value : lab.requests()) {
        if (value.toObject()[QStringLiteral("status")].isNull())
            return true;
    }
    return false;
}

// From cancel() to the end of what runs, in the middle of its waiting.
static bool printCancel(const char *name, const std::function<void()> &cancel, const std::function<bool()> &runs)
{
    QTest::qWait(300);
    if (!runs()) {
        std::fprintf(stderr, "%s: nothing waits\n", name);
        return false;
    }
    QElapsedTimer clock;
    clock.start();
    cancel();
    while (runs() && clock.elapsed() < 5000)
        QCoreApplication::processEvents(QEventLoop::AllEvents, 1);
    benchmarks::print(name, double(clock.nsecsElapsed()) / 1e6, 100, "ms");
    return !runs();
}

// The sign-in is stopped at each of its stages, while the server, the browser or a person is waited for.
static bool cancelSignIn(Lab &lab)
{
    using services::TenantConnection;
    using Start = void (*)(TenantConnection &, const QString &);
    using Reached = bool (*)(TenantConnection &);
    const Start browser = [](TenantConnection &t, const QString &domain) { t.signIn(domain); };
    const Start code = [](TenantConnection &t, const QString &domain) { t.signInWithCode(domain); };
    const Reached running = [](TenantConnection &t) { return t.isRunning(); };
    struct Stage {
        const char *name;
        QJsonArray faults;
        Start start;
        Reached reached;
        bool approves = false; // somebody presses the button in the browser
        bool proxy = false;
    };
    const Stage stages[] = {
        { "cloud-cancel-proxy-test", { silence("proxy") }, browser, running, false, true },
        { "cloud-cancel-discovery", { silence("login", "discovery") }, browser, running },
        { "cloud-cancel-browser", {}, browser, [](TenantConnection &t) { return !t.browserUrl().isEmpty(); } },
        { "cloud-cancel-redemption", { silence("login", "oauth2/v2.0/token") }, browser, running, true },
        { "cloud-cancel-directory", { silence("graph") }, browser, running, true },
        { "cloud-cancel-code-request", { silence("login", "devicecode") }, code, running },
        { "cloud-cancel-code", {}, code, [](TenantConnection &t) { return t.deviceCode().has_value(); } },
    };
    for (const Stage &stage : stages) {
        if (!lab.setFaults(stage.faults))
            return false;
        Run run(lab);
        TenantConnection &tenant = run.composition.tenant;
        if (stage.proxy) {
            const QUrl proxy(lab.ready()[QStringLiteral("proxy")].toString());
            model::CloudSettings settings;
            settings.proxyKind = QStringLiteral("manual");
            settings.proxyHost = proxy.host();
            settings.proxyPort = proxy.port();
            run.composition.state.setCloudSettings(settings);
        }
        if (stage.approves)
            QObject::connect(&tenant, &TenantConnection::browserRequested, &run.browser, &app::LabBrowser::approve);
        lab.forgetRequests();
        stage.start(tenant, run.endpoints.tenantDomain);
        if (!QTest::qWaitFor([&] { return stage.reached(tenant) && (stage.faults.isEmpty() || owesAnswer(lab)); }, 10'000)) {
            std::fprintf(stderr, "%s is not reached\n", stage.name);
            return false;
        }
        if (!printCancel(stage.name, [&] { tenant.cancel(); }, [&] { return tenant.isRunning(); }))
            return false;
    }
    return true;
}

// So are a call to Exchange Online and the renewal of a sign-in, in the middle of the work.
static bool cancelCalls(Lab &lab)
{
    Run run(lab);
    services::TenantConnection &tenant = run.composition.tenant;
    QObject::connect(&tenant, &services::TenantConnection::browserRequested, &run.browser, &app::LabBrowser::approve);
    tenant.signIn(run.endpoints.tenantDomain);
    const auto ready = [&] { return !tenant.isRunning() && tenant.isSignedIn(); };
    if (!QTest::qWaitFor(ready, 20'000) || !run.signIn(auth::Resource::ExchangeOnline)) {
        std::fprintf(stderr, "no sign-in\n");
        return false;
    }
    const auto measure = [&](const char *name, const QJsonObject &fault, core::Operation *operation) {
        bool runs = true;
        QObject::connect(operation, &core::Operation::finished, operation, [&runs] { runs = false; });
        lab.forgetRequests();
        if (!lab.setFaults({ fault }))
            return false;
        operation->start();
        const bool well = QTest::qWaitFor([&] { return owesAnswer(lab); }, 10'000) && printCancel(name, [&] { operation->cancel(); }, [&] { return runs; });
        operation->deleteLater();
        return well;
    };
    return measure("cloud-cancel-exchange-online", silence("exo"), run.composition.online.connectors())
        && measure("cloud-cancel-renewal", silence("login", "oauth2/v2.0/token"),
                   run.composition.tokens.renew(auth::Resource::Graph, {}));
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
    return hundredKeys(lab, *certificate) && cancelSignIn(lab) && cancelCalls(lab) ? 0 : 1;
}
