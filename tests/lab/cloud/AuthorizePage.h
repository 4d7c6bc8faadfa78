#pragma once

#include "cloud/AuthorizeRequest.h"

#include <QJsonObject>

namespace lab {

// The sign-in page: an account to choose, "Sign in", "Cancel". French when the browser prefers it, otherwise
// English.
QByteArray signInPage(const QString &action, const QString &flow, const QList<QJsonObject> &accounts,
                      const AuthorizeRequest &request, const QString &tenantName, bool french);

// A page that sends `fields` to the client by POST as soon as it is shown.
QByteArray formPostPage(const QString &target, const QList<QPair<QString, QString>> &fields, bool french);

QByteArray errorPage(const SignInError &error, const QString &correlationId, bool french);

bool prefersFrench(const QByteArray &acceptLanguage);

}
