#pragma once

#include "crypto/Certificate.h"
#include "protocols/graph/Directory.h"

#include <QTimer>
#include <functional>

namespace passerelle::tests {

// A tenant in memory: principals with their keys. A write replaces the whole list, as the real one does; hooks make it
// behave badly.
class FakeDirectory : public graph::Directory {
public:
    QMap<QString, QJsonArray> keys; // by application id; absent: the tenant lacks it
    QMap<QString, QJsonArray> shown; // what readings tell instead, while a write does not show yet
    QStringList notShown; // principals readings do not find yet
    QList<graph::HybridApplication> hybrid;
    std::optional<core::Failure> hybridFailure;
    QList<core::Failure> creationFailures; // of the next creations
    bool createdAlthoughFailed = false;
    QMap<QString, QList<core::Failure>> writeFailures;
    std::function<void(const QString &appId)> afterWrite;
    std::function<void()> beforeRead;
    QStringList log; // "read", "search", "create <id>", "write <id>"

    static QJsonObject entry(const crypto::Certificate &certificate, const QString &keyId = QStringLiteral("key-1"))
    {
        return { { QStringLiteral("keyId"), keyId },
                 { QStringLiteral("type"), QStringLiteral("AsymmetricX509Cert") },
                 { QStringLiteral("usage"), QStringLiteral("Verify") },
                 { QStringLiteral("displayName"), certificate.subject() },
                 { QStringLiteral("customKeyIdentifier"), certificate.thumbprint() },
                 { QStringLiteral("startDateTime"), certificate.notBefore().toString(Qt::ISODate) },
                 { QStringLiteral("endDateTime"), certificate.notAfter().toString(Qt::ISODate) },
                 { QStringLiteral("key"), QString::fromLatin1(certificate.der().toBase64()) } };
    }
    QStringList thumbprints(const QString &appId) const
    {
        QStringList list;
        for (const graph::KeyCredential &key : graph::parseKeyCredentials(keys.value(appId)))
            list << key.thumbprint();
        return list;
    }

    core::OperationOf<graph::Organization> *organization() override { return nullptr; }
    core::OperationOf<QList<graph::Domain>> *domains() override { return nullptr; }
    core::OperationOf<graph::Person> *me() override { return nullptr; }
    core::OperationOf<graph::ServicePrincipal> *servicePrincipal(const QString &appId) override
    {
        return later<graph::ServicePrincipal>([this, appId] { return read(appId); });
    }
    core::OperationOf<QList<graph::PrincipalAnswer>> *servicePrincipals(const QStringList &appIds) override
    {
        return later<QList<graph::PrincipalAnswer>>([this, appIds]() -> core::Result<QList<graph::PrincipalAnswer>> {
            log << QStringLiteral("read");
            if (beforeRead)
                beforeRead();
            QList<graph::PrincipalAnswer> all;
            for (const QString &appId : appIds)
                all.append({ appId, read(appId) });
            return all;
        });
    }
    core::OperationOf<QList<graph::WriteAnswer>> *updateKeyCredentials(const QList<graph::KeyWrite> &writes) override
    {
        return later<QList<graph::WriteAnswer>>([this, writes]() -> core::Result<QList<graph::WriteAnswer>> {
            QList<graph::WriteAnswer> all;
            for (const graph::KeyWrite &write : writes)
                all.append({ write.appId, this->write(write) });
            return all;
        });
    }
    core::OperationOf<graph::ServicePrincipal> *createServicePrincipal(const QString &appId) override
    {
        return later<graph::ServicePrincipal>([this, appId]() -> core::Result<graph::ServicePrincipal> {
            log << QStringLiteral("create ") + appId;
            const bool fails = !creationFailures.isEmpty();
            if (!fails || createdAlthoughFailed)
                keys.insert(appId, {});
            if (fails)
                return creationFailures.takeFirst();
            graph::ServicePrincipal principal;
            principal.id = QStringLiteral("object-") + appId;
            principal.appId = appId;
            return principal;
        });
    }
    core::OperationOf<QList<graph::HybridApplication>> *hybridApplications() override
    {
        return later<QList<graph::HybridApplication>>([this]() -> core::Result<QList<graph::HybridApplication>> {
            log << QStringLiteral("search");
            if (hybridFailure)
                return *hybridFailure;
            return hybrid;
        });
    }

private:
    template <class T> class Later : public core::OperationOf<T> {
    public:
        explicit Later(std::function<core::Result<T>()> act)
            : m_act(std::move(act))
        {
        }

    protected:
        void doStart() override
        {
            QTimer::singleShot(0, this, [this] { this->finishWith(m_act()); });
        }
        void doCancel() override { }

    private:
        std::function<core::Result<T>()> m_act;
    };
    template <class T, class Act> static core::OperationOf<T> *later(Act act) { return new Later<T>(std::move(act)); }

    core::Result<graph::ServicePrincipal> read(const QString &appId)
    {
        if (!keys.contains(appId) || notShown.contains(appId))
            return core::Failure{ core::FailureCode::SpMissing, { { QStringLiteral("name"), appId } }, {}, false };
        graph::ServicePrincipal principal;
        principal.id = QStringLiteral("object-") + appId;
        principal.appId = appId;
        principal.keys = graph::parseKeyCredentials(shown.contains(appId) ? shown.value(appId) : keys.value(appId));
        return principal;
    }
    core::Outcome write(const graph::KeyWrite &write)
    {
        log << QStringLiteral("write ") + write.appId;
        if (!writeFailures[write.appId].isEmpty())
            return writeFailures[write.appId].takeFirst();
        QJsonArray stored;
        for (const QJsonValue value : write.keys) {
            const auto certificate = crypto::Certificate::fromBase64(value.toObject()[QStringLiteral("key")].toString().toLatin1());
            stored.append(entry(*certificate, QStringLiteral("new-%1").arg(++m_serial)));
        }
        keys[write.appId] = stored;
        if (afterWrite)
            afterWrite(write.appId);
        return core::Nothing{};
    }

    int m_serial = 0;
};

}
