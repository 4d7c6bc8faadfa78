#include "model/StateJson.h"

#include <QHash>
#include <algorithm>

namespace passerelle::model::json {

void putTime(QJsonObject &object, const QString &name, const QDateTime &utc)
{
    if (utc.isValid())
        object[name] = utc.toUTC().toString(Qt::ISODate);
}

QDateTime toTime(const QJsonObject &object, const QString &name)
{
    return QDateTime::fromString(object.value(name).toString(), Qt::ISODate).toUTC();
}

QStringList toStrings(const QJsonValue &value)
{
    QStringList list;
    for (const QJsonValue v : value.toArray())
        list << v.toString();
    return list;
}

// Reads and writes the members of a structure with one table, so that the two cannot drift apart.
template <class T>
using TextMembers = QList<std::pair<const char *, QString T::*>>;

template <class T>
static QJsonObject fromMembers(const T &value, const TextMembers<T> &members)
{
    QJsonObject o;
    for (const auto &[name, member] : members)
        o[QLatin1String(name)] = value.*member;
    return o;
}

template <class T>
static T toMembers(const QJsonObject &object, const TextMembers<T> &members)
{
    T value;
    for (const auto &[name, member] : members)
        value.*member = object.value(QLatin1String(name)).toString();
    return value;
}

static const TextMembers<Settings> settingsMembers {
    {"domain", &Settings::domain},           {"domainController", &Settings::domainController},
    {"accountName", &Settings::accountName}, {"organizationalUnit", &Settings::organizationalUnit},
    {"partnerName", &Settings::partnerName}, {"certificateFile", &Settings::certificateFile},
    {"testMailbox", &Settings::testMailbox}};

QJsonObject fromSettings(const Settings &settings) { return fromMembers(settings, settingsMembers); }
Settings toSettings(const QJsonObject &object) { return toMembers(object, settingsMembers); }

static const TextMembers<ExchangeServerFacts> serverMembers {{"name", &ExchangeServerFacts::name},
                                                             {"fqdn", &ExchangeServerFacts::fqdn},
                                                             {"version", &ExchangeServerFacts::version}};
static const TextMembers<ExchangeFacts> exchangeMembers {{"server", &ExchangeFacts::server},
                                                         {"user", &ExchangeFacts::user},
                                                         {"organization", &ExchangeFacts::organization},
                                                         {"defaultDomain", &ExchangeFacts::defaultDomain}};

QJsonObject fromExchange(const ExchangeFacts &facts)
{
    QJsonObject o = fromMembers(facts, exchangeMembers);
    o[QStringLiteral("acceptedDomains")] = QJsonArray::fromStringList(facts.acceptedDomains);
    o[QStringLiteral("domainControllers")] = QJsonArray::fromStringList(facts.domainControllers);
    QJsonArray servers;
    for (const auto &server : facts.servers) {
        QJsonObject s = fromMembers(server, serverMembers);
        s[QStringLiteral("major")] = server.major;
        s[QStringLiteral("minor")] = server.minor;
        s[QStringLiteral("holdsMailboxes")] = server.holdsMailboxes;
        s[QStringLiteral("isEdge")] = server.isEdge;
        servers.append(s);
    }
    o[QStringLiteral("servers")] = servers;
    return o;
}

ExchangeFacts toExchange(const QJsonObject &object)
{
    ExchangeFacts facts = toMembers(object, exchangeMembers);
    facts.acceptedDomains = toStrings(object.value(QStringLiteral("acceptedDomains")));
    facts.domainControllers = toStrings(object.value(QStringLiteral("domainControllers")));
    for (const QJsonValue v : object.value(QStringLiteral("servers")).toArray()) {
        const QJsonObject s = v.toObject();
        ExchangeServerFacts server = toMembers(s, serverMembers);
        server.major = s.value(QStringLiteral("major")).toInt();
        server.minor = s.value(QStringLiteral("minor")).toInt();
        server.holdsMailboxes = s.value(QStringLiteral("holdsMailboxes")).toBool();
        server.isEdge = s.value(QStringLiteral("isEdge")).toBool();
        facts.servers.append(server);
    }
    return facts;
}

static const TextMembers<TenantFacts> tenantMembers {{"id", &TenantFacts::id},
                                                     {"name", &TenantFacts::name},
                                                     {"initialDomain", &TenantFacts::initialDomain},
                                                     {"routingDomain", &TenantFacts::routingDomain},
                                                     {"user", &TenantFacts::user}};

QJsonObject fromTenant(const TenantFacts &facts)
{
    QJsonObject o = fromMembers(facts, tenantMembers);
    o[QStringLiteral("verifiedDomains")] = QJsonArray::fromStringList(facts.verifiedDomains);
    return o;
}

TenantFacts toTenant(const QJsonObject &object)
{
    TenantFacts facts = toMembers(object, tenantMembers);
    facts.verifiedDomains = toStrings(object.value(QStringLiteral("verifiedDomains")));
    return facts;
}

static const TextMembers<AccountIdentity> accountMembers {{"name", &AccountIdentity::name},
                                                          {"guid", &AccountIdentity::guid},
                                                          {"distinguishedName", &AccountIdentity::distinguishedName},
                                                          {"canonicalName", &AccountIdentity::canonicalName},
                                                          {"primaryAddress", &AccountIdentity::primaryAddress}};

QJsonObject fromAccount(const AccountIdentity &account)
{
    QJsonObject o = fromMembers(account, accountMembers);
    o[QStringLiteral("createdByUs")] = account.createdByUs;
    return o;
}

AccountIdentity toAccount(const QJsonObject &object)
{
    AccountIdentity account = toMembers(object, accountMembers);
    account.createdByUs = object.value(QStringLiteral("createdByUs")).toBool();
    return account;
}

static const TextMembers<PartnerApplicationIdentity> partnerMembers {
    {"name", &PartnerApplicationIdentity::name},
    {"guid", &PartnerApplicationIdentity::guid},
    {"linkedAccount", &PartnerApplicationIdentity::linkedAccount}};

QJsonObject fromPartnerApplication(const PartnerApplicationIdentity &application)
{
    QJsonObject o = fromMembers(application, partnerMembers);
    o[QStringLiteral("createdByUs")] = application.createdByUs;
    return o;
}

PartnerApplicationIdentity toPartnerApplication(const QJsonObject &object)
{
    PartnerApplicationIdentity application = toMembers(object, partnerMembers);
    application.createdByUs = object.value(QStringLiteral("createdByUs")).toBool();
    return application;
}

static const TextMembers<ExportedCertificate> certificateMembers {{"thumbprint", &ExportedCertificate::thumbprint},
                                                                  {"subject", &ExportedCertificate::subject}};

QJsonObject fromCertificate(const ExportedCertificate &certificate)
{
    QJsonObject o = fromMembers(certificate, certificateMembers);
    o[QStringLiteral("der")] = QString::fromLatin1(certificate.der.toBase64());
    putTime(o, QStringLiteral("notBefore"), certificate.notBefore);
    putTime(o, QStringLiteral("notAfter"), certificate.notAfter);
    o[QStringLiteral("servers")] = QJsonArray::fromStringList(certificate.servers);
    o[QStringLiteral("missingOn")] = QJsonArray::fromStringList(certificate.missingOn);
    return o;
}

ExportedCertificate toCertificate(const QJsonObject &object)
{
    ExportedCertificate certificate = toMembers(object, certificateMembers);
    certificate.der = QByteArray::fromBase64(object.value(QStringLiteral("der")).toString().toLatin1());
    certificate.notBefore = toTime(object, QStringLiteral("notBefore"));
    certificate.notAfter = toTime(object, QStringLiteral("notAfter"));
    certificate.servers = toStrings(object.value(QStringLiteral("servers")));
    certificate.missingOn = toStrings(object.value(QStringLiteral("missingOn")));
    return certificate;
}

static QJsonObject fromValues(const core::Values &values)
{
    QJsonObject o;
    for (auto it = values.begin(); it != values.end(); ++it)
        o[it.key()] = it.value();
    return o;
}

static core::Values toValues(const QJsonObject &object)
{
    core::Values values;
    for (auto it = object.begin(); it != object.end(); ++it)
        values.insert(it.key(), it.value().toString());
    return values;
}

static std::optional<core::FailureCode> codeFromText(const QString &text)
{
    const auto &all = core::allFailureCodes();
    const auto found = std::find_if(all.begin(), all.end(), [&](auto code) { return core::codeText(code) == text; });
    return found == all.end() ? std::nullopt : std::optional(*found);
}

static const TextMembers<Change> changeMembers {{"id", &Change::id},         {"step", &Change::step},
                                                {"target", &Change::target}, {"object", &Change::object},
                                                {"before", &Change::before}, {"after", &Change::after}};

QJsonObject fromChange(const Change &change)
{
    QJsonObject o = fromMembers(change, changeMembers);
    o[QStringLiteral("values")] = fromValues(change.values);
    o[QStringLiteral("shared")] = change.shared;
    o[QStringLiteral("reversible")] = change.reversible;
    return o;
}

Change toChange(const QJsonObject &object)
{
    Change change = toMembers(object, changeMembers);
    change.values = toValues(object.value(QStringLiteral("values")).toObject());
    change.shared = object.value(QStringLiteral("shared")).toBool();
    change.reversible = object.value(QStringLiteral("reversible")).toBool(true);
    return change;
}

static const QList<std::pair<Verdict, const char *>> verdictWords {
    {Verdict::Pending, "pending"},         {Verdict::Running, "running"},
    {Verdict::Pass, "pass"},               {Verdict::Attention, "warn"},
    {Verdict::Fail, "fail"},               {Verdict::NeedsPerson, "needs-person"},
    {Verdict::NotApplicable, "not-applicable"}, {Verdict::NotTested, "not-tested"},
    {Verdict::Skipped, "skipped"}};

QString verdictWord(Verdict verdict)
{
    for (const auto &[v, word] : verdictWords) {
        if (v == verdict)
            return QLatin1String(word);
    }
    return {};
}

Verdict verdictFromWord(const QString &text)
{
    for (const auto &[v, word] : verdictWords) {
        if (text == QLatin1String(word))
            return v;
    }
    return Verdict::NotTested;
}

QJsonArray fromFindings(const QList<Finding> &findings)
{
    QJsonArray array;
    for (const Finding &f : findings) {
        QJsonObject o {{QStringLiteral("id"), f.id},
                       {QStringLiteral("verdict"), verdictWord(f.verdict)},
                       {QStringLiteral("values"), fromValues(f.values)},
                       {QStringLiteral("evidence"), QJsonArray::fromStringList(f.evidence)}};
        if (f.code)
            o[QStringLiteral("code")] = core::codeText(*f.code);
        array.append(o);
    }
    return array;
}

QList<Finding> toFindings(const QJsonValue &value)
{
    QList<Finding> findings;
    for (const QJsonValue v : value.toArray()) {
        const QJsonObject o = v.toObject();
        Finding f;
        f.id = o.value(QStringLiteral("id")).toString();
        f.verdict = verdictFromWord(o.value(QStringLiteral("verdict")).toString());
        f.values = toValues(o.value(QStringLiteral("values")).toObject());
        f.evidence = toStrings(o.value(QStringLiteral("evidence")));
        f.code = codeFromText(o.value(QStringLiteral("code")).toString());
        findings.append(f);
    }
    return findings;
}

QJsonObject fromSteps(const QMap<QString, StepRecord> &steps)
{
    QJsonObject all;
    for (auto it = steps.begin(); it != steps.end(); ++it) {
        QJsonArray changes;
        for (const Change &change : it->changes)
            changes.append(fromChange(change));
        QJsonObject o {{QStringLiteral("status"), statusWord(it->status)}, {QStringLiteral("changes"), changes}};
        if (it->failure)
            o[QStringLiteral("failure")] = core::codeText(*it->failure);
        if (it->fromAnswer)
            o[QStringLiteral("fromAnswer")] = true;
        putTime(o, QStringLiteral("finished"), it->finishedUtc);
        all[it.key()] = o;
    }
    return all;
}

std::optional<QMap<QString, StepRecord>> toSteps(const QJsonValue &value)
{
    QMap<QString, StepRecord> steps;
    const QJsonObject all = value.toObject();
    for (auto it = all.begin(); it != all.end(); ++it) {
        const QJsonObject o = it.value().toObject();
        const auto status = statusFromWord(o.value(QStringLiteral("status")).toString());
        if (!status || stepNumber(it.key()) == 0)
            return std::nullopt;
        StepRecord record;
        record.status = *status;
        for (const QJsonValue v : o.value(QStringLiteral("changes")).toArray())
            record.changes.append(toChange(v.toObject()));
        record.failure = codeFromText(o.value(QStringLiteral("failure")).toString());
        record.finishedUtc = toTime(o, QStringLiteral("finished"));
        record.fromAnswer = o.value(QStringLiteral("fromAnswer")).toBool();
        steps.insert(it.key(), record);
    }
    return steps;
}

static const TextMembers<Confirmation> confirmationMembers {{"answer", &Confirmation::answer},
                                                            {"who", &Confirmation::who},
                                                            {"note", &Confirmation::note}};

QJsonObject fromConfirmations(const QMap<QString, Confirmation> &confirmations)
{
    QJsonObject all;
    for (auto it = confirmations.begin(); it != confirmations.end(); ++it) {
        QJsonObject o = fromMembers(*it, confirmationMembers);
        putTime(o, QStringLiteral("time"), it->utc);
        all[it.key()] = o;
    }
    return all;
}

QMap<QString, Confirmation> toConfirmations(const QJsonObject &object)
{
    QMap<QString, Confirmation> confirmations;
    for (auto it = object.begin(); it != object.end(); ++it) {
        Confirmation confirmation = toMembers(it.value().toObject(), confirmationMembers);
        confirmation.utc = toTime(it.value().toObject(), QStringLiteral("time"));
        confirmations.insert(it.key(), confirmation);
    }
    return confirmations;
}

}
