#include "cloud/Claims.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace lab {

QString claimsWanted(const World &world, const SignIn::Grant &grant)
{
    const QString mode = world.text("claimsChallenge");
    const QJsonObject access = grant.claims.value("access_token").toObject();
    if (mode.isEmpty() || access.value("acrs").toObject().value("value").toString() == "c1")
        return {};
    const bool declared = access.value("xms_cc").toObject().value("values").toArray().contains("cp1");
    if (mode != "always" && !declared)
        return plainRefusal;
    const QJsonObject wanted{
        {"access_token", QJsonObject{{"acrs", QJsonObject{{"essential", true}, {"value", "c1"}}}}}};
    return QString::fromLatin1(QJsonDocument(wanted).toJson(QJsonDocument::Compact).toBase64());
}

}
