#include "protocols/graph/GraphClient.h"

#include "protocols/graph/Batch.h"
#include "protocols/graph/BatchWrite.h"
#include "protocols/graph/GraphQueries.h"

namespace passerelle::graph {

namespace {

const QLatin1StringView
    principalFields("id,appId,appDisplayName,displayName,accountEnabled,appOwnerOrganizationId,"
                    "servicePrincipalNames,keyCredentials");

// keyCredentials must be named: without it every `key` comes back as null (reference cloud.md b.1).
QString principalAddress(const QString &appId)
{
    return QLatin1String("/servicePrincipals(appId='") + QString::fromLatin1(QUrl::toPercentEncoding(appId))
        + QLatin1String("')?$select=") + principalFields;
}

QString objectAddress(const QString &objectId)
{
    return QLatin1String("/servicePrincipals/") + QString::fromLatin1(QUrl::toPercentEncoding(objectId));
}

template <class T> core::Result<T> parsed(T (*parse)(const QJsonObject &), const QJsonObject &object)
{
    return parse(object);
}

}

GraphClient::GraphClient(auth::NetworkAccess &network, auth::TokenStore &tokens, RetryPolicy retry,
                         QObject *parent)
    : Directory(parent)
    , m_network(network)
    , m_tokens(tokens)
    , m_retry(std::move(retry))
{
}

QUrl GraphClient::address(const QString &pathAndQuery) const
{
    return QUrl::fromEncoded(m_network.cloud().graph.toEncoded(QUrl::StripTrailingSlash) + "/v1.0"
                             + pathAndQuery.toUtf8());
}

GraphCall *GraphClient::newCall(GraphRequest request)
{
    auto *call = new GraphCall(m_network, m_tokens, m_retry, std::move(request));
    connect(call, &GraphCall::waiting, this, &Directory::waiting);
    return call;
}

GraphCall *GraphClient::get(const QUrl &url, const QString &subject)
{
    GraphRequest request;
    request.url = url;
    request.subject = subject;
    return newCall(std::move(request));
}

core::OperationOf<Organization> *GraphClient::organization()
{
    const QUrl url = address(QStringLiteral("/organization"));
    return new MappedCall<Organization>(get(url), [](const QJsonObject &answer) {
        return parsed(parseOrganization, answer[QLatin1String("value")].toArray().first().toObject());
    });
}

core::OperationOf<QList<Domain>> *GraphClient::domains()
{
    return new ListCall<Domain>(
        address(QStringLiteral("/domains")), [this](const QUrl &url) { return get(url); }, parseDomain);
}

core::OperationOf<Person> *GraphClient::me()
{
    const QUrl url = address(QStringLiteral("/me?$select=id,displayName,userPrincipalName"));
    return new MappedCall<Person>(get(url),
                                  [](const QJsonObject &answer) { return parsed(parsePerson, answer); });
}

core::OperationOf<ServicePrincipal> *GraphClient::servicePrincipal(const QString &appId)
{
    return new MappedCall<ServicePrincipal>(get(address(principalAddress(appId)), appId),
                                            readServicePrincipal);
}

core::OperationOf<QList<PrincipalAnswer>> *GraphClient::servicePrincipals(const QStringList &appIds)
{
    const auto ask = [this](const QJsonObject &batch) {
        GraphRequest request;
        request.method = "POST";
        request.url = address(QStringLiteral("/$batch"));
        request.body = batch;
        return newCall(std::move(request));
    };
    auto *batch = new PrincipalBatch(appIds, principalAddress, ask, m_retry);
    connect(batch, &PrincipalBatch::waiting, this, &Directory::waiting);
    return batch;
}

core::OperationOf<QList<WriteAnswer>> *GraphClient::updateKeyCredentials(const QList<KeyWrite> &writes)
{
    if (writes.size() == 1)
        return patchKeys(writes.first());
    const auto ask = [this](const QJsonObject &batch) {
        GraphRequest request;
        request.access = Access::Write;
        request.method = "POST";
        request.url = address(QStringLiteral("/$batch"));
        request.body = batch;
        return newCall(std::move(request));
    };
    return new KeyBatch(writes, objectAddress, ask);
}

core::OperationOf<QList<WriteAnswer>> *GraphClient::patchKeys(const KeyWrite &write)
{
    GraphRequest request;
    request.access = Access::Write;
    request.method = "PATCH";
    request.url = address(objectAddress(write.objectId));
    request.body = { { QStringLiteral("keyCredentials"), write.keys } };
    request.subject = write.appId;
    return new MappedCall<QList<WriteAnswer>>(
        newCall(std::move(request)), [appId = write.appId](const QJsonObject &) {
            return core::Result<QList<WriteAnswer>>({ { appId, core::Nothing{} } });
        });
}

core::OperationOf<ServicePrincipal> *GraphClient::createServicePrincipal(const QString &appId)
{
    GraphRequest request;
    request.access = Access::Write;
    request.method = "POST";
    request.url = address(QStringLiteral("/servicePrincipals"));
    request.body = { { QStringLiteral("appId"), appId } };
    request.subject = appId;
    return new MappedCall<ServicePrincipal>(newCall(std::move(request)), [](const QJsonObject &answer) {
        return parsed(parseServicePrincipal, answer);
    });
}

core::OperationOf<QList<HybridApplication>> *GraphClient::hybridApplications()
{
    const QUrl url =
        address(QStringLiteral("/applications?$filter=startswith(displayName,'ExchangeServerApp-')"
                               "&$select=id,appId,displayName,keyCredentials"));
    return new ListCall<HybridApplication>(
        url, [this](const QUrl &page) { return get(page); }, parseHybridApplication);
}

}
