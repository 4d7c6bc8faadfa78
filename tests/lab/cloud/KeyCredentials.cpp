#include "cloud/KeyCredentials.h"

#include "cloud/GraphErrors.h"
#include "org/Organisation.h"
#include "pki/Certificate.h"

#include <QSet>
#include <QUuid>

namespace lab {

namespace {

const QStringList knownFields = {
    "keyId", "type", "usage", "key", "displayName", "customKeyIdentifier", "startDateTime", "endDateTime",
    "@odata.type"};

struct Refusal {
    HttpResponse response;
};

class Patcher {
public:
    Patcher(const World &world, const QJsonArray &present)
        : m_world(world)
        , m_present(present)
    {
    }

    QJsonObject entry(const QJsonValue &value) const
    {
        if (!value.isObject())
            refuse("An entry of keyCredentials is not an object.");
        const QJsonObject wanted = value.toObject();
        if (wanted.contains("@odata.type")
            && wanted.value("@odata.type").toString() != "#microsoft.graph.keyCredential")
            refuse("The type of an entry of keyCredentials is not microsoft.graph.keyCredential.");
        for (const QString &name : wanted.keys()) {
            if (!knownFields.contains(name))
                refuse("The property '" + name
                       + "' does not exist on type 'microsoft.graph.keyCredential'. Make sure to only use "
                         "property names "
                         "that are defined by the type.");
        }
        if (m_world.isOn("firstPartyStrict")) {
            for (const QString &name : wanted.keys()) {
                if (name != "type" && name != "usage" && name != "key")
                    refuse("The property '" + name + "' cannot be set on this service principal.");
            }
        }
        const QJsonObject existing = byKeyId(wanted.value("keyId").toString());
        const bool carriesKey = wanted.value("key").isString();
        if (!existing.isEmpty())
            return kept(existing, wanted, carriesKey);
        if (!carriesKey)
            refuse("New key credentials must have a value for 'key'.");
        return added(wanted);
    }

private:
    [[noreturn]] void refuse(const QString &message, const QString &detail = {}) const
    {
        throw Refusal{graph::badRequest(m_world, message, detail)};
    }

    QJsonObject byKeyId(const QString &keyId) const
    {
        for (const QJsonValue &value : m_present) {
            if (!keyId.isEmpty()
                && value.toObject().value("keyId").toString().compare(keyId, Qt::CaseInsensitive) == 0)
                return value.toObject();
        }
        return {};
    }

    // Dialect A: an entry by reference keeps everything, so it may not differ.
    QJsonObject kept(const QJsonObject &existing, const QJsonObject &wanted, bool carriesKey) const
    {
        const QString id = existing.value("keyId").toString();
        const QString notUpdatable = "Update to existing credential with KeyId '" + id + "' is not allowed.";
        if (carriesKey)
            refuse(notUpdatable, "KeyNotUpdatable");
        for (const QString &name : wanted.keys()) {
            if (name == "key" || name == "@odata.type" || wanted.value(name).isNull())
                continue;
            const bool date = name.endsWith("DateTime");
            const bool same = date ? moment(wanted.value(name)) == moment(existing.value(name))
                : name == "keyId"  ? true
                                   : wanted.value(name) == existing.value(name);
            if (!same)
                refuse(notUpdatable, "KeyNotUpdatable");
        }
        if (moment(existing.value("endDateTime")) < QDateTime::currentDateTimeUtc())
            refuse("Key credential end date is invalid.", "KeyCredentialsInvalidEndDate");
        return existing;
    }

