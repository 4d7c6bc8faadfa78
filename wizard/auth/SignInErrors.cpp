#include "auth/SignInErrors.h"

#include "core/Scrub.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <optional>

namespace passerelle::auth {

using core::FailureCode;

namespace {

// The reason tells cases of one code apart that have remedies of their own (text/SignInText); may be empty.
struct Hint {
    int number;
    FailureCode code;
    const char *reason;
};

// The rows of cloud.md a.8. A number never overrules an `error` that is clear by itself.
constexpr Hint hints[] = {
    { 50011, FailureCode::EntraAppId, "redirect" },
    { 500113, FailureCode::EntraAppId, "redirect" },
    { 50194, FailureCode::EntraAppId, "single-tenant" },
    { 500011, FailureCode::EntraAppId, "resource" },
    { 650052, FailureCode::EntraAppId, "resource" },
    { 650057, FailureCode::EntraAppId, "resource" },
    { 65002, FailureCode::EntraAppId, "reserved" },
    { 700016, FailureCode::EntraAppId, "unknown" },
    { 70001, FailureCode::EntraAppId, "unknown" },
    { 7000218, FailureCode::EntraAppId, "not-public" },
    { 700025, FailureCode::EntraAppId, "not-public" },
    { 50053, FailureCode::EntraAccount, "locked" },
    { 50055, FailureCode::EntraAccount, "expired" },
    { 50056, FailureCode::EntraAccount, "no-password" },
    { 50057, FailureCode::EntraAccount, "disabled" },
    { 50126, FailureCode::EntraAccount, "password" },
    { 50020, FailureCode::EntraTenantWrong, "account" },
    { 50034, FailureCode::EntraTenantWrong, "account" },
    { 16000, FailureCode::EntraTenantWrong, "account" },
    { 90072, FailureCode::EntraTenantWrong, "account" },
    { 90010, FailureCode::EntraTenantWrong, "account-type" },
    { 50059, FailureCode::EntraCloud, "" },
    { 50128, FailureCode::EntraCloud, "" },
    { 90002, FailureCode::EntraCloud, "" },
    { 90038, FailureCode::EntraCloud, "" },
    { 900023, FailureCode::EntraCloud, "" },
    { 50072, FailureCode::EntraMfa, "" },
    { 50074, FailureCode::EntraMfa, "" },
    { 50076, FailureCode::EntraMfa, "" },
    { 50078, FailureCode::EntraMfa, "" },
    { 50079, FailureCode::EntraMfa, "" },
    { 50158, FailureCode::EntraMfa, "" },
    { 50097, FailureCode::EntraCaBlock, "device" },
    { 50129, FailureCode::EntraCaBlock, "device" },
    { 50155, FailureCode::EntraCaBlock, "device" },
    { 53000, FailureCode::EntraCaBlock, "device" },
    { 53001, FailureCode::EntraCaBlock, "device" },
    { 50131, FailureCode::EntraCaBlock, "policy" },
    { 53003, FailureCode::EntraCaBlock, "policy" },
    { 53004, FailureCode::EntraCaBlock, "policy" },
    { 530032, FailureCode::EntraCaBlock, "policy" },
    { 530035, FailureCode::EntraCaBlock, "code" },
    { 50105, FailureCode::EntraConsent, "assign" },
    { 65004, FailureCode::EntraConsent, "refused" },
    { 65001, FailureCode::EntraConsent, "" },
    { 650056, FailureCode::EntraConsent, "" },
    { 90094, FailureCode::EntraConsent, "" },
    { 500021, FailureCode::EntraNet, "restriction" },
    { 50058, FailureCode::EntraTimeout, "silent" },
    { 50140, FailureCode::EntraTimeout, "repeat" },
    { 50196, FailureCode::EntraTimeout, "loop" },
    { 54005, FailureCode::EntraTimeout, "used" },
    { 70000, FailureCode::EntraTimeout, "used" },
    { 70018, FailureCode::EntraTimeout, "code-wrong" },
    { 70016, FailureCode::EntraTimeout, "code-expired" },
    { 70019, FailureCode::EntraTimeout, "code-expired" },
    { 70020, FailureCode::EntraTimeout, "code-expired" },
    { 50173, FailureCode::SessionLost, "" },
    { 700082, FailureCode::SessionLost, "" },
    { 70008, FailureCode::SessionLost, "" },
    { 70043, FailureCode::SessionLost, "" },
    { 501481, FailureCode::UnknownSignIn, "defect" },
    { 70011, FailureCode::UnknownSignIn, "defect" },
    { 28000, FailureCode::UnknownSignIn, "defect" },
    { 90033, FailureCode::EntraBusy, "" },
    { 90055, FailureCode::EntraBusy, "" },
};

const Hint *hintOf(int number)
{
    for (const Hint &hint : hints) {
        if (hint.number == number)
            return &hint;
    }
    return nullptr;
}

// What `error` and its sub code say alone.
std::optional<FailureCode> byError(const SignInError &e)
{
    if (e.error == QLatin1String("access_denied")) {
        if (e.suberror == QLatin1String("cancel") || e.number == 0)
            return FailureCode::Cancelled;
    }
    if (e.error == QLatin1String("invalid_tenant"))
        return FailureCode::EntraCloud;
    if (e.error == QLatin1String("invalid_client"))
        return FailureCode::EntraAppId;
    if (e.error == QLatin1String("consent_required") || e.suberror == QLatin1String("consent_required"))
        return FailureCode::EntraConsent;
    if (e.error == QLatin1String("invalid_scope"))
        return FailureCode::UnknownSignIn; // our own mistake
    return std::nullopt;
}

// When neither a clear `error` nor a known number decides.
FailureCode byPhase(const SignInError &e, SignInPhase phase)
{
    if (e.error == QLatin1String("interaction_required"))
        return phase == SignInPhase::Refresh ? FailureCode::SessionLost : FailureCode::EntraMfa;
    if (e.error == QLatin1String("unauthorized_client") || e.error == QLatin1String("invalid_resource"))
        return FailureCode::EntraAppId;
    if (e.error == QLatin1String("login_required"))
        return phase == SignInPhase::Refresh ? FailureCode::SessionLost : FailureCode::EntraTimeout;
    if (e.error == QLatin1String("invalid_grant") && phase == SignInPhase::Refresh)
        return FailureCode::SessionLost;
    return FailureCode::UnknownSignIn;
}

// A refused refresh is cured by signing in again, whatever the second reason is; only what would refuse the
// sign-in too keeps its own name.
FailureCode inRefresh(FailureCode code)
{
    return code == FailureCode::EntraMfa || code == FailureCode::EntraTimeout ? FailureCode::SessionLost
                                                                              : code;
}

bool isOutage(const SignInError &e)
{
    return e.error == QLatin1String("temporarily_unavailable") || e.error == QLatin1String("server_error")
        || e.number == 90033 || e.number == 90055;
}

QString firstMatch(const char *pattern, const QString &text)
{
    return QRegularExpression(QLatin1String(pattern)).match(text).captured(1);
}

void completeFromDescription(SignInError &e)
{
    if (!e.number)
        e.number = firstMatch(R"(\bAADSTS(\d{4,8})\b)", e.description).toInt();
    if (e.correlationId.isEmpty())
        e.correlationId = firstMatch(R"(Correlation ID:\s*([0-9a-fA-F-]{36}))", e.description);
    if (e.time.isEmpty())
        e.time = firstMatch(R"(Timestamp:\s*([0-9TZ:. -]{10,30}))", e.description).trimmed();
}

QString foreign(const QJsonValue &value, qsizetype limit)
{
    return core::displayable(value.toString(), limit);
}

}

SignInError parseSignInError(const QByteArray &json)
{
    const QJsonObject o = QJsonDocument::fromJson(json).object();
    SignInError e;
    e.error = foreign(o[QLatin1String("error")], 100);
    e.suberror = foreign(o[QLatin1String("suberror")], 100);
    e.description = foreign(o[QLatin1String("error_description")], 2048);
    e.correlationId = foreign(o[QLatin1String("correlation_id")], 64);
    e.time = foreign(o[QLatin1String("timestamp")], 40);
    e.number = o[QLatin1String("error_codes")].toArray().first().toVariant().toInt();
    completeFromDescription(e);
    return e;
}

SignInError redirectError(const QString &error, const QString &subcode, const QString &description)
{
    SignInError e;
    e.error = error;
    e.suberror = subcode;
    e.description = description;
    completeFromDescription(e);
    return e;
}

core::Failure signInFailure(const SignInError &error, SignInPhase phase, const core::Values &extra)
{
    core::Failure failure;
    failure.retryable = isOutage(error);
    const Hint *hint = hintOf(error.number);
    if (failure.retryable)
        failure.code = FailureCode::EntraBusy;
    else if (const auto clear = byError(error))
        failure.code = *clear;
    else
        failure.code = hint ? hint->code : byPhase(error, phase);
    if (phase == SignInPhase::Refresh)
        failure.code = inRefresh(failure.code);
    failure.values = extra;
    // Only of the number that led here: a clear `error` has no use for another one's reason.
    if (hint && hint->code == failure.code && *hint->reason)
        failure.values.insert(QStringLiteral("reason"), QLatin1String(hint->reason));
    if (error.error == QLatin1String("invalid_scope"))
        failure.values.insert(QStringLiteral("reason"), QStringLiteral("defect"));
    if (error.number) {
        failure.values.insert(QStringLiteral("number"), QString::number(error.number));
        const QString login = extra.value(QStringLiteral("login"));
        if (!login.isEmpty())
            failure.values.insert(QStringLiteral("link"),
                                  QStringLiteral("https://%1/error?code=%2").arg(login).arg(error.number));
    }
    failure.values.insert(QStringLiteral("correlationId"), error.correlationId);
    failure.values.insert(QStringLiteral("time"), error.time);

    QStringList technical{ error.error };
    if (!error.suberror.isEmpty())
        technical << error.suberror;
    technical << core::scrub(error.description.section(QRegularExpression(QStringLiteral("[\r\n]")), 0, 0));
    if (!error.correlationId.isEmpty())
        technical << QStringLiteral("correlation id %1").arg(error.correlationId);
    if (!error.time.isEmpty())
        technical << error.time;
    failure.technical = core::displayable(technical.join(QLatin1String("; ")), 1500);
    return failure;
}

}
