#include "net/SecurityContext.h"

namespace passerelle::net {

HttpError signInError(SignInTrouble trouble, const QString &technical)
{
    HttpError error;
    error.kind = HttpError::Kind::SignIn;
    error.technical = technical;
    error.signIn = trouble;
    return error;
}

QStringList offeredSchemes(const HttpResponse &response)
{
    QStringList schemes;
    for (const QByteArray &challenge : response.headerAll("WWW-Authenticate")) {
        const QString scheme = QString::fromLatin1(challenge.trimmed().split(' ').value(0)).remove(u',').left(40);
        if (!scheme.isEmpty() && schemes.size() < 16 && !schemes.contains(scheme, Qt::CaseInsensitive))
            schemes.append(scheme);
    }
    return schemes;
}

}
