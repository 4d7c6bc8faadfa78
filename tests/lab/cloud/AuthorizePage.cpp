#include "cloud/AuthorizePage.h"

#include <QUuid>

namespace lab {

namespace {

const char style[] =
    "body{font:16px/1.5 'Segoe UI',system-ui,sans-serif;background:#eef1f6;color:#1b1b1b;margin:0;"
    "display:grid;min-height:100vh;place-items:center}main{background:#fff;max-width:26rem;padding:2rem "
    "2.25rem;border-radius:8px;box-shadow:0 2px 12px rgba(0,0,0,.15)}h1{font-size:1.4rem;margin:0 0 "
    ".25rem}p{margin:.25rem 0 1rem}fieldset{border:1px solid #8a8f98;border-radius:6px;margin:0 0 "
    "1.25rem;padding:.5rem 1rem}label{display:block;padding:.4rem 0}button{font:inherit;padding:.5rem "
    "1.25rem;border-radius:4px;border:1px solid #0f5fb3;background:#0f5fb3;color:#fff;margin-right:"
    ".5rem}button.plain{background:#fff;color:#0f5fb3}:focus-visible{outline:3px solid #f2a900;"
    "outline-offset:2px}code{overflow-wrap:anywhere}input:not([type]){font:inherit;display:block;margin:."
    "4rem "
    "0;padding:.4rem;width:12rem;text-transform:uppercase}";

QString choice(const QJsonObject &account, bool checked)
{
    const QString user = account.value("userPrincipalName").toString().toHtmlEscaped();
    return "<label><input type=\"radio\" name=\"account\" value=\"" + user + '"' + (checked ? " checked" : "")
        + "> " + account.value("displayName").toString().toHtmlEscaped() + " (" + user + ")</label>";
}

}

QByteArray labPage(const QString &title, const QString &body, bool french)
{
    return QString("<!DOCTYPE html><html lang=\"%1\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
                   "content=\"width=device-width,initial-scale=1\"><title>%2</title><style>%3</style></"
                   "head><body><main>"
                   "%4</main></body></html>")
        .arg(french ? "fr" : "en", title, style, body)
        .toUtf8();
}

HttpResponse signInHtml(int status, const QByteArray &html)
{
    return HttpResponse::html(status, html,
                              {{"Cache-Control", "no-store"},
                               {"Referrer-Policy", "no-referrer"},
                               {"X-Frame-Options", "DENY"},
                               {"x-ms-request-id", QUuid::createUuid().toByteArray(QUuid::WithoutBraces)}});
}

QString hiddenField(const QString &name, const QString &value)
{
    return "<input type=\"hidden\" name=\"" + name.toHtmlEscaped() + "\" value=\"" + value.toHtmlEscaped()
        + "\">";
}

QString accountChoices(const QList<QJsonObject> &accounts, const QString &hint, bool french)
{
    QString choices;
    bool hinted = false;
    for (const QJsonObject &account : accounts)
        hinted = hinted || account.value("userPrincipalName").toString() == hint;
    for (qsizetype i = 0; i < accounts.size(); ++i) {
        const bool same = accounts.at(i).value("userPrincipalName").toString() == hint;
        choices += choice(accounts.at(i), hinted ? same : i == 0);
    }
    return QString("<fieldset><legend>") + (french ? "Choisir un compte" : "Choose an account") + "</legend>"
        + choices + "</fieldset>";
}

QByteArray signInPage(const QString &action, const QString &flow, const QList<QJsonObject> &accounts,
                      const AuthorizeRequest &request, const QString &tenantName, bool french)
{
    const QString title = french ? "Se connecter" : "Sign in";
    return labPage(title,
                   "<h1>" + title + "</h1><p>" + tenantName.toHtmlEscaped()
                       + (french ? " (organisation de démonstration)" : " (demonstration organisation)")
                       + "</p><form method=\"post\" action=\"" + action.toHtmlEscaped() + "\">"
                       + hiddenField("flow", flow) + accountChoices(accounts, request.loginHint, french)
                       + "<button name=\"decision\" value=\"sign-in\">" + title
                       + "</button><button class=\"plain\" name=\"decision\" value=\"cancel\">"
                       + (french ? "Annuler" : "Cancel") + "</button></form>",
                   french);
}

QByteArray formPostPage(const QString &target, const QList<QPair<QString, QString>> &fields, bool french)
{
    QString inputs;
    for (const auto &[name, value] : fields)
        inputs += hiddenField(name, value);
    const QString title = french ? "Retour à l’application" : "Back to the application";
    return labPage(title,
                   "<form method=\"post\" action=\"" + target.toHtmlEscaped() + "\">" + inputs
                       + "<noscript><p>"
                       + (french ? "Continuer vers l’application." : "Continue to the application.")
                       + "</p><button>" + (french ? "Continuer" : "Continue")
                       + "</button></noscript></form><script>document.forms[0].submit()</script>",
                   french);
}

QByteArray errorPage(const SignInError &error, const QString &correlationId, bool french)
{
    const QString title = french ? "Connexion impossible" : "We cannot sign you in";
    return labPage(title,
                   "<h1>" + title + "</h1><p>AADSTS" + QString::number(error.code) + ": "
                       + error.text.toHtmlEscaped() + "</p><p>Correlation ID: <code>" + correlationId
                       + "</code></p>",
                   french);
}

QByteArray signedOutPage(bool french)
{
    const QString title = french ? "Vous êtes déconnecté" : "You signed out";
    return labPage(title,
                   "<h1>" + title + "</h1><p>"
                       + (french ? "Vous pouvez fermer cette fenêtre." : "You may now close this window.")
                       + "</p>",
                   french);
}

bool prefersFrench(const QByteArray &acceptLanguage)
{
    return acceptLanguage.trimmed().toLower().startsWith("fr");
}

}
