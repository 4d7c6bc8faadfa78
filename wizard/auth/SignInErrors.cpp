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

struct Hint {
    int number;
    FailureCode code;
};

// The rows of cloud.md a.8. A number never overrules an `error` that is clear by itself.
constexpr Hint hints[] = {
    { 50011, FailureCode::EntraAppId },       { 500113, FailureCode::EntraAppId },
    { 50020, FailureCode::EntraTenantWrong }, { 50034, FailureCode::EntraTenantWrong },
    { 16000, FailureCode::EntraTenantWrong }, { 90072, FailureCode::EntraTenantWrong },
    { 90010, FailureCode::EntraTenantWrong }, { 50058, FailureCode::EntraTimeout },
    { 50059, FailureCode::EntraCloud },       { 50128, FailureCode::EntraCloud },
    { 90002, FailureCode::EntraCloud },       { 90038, FailureCode::EntraCloud },
    { 900023, FailureCode::EntraCloud },      { 50072, FailureCode::EntraMfa },
    { 50074, FailureCode::EntraMfa },         { 50076, FailureCode::EntraMfa },
    { 50078, FailureCode::EntraMfa },         { 50079, FailureCode::EntraMfa },
    { 50158, FailureCode::EntraMfa },         { 50097, FailureCode::EntraCaBlock },
    { 50129, FailureCode::EntraCaBlock },     { 50155, FailureCode::EntraCaBlock },
    { 53000, FailureCode::EntraCaBlock },     { 53001, FailureCode::EntraCaBlock },
    { 50131, FailureCode::EntraCaBlock },     { 53003, FailureCode::EntraCaBlock },
    { 53004, FailureCode::EntraCaBlock },     { 530032, FailureCode::EntraCaBlock },
    { 530035, FailureCode::EntraCaBlock },    { 50105, FailureCode::EntraConsent },
    { 65001, FailureCode::EntraConsent },     { 65004, FailureCode::EntraConsent },
    { 650056, FailureCode::EntraConsent },    { 90094, FailureCode::EntraConsent },
    { 500021, FailureCode::EntraNet },        { 50140, FailureCode::EntraTimeout },
    { 50196, FailureCode::EntraTimeout },     { 50173, FailureCode::SessionLost },
    { 700082, FailureCode::SessionLost },     { 70008, FailureCode::SessionLost },
    { 70043, FailureCode::SessionLost },      { 50194, FailureCode::EntraAppId },
    { 500011, FailureCode::EntraAppId },      { 650052, FailureCode::EntraAppId },
    { 650057, FailureCode::EntraAppId },      { 65002, FailureCode::EntraAppId },
    { 700016, FailureCode::EntraAppId },      { 70001, FailureCode::EntraAppId },
    { 7000218, FailureCode::EntraAppId },     { 700025, FailureCode::EntraAppId },
    { 54005, FailureCode::EntraTimeout },     { 70000, FailureCode::EntraTimeout },
    { 70016, FailureCode::EntraTimeout },     { 70018, FailureCode::EntraTimeout },
    { 70019, FailureCode::EntraTimeout },     { 70020, FailureCode::EntraTimeout },
};

std::optional<FailureCode> byNumber(int number)
{
    for (const Hint &hint : hints) {
        if (hint.number == number)
            return hint.code;
    }
    return std::nullopt;
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
    failure.code = FailureCode::UnknownSignIn;
    failure.retryable = isOutage(error);
    if (!failure.retryable) {
        if (const auto clear = byError(error))
            failure.code = *clear;
        else if (const auto hinted = byNumber(error.number))
            failure.code = *hinted;
        else
            failure.code = byPhase(error, phase);
        if (phase == SignInPhase::Refresh)
            failure.code = inRefresh(failure.code);
    }
    failure.values = extra;
    if (error.number)
        failure.values.insert(QStringLiteral("number"), QString::number(error.number));
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
