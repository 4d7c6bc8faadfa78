#include "protocols/psrp/SessionCookies.h"

#include "protocols/psrp/Limits.h"

namespace passerelle::psrp {

static bool isKept(const QByteArray &name)
{
    return name == "X-BackEndCookie" || name == "MS-WSMAN";
}

void SessionCookies::take(const net::HttpResponse &response)
{
    for (const QByteArray &cookie : response.headerAll("Set-Cookie")) {
        const QByteArray pair = cookie.split(';').first().trimmed();
        const qsizetype equals = pair.indexOf('=');
        if (equals <= 0 || pair.size() > Limits().cookieSize || !isKept(pair.left(equals)))
            continue;
        m_values.insert(pair.left(equals), pair.mid(equals + 1));
    }
}

QByteArray SessionCookies::header() const
{
    QByteArrayList pairs;
    for (const QByteArray &name : { QByteArray("X-BackEndCookie"), QByteArray("MS-WSMAN") }) {
        if (const auto value = m_values.constFind(name); value != m_values.cend())
            pairs.append(name + '=' + *value);
    }
    return pairs.join("; ");
}

}
