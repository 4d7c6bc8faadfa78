#pragma once

#include "model/SetupState.h"
#include "tst_CertificateFactory.h"

#include "crypto/Certificate.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

// A state that has exported a certificate, and answers of Graph about the Skype application.
namespace passerelle::test {

inline const QString skypeId = QLatin1String(model::constant::skypeOnlineAppId);

inline crypto::Certificate newCertificate(const QByteArray &name = "Auth", int daysLeft = 900)
{
    factory::Wanted wanted;
    wanted.commonName = name;
    wanted.notAfter = QDateTime::currentDateTimeUtc().addDays(daysLeft);
    return *crypto::Certificate::fromDer(factory::certificate(factory::ecKey(), wanted));
}

inline model::ExportedCertificate exported(const crypto::Certificate &c)
{
    return { c.thumbprint(), c.der(), c.notBefore(), c.notAfter(), c.subject(), {}, {} };
}

inline QString iso(const QDateTime &utc)
{
    return utc.toString(Qt::ISODate);
}

inline QJsonObject keyOf(const crypto::Certificate &c)
{
    return { { "keyId", "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee" },
             { "type", "AsymmetricX509Cert" },
             { "usage", "Verify" },
             { "displayName", c.subject() },
             { "customKeyIdentifier", c.thumbprint() },
             { "startDateTime", iso(c.notBefore()) },
             { "endDateTime", iso(c.notAfter()) },
             { "key", QString::fromLatin1(c.der().toBase64()) } };
}

inline QJsonObject principal(const QJsonArray &keys, const QString &appId = skypeId)
{
    return { { "@odata.context", "https://graph.microsoft.com/v1.0/$metadata#servicePrincipals/$entity" },
             { "id", "11111111-2222-3333-4444-555555555555" },
             { "appId", appId },
             { "accountEnabled", true },
             { "keyCredentials", keys } };
}

inline QByteArray text(const QJsonObject &object)
{
    return QJsonDocument(object).toJson();
}

}