    QJsonObject added(const QJsonObject &wanted) const
    {
        if (wanted.value("type").toString() != "AsymmetricX509Cert"
            || wanted.value("usage").toString() != "Verify")
            refuse("Key credential type or usage is invalid.", "KeyCredentialsInvalidType");
        const QByteArray text =
            QByteArray(wanted.value("key").toString().toLatin1()).replace("\r", "").replace("\n", "");
        const auto decoded = QByteArray::fromBase64Encoding(text, QByteArray::AbortOnBase64DecodingErrors);
        if (decoded.decodingStatus != QByteArray::Base64DecodingStatus::Ok || text.size() % 4 != 0)
            refuse("Cannot convert the literal of 'key' to the expected type 'Edm.Binary'.");
        QByteArray der = *decoded;
        const bool twice = !readCertificate(der) && m_world.isOn("doubleBase64");
        if (twice)
            der = QByteArray::fromBase64(der);
        const auto facts = readCertificate(der);
        if (!facts)
            refuse("Key credential value is not a valid X.509 certificate.", "KeyCredentialsInvalidKey");
        QJsonObject entry = keyCredentialFor(der);
        if (m_world.text("keptKeyId") == "same") {
            for (const QJsonValue &value : m_present) {
                if (value.toObject().value("key") == entry.value("key"))
                    entry.insert("keyId", value.toObject().value("keyId"));
            }
        }
        if (twice) // stored as it was sent
            entry.insert("key", QString::fromLatin1(text));
        const QDateTime start = wanted.value("startDateTime").isString()
            ? moment(wanted.value("startDateTime"))
            : facts->notBefore;
        const QDateTime usual = m_world.isOn("oneYearKeys")
            ? std::min(facts->notAfter, QDateTime::currentDateTimeUtc().addYears(1))
            : facts->notAfter;
        const QDateTime end =
            wanted.value("endDateTime").isString() ? moment(wanted.value("endDateTime")) : usual;
        if (!end.isValid() || end > facts->notAfter || end < QDateTime::currentDateTimeUtc())
            refuse("Key credential end date is invalid.", "KeyCredentialsInvalidEndDate");
        if (!start.isValid() || start < facts->notBefore || start >= end)
            refuse("Key credential start date is invalid.", "KeyCredentialsInvalidStartDate");
        entry.insert("startDateTime", start.toString(Qt::ISODate));
        entry.insert("endDateTime", end.toString(Qt::ISODate));
        if (wanted.value("displayName").isString())
            entry.insert("displayName", wanted.value("displayName"));
        if (wanted.value("customKeyIdentifier").isString()) {
            const int limit = m_world.number("identifierLimit");
            if (limit > 0 && wanted.value("customKeyIdentifier").toString().size() > limit)
                refuse("The customKeyIdentifier is too long.");
            entry.insert("customKeyIdentifier", wanted.value("customKeyIdentifier"));
        }
        if (wanted.value("keyId").isString()) {
            if (QUuid::fromString(wanted.value("keyId").toString()).isNull())
                refuse("Cannot convert the literal of 'keyId' to the expected type 'Edm.Guid'.");
            entry.insert("keyId", wanted.value("keyId"));
        }
        return entry;
    }

    static QDateTime moment(const QJsonValue &value)
    {
        return QDateTime::fromString(value.toString(), Qt::ISODate).toUTC();
    }

    const World &m_world;
    const QJsonArray m_present;
};

}

KeyPatch patchKeyCredentials(const World &world, const QJsonArray &present, const QJsonValue &wanted)
{
    KeyPatch patch;
    if (!wanted.isArray()) {
        patch.refusal = graph::badRequest(world, "keyCredentials must be a collection.");
        return patch;
    }
    const Patcher patcher(world, present);
    QSet<QString> ids;
    try {
        for (const QJsonValue &value : wanted.toArray()) {
            const QJsonObject entry = patcher.entry(value);
            if (ids.contains(entry.value("keyId").toString()))
                throw Refusal{graph::badRequest(world, "Duplicate KeyId in keyCredentials.")};
            ids.insert(entry.value("keyId").toString());
            patch.list.append(entry);
        }
    } catch (const Refusal &refusal) {
        patch.refusal = refusal.response;
    }
    return patch;
}

}
