#pragma once

#include "cloud/AuthorizeRequest.h"

#include <QJsonObject>

namespace lab {

// One page in the look of the sign-in host; `body` is HTML.
QByteArray labPage(const QString &title, const QString &body, bool french);
// That page as an answer, with the headers such pages have.
HttpResponse signInHtml(int status, const QByteArray &html);
QString hiddenField(const QString &name, const QString &value);
// Radio buttons "account"; the hinted one is chosen, otherwise the first.
QString accountChoices(const QList<QJsonObject> &accounts, const QString &hint, bool french);

// The sign-in page: an account to choose, "Sign in", "Cancel". French when the browser prefers it, otherwise
// English.
QByteArray signInPage(const QString &action, const QString &flow, const QList<QJsonObject> &accounts,
                      const AuthorizeRequest &request, const QString &tenantName, bool french);

// A page that sends `fields` to the client by POST as soon as it is shown.
QByteArray formPostPage(const QString &target, const QList<QPair<QString, QString>> &fields, bool french);

QByteArray errorPage(const SignInError &error, const QString &correlationId, bool french);

QByteArray signedOutPage(bool french);

bool prefersFrench(const QByteArray &acceptLanguage);

}
