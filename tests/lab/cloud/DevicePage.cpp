#include "cloud/DevicePage.h"

#include "org/World.h"

namespace lab {

QString deviceWords(DeviceWord word, bool french)
{
    if (word == DeviceWord::WrongCode)
        return french ? "Ce code n’est pas reconnu, ou il a expiré."
                      : "That code did not work, or it has expired.";
    return french ? "La demande n’a pas pu être lue." : "The request could not be read.";
}

QByteArray deviceCodePage(const QString &problem, bool french)
{
    const QString title = french ? "Saisir le code" : "Enter code";
    const QString alert = problem.isEmpty()
        ? QString()
        : "<p role=\"alert\"><strong>" + problem.toHtmlEscaped() + "</strong></p>";
    return labPage(
        title,
        "<h1>" + title + "</h1>" + alert
            + "<form method=\"post\" action=\"/devicelogin\"><p><label for=\"code\">"
            + (french ? "Code affiché par l’application" : "Code displayed by the application")
            + "</label><input id=\"code\" name=\"code\" autofocus autocomplete=\"off\" maxlength=\"12\" "
              "required></p><button>"
            + (french ? "Suivant" : "Next") + "</button></form>",
        french);
}

QByteArray deviceAccountPage(const QString &userCode, const World &world, bool french)
{
    const QString title = french ? "Essayez-vous de vous connecter ?" : "Are you trying to sign in?";
    return labPage(title,
                   "<h1>" + title + "</h1><p>" + world.tenant().value("name").toString().toHtmlEscaped()
                       + (french ? " (organisation de démonstration)" : " (demonstration organisation)")
                       + "</p><p>"
                       + (french ? "Continuez seulement si vous avez lancé vous-même cette connexion."
                                 : "Only continue if you started this sign-in yourself.")
                       + "</p><form method=\"post\" action=\"/devicelogin\">" + hiddenField("code", userCode)
                       + accountChoices(world.directory.all("entraUsers"), {}, french)
                       + "<button name=\"decision\" value=\"sign-in\">" + (french ? "Continuer" : "Continue")
                       + "</button><button class=\"plain\" name=\"decision\" value=\"cancel\">"
                       + (french ? "Annuler" : "Cancel") + "</button></form>",
                   french);
}

QByteArray deviceDonePage(bool approved, bool french)
{
    const QString title = approved ? (french ? "Connexion réussie" : "You have signed in")
                                   : (french ? "Connexion refusée" : "Sign-in declined");
    return labPage(title,
                   "<h1>" + title + "</h1><p>"
                       + (french ? "Vous pouvez fermer cette fenêtre." : "You may now close this window.")
                       + "</p>",
                   french);
}

}
