#include "net/SchemeContext.h"

#include "net/BasicContext.h"
#include "net/TicketContext.h"

namespace passerelle::net {

namespace {

QString nameOf(SchemePreference scheme)
{
    switch (scheme) {
    case SchemePreference::Kerberos:
        return QStringLiteral("Kerberos");
    case SchemePreference::Negotiate:
        return QStringLiteral("Negotiate");
    case SchemePreference::Basic:
        return QStringLiteral("Basic");
    case SchemePreference::Auto:
        break;
    }
    return {};
}

// No ticket, and not because of the account.
bool isAboutTheNetwork(SignInTrouble trouble)
{
    return trouble == SignInTrouble::UnknownRealm || trouble == SignInTrouble::KdcUnreachable
        || trouble == SignInTrouble::UnknownService || trouble == SignInTrouble::Unsupported;
}

}

SchemeContext::SchemeContext(std::shared_ptr<SessionSignIn::Shared> shared)
    : m_shared(std::move(shared))
{
}

QByteArray SchemeContext::schemeName() const
{
    return m_inner ? m_inner->schemeName() : QByteArray();
}

void SchemeContext::use(SchemePreference scheme)
{
    m_scheme = scheme;
    m_shared->report.used = nameOf(scheme);
    m_shared->report.completed = false;
    if (scheme == SchemePreference::Basic)
        m_inner = std::make_unique<BasicContext>(m_shared->settings.user, m_shared->settings.password.duplicate());
    else
        m_inner = std::make_unique<TicketContext>(
            scheme == SchemePreference::Kerberos ? TicketScheme::Kerberos : TicketScheme::Negotiate, m_shared);
    m_inner->connected(m_channel);
}

void SchemeContext::connected(const Channel &channel)
{
    m_channel = channel;
    if (m_inner && m_scheme == m_shared->chosen)
        m_inner->connected(channel);
    else
        m_inner.reset();
}

void SchemeContext::protect(HttpRequest request, std::function<void(Protected)> ready)
{
    if (!m_inner && m_shared->chosen != SchemePreference::Auto)
        use(m_shared->chosen);
    if (!m_inner) {
        request.body.clear();
        ready(std::move(request));
        return;
    }
    HttpRequest again = request;
    m_inner->protect(std::move(request), [this, again, ready](Protected outcome) {
        if (basicRemains(outcome)) {
            m_retired = std::move(m_inner); // its callback is running
            m_shared->chosen = SchemePreference::Basic;
            protect(again, ready);
        } else {
            ready(std::move(outcome));
        }
    });
}

bool SchemeContext::basicRemains(const Protected &outcome) const
{
    const HttpError *error = std::get_if<HttpError>(&outcome);
    const SignInSettings &settings = m_shared->settings;
    return error && error->kind == HttpError::Kind::SignIn && isAboutTheNetwork(error->signIn)
        && settings.scheme == SchemePreference::Auto && settings.basicAllowed && !settings.useCurrentSession
        && m_channel.encrypted && m_shared->report.offered.contains(QStringLiteral("Basic"), Qt::CaseInsensitive);
}

SecurityContext::Verdict SchemeContext::inspect(HttpResponse &response)
{
    noteOffers(response);
    if (m_inner) {
        const Verdict verdict = m_inner->inspect(response);
        if (m_scheme == SchemePreference::Basic)
            m_shared->report.completed = response.status != 401;
        return verdict;
    }
    if (response.status == 401 && choose())
        return Verdict::Again;
    return nothingToChoose(response);
}

// Nobody has signed in: only a refusal may come of it.
SecurityContext::Verdict SchemeContext::nothingToChoose(const HttpResponse &response)
{
    if (response.status == 401 && m_shared->report.offered.contains(QStringLiteral("Basic"), Qt::CaseInsensitive)) {
        m_broken = signInError(SignInTrouble::OnlyBasic, QStringLiteral("the server offers Basic"));
        if (!m_channel.encrypted)
            m_broken.kind = HttpError::Kind::Unsafe;
        return Verdict::Broken;
    }
    if (TicketContext::mayPassUnprotected(response))
        return Verdict::Deliver;
    m_broken = signInError(SignInTrouble::NotMutual, QStringLiteral("the server answers without any sign-in"));
    return Verdict::Broken;
}

HttpError SchemeContext::brokenBecause() const
{
    return m_inner ? m_inner->brokenBecause() : m_broken;
}

void SchemeContext::noteOffers(const HttpResponse &response)
{
    const QStringList offered = response.status == 401 ? offeredSchemes(response) : QStringList();
    if (!offered.isEmpty())
        m_shared->report.offered = offered;
}

// Strongest first (reference psrp.md 3.1).
bool SchemeContext::choose()
{
    const SignInSettings &settings = m_shared->settings;
    for (const SchemePreference scheme :
         { SchemePreference::Kerberos, SchemePreference::Negotiate, SchemePreference::Basic }) {
        if (!m_shared->report.offered.contains(nameOf(scheme), Qt::CaseInsensitive))
            continue;
        const bool basic = scheme == SchemePreference::Basic;
        if (basic && (!settings.basicAllowed || settings.useCurrentSession || !m_channel.encrypted))
            continue;
        m_shared->chosen = scheme;
        return true;
    }
    return false;
}

}
