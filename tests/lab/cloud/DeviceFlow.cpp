#include "cloud/DeviceFlow.h"

#include "cloud/DevicePage.h"
#include "cloud/Jwt.h"
#include "org/World.h"

#include <QRandomGenerator>

namespace lab {

namespace {

// Nine characters that are not taken for one another.
QString newUserCode()
{
    static const char letters[] = "BCDFGHJKLMNPQRSTVWXYZ23456789";
    QString code;
    for (int i = 0; i < 9; ++i)
        code += QLatin1Char(letters[QRandomGenerator::system()->bounded(int(sizeof letters - 1))]);
    return code;
}

QString normalCode(const QString &typed)
{
    return QString(typed).remove(' ').remove('-').toUpper();
}

}

DeviceFlow::DeviceFlow(World &world)
    : m_world(world)
{
}

HttpResponse DeviceFlow::begin(const AuthorizeRequest &asked, bool french)
{
    const QString deviceCode = "DAQABAAEAAAD" + randomText(48);
    const int seconds = m_world.number("deviceSeconds");
    Entry entry{asked,
                newUserCode(),
                QDateTime::currentDateTimeUtc().addSecs(seconds),
                State::Open,
                {},
                m_world.number("devicePending"),
                m_world.number("deviceSlowDown")};
    const QString page = m_world.homeLogin() + "/devicelogin";
    const bool old = m_world.isOn("deviceOldShape");
    const auto number = [old](int value) {
        return old ? QJsonValue(QString::number(value)) : QJsonValue(value);
    };
    const QJsonObject body{
        {"user_code", entry.userCode},
        {"device_code", deviceCode},
        {old ? "verification_url" : "verification_uri", page},
        {"expires_in", number(seconds)},
        {"interval", number(m_world.number("deviceInterval"))},
        {"message",
         french ? "Pour vous connecter, ouvrez la page " + page + " et tapez le code " + entry.userCode + '.'
                : "To sign in, use a web browser to open the page " + page + " and enter the code "
                 + entry.userCode + " to authenticate."}};
    m_world.secrets.note("device_code", deviceCode);
    m_world.secrets.note("user_code", entry.userCode);
    m_open.insert(deviceCode, entry);
    return HttpResponse::json(200, body, {{"Cache-Control", "no-store, no-cache"}});
}

SignInError DeviceFlow::pendingError(Entry &entry) const
{
    if (entry.slowDownLeft > 0) {
        --entry.slowDownLeft;
        return {70016, "slow_down", "The client polls too often.", {}, 400};
    }
    if (entry.pendingLeft > 0)
        --entry.pendingLeft;
    return signInError(70016);
}

DeviceFlow::Poll DeviceFlow::poll(const QString &deviceCode, const QString &clientId)
{
    const auto found = m_open.find(deviceCode);
    if (found == m_open.end() || found->asked.clientId != clientId)
        return {signInError(70018), {}, {}};
    if (found->state == State::Expired || found->ends <= QDateTime::currentDateTimeUtc())
        return {signInError(70020), {}, {}};
    const QString automatic = m_world.text("deviceAnswer");
    if (found->slowDownLeft > 0 || found->pendingLeft > 0)
        return {pendingError(*found), {}, {}};
    if (found->state == State::Open && !automatic.isEmpty())
        settle(*found, automatic, {});
    if (found->state == State::Expired)
        return {signInError(70020), {}, {}};
    if (found->state == State::Open)
        return {pendingError(*found), {}, {}};
    const Entry entry = m_open.take(deviceCode);
    if (entry.state == State::Declined)
        return {SignInError{65004, m_world.text("deviceDeclined"), "The user declined.", {}, 400}, {}, {}};
    if (const QString code = m_world.text("signInDenied"); !code.isEmpty())
        return {signInError(code.toInt()), {}, {}};
    return {std::nullopt, entry.asked, entry.user};
}

DeviceFlow::Entry *DeviceFlow::byUserCode(const QString &typed)
{
    for (Entry &entry : m_open) {
        if (entry.userCode == normalCode(typed) && entry.state == State::Open
            && entry.ends > QDateTime::currentDateTimeUtc())
            return &entry;
    }
    return nullptr;
}

QString DeviceFlow::settle(Entry &entry, const QString &action, const QString &account)
{
    const QString name = account.isEmpty() ? QString("admin@contosofr.onmicrosoft.com") : account;
    const auto user = m_world.directory.find("entraUsers", name);
    if (action == "approve" && !user)
        return "no such account";
    if (action == "approve") {
        entry.user = user->value("id").toString();
        entry.state = State::Approved;
    } else if (action == "decline") {
        entry.state = State::Declined;
    } else if (action == "expire") {
        entry.state = State::Expired;
    } else {
        return "action is one of approve, decline, expire";
    }
    return {};
}

QString DeviceFlow::decide(const QJsonObject &order)
{
    for (const QString &name : order.keys()) {
        if (name != "user_code" && name != "action" && name != "account")
            return "unknown member " + name;
    }
    Entry *wanted = nullptr;
    int open = 0;
    for (Entry &entry : m_open) {
        if (entry.state != State::Open)
            continue;
        ++open;
        wanted = &entry;
    }
    if (order.contains("user_code"))
        wanted = byUserCode(order.value("user_code").toString());
    else if (open > 1)
        return "more than one device code is open: name its user_code";
    if (!wanted)
        return "no open device code";
    return settle(*wanted, order.value("action").toString(), order.value("account").toString());
}

HttpResponse DeviceFlow::page(const HttpRequest &request)
{
    const bool french = prefersFrench(request.header("Accept-Language"));
    if (request.method == "GET")
        return signInHtml(200, deviceCodePage({}, french));
    QList<QPair<QString, QString>> fields;
    if (request.mediaType() != "application/x-www-form-urlencoded" || !parseForm(request.body, &fields))
        return signInHtml(400, deviceCodePage(deviceWords(DeviceWord::Unreadable, french), french));
    Entry *entry = byUserCode(formValue(fields, "code"));
    if (!entry)
        return signInHtml(400, deviceCodePage(deviceWords(DeviceWord::WrongCode, french), french));
    if (!formHas(fields, "decision"))
        return signInHtml(200, deviceAccountPage(entry->userCode, m_world, french));
    const bool yes = formValue(fields, "decision") == "sign-in";
    const QString why = settle(*entry, yes ? "approve" : "decline", formValue(fields, "account"));
    if (!why.isEmpty())
        return signInHtml(400, deviceCodePage(deviceWords(DeviceWord::Unreadable, french), french));
    return signInHtml(200, deviceDonePage(yes, french));
}

}
