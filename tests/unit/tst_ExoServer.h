#pragma once

#include "protocols/exo/Cmdlets.h"
#include "protocols/exo/ExoClient.h"
#include "tst_SignInServer.h"

#include <QJsonArray>
#include <QSignalSpy>
#include <QTest>

// Exchange Online as cloud.md c.1 to c.4 has it, and a client that is signed in to it.
namespace passerelle::test {

inline const QByteArray tenantId = "99999999-8888-7777-6666-555555555555";

struct ExoServer {
    explicit ExoServer(QList<QByteArray> list = {})
        : answers(std::move(list))
        , https([this](const LocalHttps::Request &r) { return answer(r); })
        , network({ "lab", https.url(), https.url(), "client-1", https.url(), "client-2", {} })
        , store(network, clock)
        , tokens(store)
        , client(network, tokens, { 5, std::chrono::milliseconds(1) })
        , waiting(&client, &exo::ExchangeOnline::waiting)
        , warned(&client, &exo::ExchangeOnline::warned)
    {
        network.trustAlso({ https.ca });
        store.accept(session(), auth::Resource::ExchangeOnline);
    }

    auth::Session session(const QByteArray &refreshToken = {}) const
    {
        auth::Session s;
        s.accessToken = core::Secret("SENTINEL-exo-1");
        s.refreshToken = core::Secret(refreshToken);
        s.expiry = QDateTime::currentDateTimeUtc().addSecs(3600);
        s.tokenEndpoint = https.url("/tenant/oauth2/v2.0/token");
        s.clientId = "client-1";
        s.tenantId = QString::fromLatin1(tenantId);
        s.userPrincipalName = "admin@contoso.com";
        return s;
    }

    // A sign-in that has just ended well, for the same account.
    core::OperationOf<auth::Session> *newSession(const QByteArray &token) const
    {
        class SignedIn : public core::OperationOf<auth::Session> {
        public:
            auth::Session made;

        protected:
            void doStart() override { succeed(std::move(made)); }
            void doCancel() override { }
        };
        auto *operation = new SignedIn;
        operation->made = session();
        operation->made.accessToken = core::Secret(token);
        return operation;
    }

    QByteArray answer(const LocalHttps::Request &request)
    {
        if (request.target.endsWith("/token")) {
            return LocalHttps::json(
                200,
                { { "token_type", "Bearer" }, { "access_token", "SENTINEL-exo-2" }, { "expires_in", 3599 } });
        }
        if (byRequest)
            return byRequest(request);
        return answers.size() > 1 ? answers.takeFirst() : answers.first();
    }

    // Runs an operation to its end and gives its result back.
    template <class T> core::Result<T> get(core::OperationOf<T> *operation)
    {
        std::unique_ptr<core::OperationOf<T>> owned(operation);
        QSignalSpy finished(operation, &core::Operation::finished);
        operation->start();
        if (!finished.wait(8000))
            return core::Failure{ core::FailureCode::LocalFile, {}, "did not finish", false };
        return std::move(owned->result());
    }

    static QJsonObject parameters(const LocalHttps::Request &request)
    {
        return request.json()[QLatin1String("CmdletInput")]
            .toObject()[QLatin1String("Parameters")]
            .toObject();
    }

    // Names of the cmdlets in the order they were asked for.
    QStringList cmdlets() const
    {
        QStringList names;
        for (const LocalHttps::Request &request : https.requests)
            names << request.json()[QLatin1String("CmdletInput")]
                         .toObject()[QLatin1String("CmdletName")]
                         .toString();
        return names;
    }

    // c.2, with every kind of note.
    static QByteArray value(const QByteArray &objects, const QByteArray &warnings = {},
                            const QByteArray &more = {})
    {
        QByteArray body = R"j({"@odata.context":"https://outlook.office365.com/adminapi/beta/tid/$metadata)j"
                          R"j(#Collection(Exchange.GenericHashTable)","adminapi.warnings@odata.type":)j"
                          R"j("#Collection(String)","@adminapi.warnings":[WARNINGS],MORE"value":[OBJECTS]})j";
        body.replace("WARNINGS", warnings).replace("MORE", more).replace("OBJECTS", objects);
        return LocalHttps::answer(200, body, "application/json;odata.metadata=minimal");
    }
    static QByteArray connector(const QByteArray &name = "ExchangeHybridOnlineToOnPremises",
                                const QByteArray &enabled = "true")
    {
        QByteArray object =
            R"j({"Name":"NAME","TargetAddressDomains@odata.type":"#Collection(String)",)j"
            R"j("TargetAddressDomains":["contoso.com"],"DiscoveryEndpoint":)j"
            R"j("https://autodiscover.contoso.com/autodiscover/autodiscover.svc","Enabled":ENABLED,)j"
            R"j("Guid@data.type":"System.Guid","Guid@odata.type":"#Guid",)j"
            R"j("Guid":"AAAAAAAA-1111-2222-3333-444444444444"})j";
        return object.replace("NAME", name).replace("ENABLED", enabled);
    }
    // c.4: a cmdlet that failed.
    static QByteArray failed(const QByteArray &exceptionClass, const QByteArray &text,
                             const QByteArray &more = {})
    {
        QByteArray body =
            R"j({"error":{"code":"BadRequest","message":"Error executing cmdlet","details":[{"code":)j"
            R"j("Client","target":"","message":"Ex6F9304|CLASS|TEXT"}],"innererror":{"message":)j"
            R"j("Error executing cmdlet","type":"Microsoft.Exchange.Admin.OData.Core.)j"
            R"j(ODataServiceException","internalexception":{"message":"TEXT","type":"Microsoft.)j"
            R"j(Exchange.Management.PSDirectInvoke.DirectInvokeCmdletExecutionException"}}}})j";
        body.replace("CLASS", exceptionClass).replace("TEXT", text);
        return LocalHttps::answer(400, body, "application/json", more);
    }

    core::Clock clock;
    QList<QByteArray> answers;
    std::function<QByteArray(const LocalHttps::Request &)> byRequest;
    LocalHttps https;
    auth::NetworkAccess network;
    auth::TokenStore store;
    exo::StoredTokens tokens;
    exo::ExoClient client;
    QSignalSpy waiting, warned;
};

}
