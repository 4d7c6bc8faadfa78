#include "protocols/exo/ExoClient.h"

#include "protocols/exo/Cmdlets.h"
#include "protocols/exo/ConnectorWrite.h"
#include "protocols/exo/Mapped.h"

#include <QUrl>
#include <QUuid>

namespace passerelle::exo {

namespace {

template <class T> core::OperationOf<QList<T>> *list(InvokeCommand *call, T (*parse)(const QJsonObject &))
{
    return new Mapped<QList<T>>(call, [parse](const core::Result<Answer> &answer) -> core::Result<QList<T>> {
        if (!answer)
            return answer.failure();
        QList<T> found;
        for (const QJsonObject &object : answer->objects)
            found << parse(object);
        return found;
    });
}

template <class T> core::OperationOf<T> *single(InvokeCommand *call, T (*parse)(const QJsonObject &))
{
    return new Mapped<T>(call, [parse](const core::Result<Answer> &answer) -> core::Result<T> {
        if (!answer)
            return answer.failure();
        if (answer->objects.isEmpty()) {
            return core::Failure{
                core::FailureCode::UnknownExo, {}, QStringLiteral("no object came back"), true
            };
        }
        return parse(answer->objects.first());
    });
}

bool sameDomains(const QStringList &a, const QStringList &b)
{
    const auto normal = [](const QStringList &list) {
        QStringList out;
        for (const QString &domain : list)
            out << domain.toLower();
        out.sort();
        return out;
    };
    return normal(a) == normal(b);
}

// The service may write an address in its own way: letter case, a final slash, the port that goes without saying.
bool sameAddress(const QString &a, const QString &b)
{
    const auto normal = [](const QString &text) {
        QUrl url(text);
        if (url.port() == 443)
            url.setPort(-1);
        return url.adjusted(QUrl::StripTrailingSlash).toString().toLower();
    };
    return normal(a) == normal(b);
}

bool isCalled(const Connector &connector, const QString &identity)
{
    for (const QString &name : { connector.identity, connector.name, connector.guid }) {
        if (name.compare(identity, Qt::CaseInsensitive) == 0)
            return true;
    }
    return false;
}

}

ExoClient::ExoClient(auth::NetworkAccess &network, TokenSource &tokens, Patience patience, QObject *parent)
    : ExchangeOnline(parent)
    , m_network(network)
    , m_tokens(tokens)
    , m_connectionId(QUuid::createUuid().toByteArray(QUuid::WithoutBraces))
    , m_patience(patience)
{
}

bool ExoClient::isSignedIn() const
{
    return m_tokens.session() != nullptr;
}

QString ExoClient::userPrincipalName() const
{
    return m_tokens.session() ? m_tokens.session()->userPrincipalName : QString();
}

QString ExoClient::cloud() const
{
    return m_network.cloud().id;
}

InvokeCommand *ExoClient::invoke(const Cmdlet &cmdlet)
{
    auto *call = new InvokeCommand(m_network, m_tokens, m_host, m_connectionId, m_patience, cmdlet);
    connect(call, &InvokeCommand::waiting, this, &ExchangeOnline::waiting);
    connect(call, &core::Operation::finished, this, [this, call] {
        if (call->result() && !call->result()->warnings.isEmpty())
            emit warned(call->cmdlet().name, call->result()->warnings);
    });
    return call;
}

// Reading the connectors is the least that has to work: a missing role and a missing cmdlet give the same
// answer.
core::OperationOf<Capability> *ExoClient::probe()
{
    return new Mapped<Capability>(invoke(getConnectors()),
                                  [](const core::Result<Answer> &answer) -> core::Result<Capability> {
                                      if (answer)
                                          return Capability{ true, std::nullopt };
                                      if (answer.failure().code == core::FailureCode::Cancelled)
                                          return answer.failure();
                                      return Capability{ false, answer.failure() };
                                  });
}

core::OperationOf<QList<Connector>> *ExoClient::connectors()
{
    return list(invoke(getConnectors()), parseConnector);
}

core::OperationOf<QList<OnPremisesOrganization>> *ExoClient::onPremisesOrganizations()
{
    return list(invoke(getOnPremisesOrganizations()), parseOnPremisesOrganization);
}

core::OperationOf<QList<Configuration>> *ExoClient::configuration(const QString &organizationGuid)
{
    return list(invoke(getConfiguration(organizationGuid)), parseConfiguration);
}

core::OperationOf<QList<AcceptedDomain>> *ExoClient::acceptedDomains()
{
    return list(invoke(getAcceptedDomains()), parseAcceptedDomain);
}

core::OperationOf<OrganizationFacts> *ExoClient::organizationConfig()
{
    return single(invoke(getOrganizationConfig()), parseOrganizationFacts);
}

core::OperationOf<OAuthTestResult> *ExoClient::testOAuth(const OAuthTest &test)
{
    return single(invoke(exo::testOAuth(test)), parseOAuthTestResult);
}

core::OperationOf<Connector> *ExoClient::createConnector(const ConnectorWish &wish)
{
    const Connector asked{
        wish.name, {}, wish.name, wish.discoveryEndpoint, wish.targetSharingEpr, wish.domains, wish.enabled
    };
    return write(newConnector(wish), asked, [wish](const QList<Connector> &all) -> std::optional<Connector> {
        for (const Connector &connector : all) {
            if (connector.name == wish.name && sameAddress(connector.discoveryEndpoint, wish.discoveryEndpoint)
                && (wish.targetSharingEpr.isEmpty() || sameAddress(connector.targetSharingEpr, wish.targetSharingEpr))
                && sameDomains(connector.domains, wish.domains) && connector.enabled == wish.enabled)
                return connector;
        }
        return std::nullopt;
    });
}

core::OperationOf<Connector> *ExoClient::changeConnector(const QString &identity,
                                                         const ConnectorChange &change)
{
    Connector asked;
    asked.identity = identity;
    asked.name = identity;
    asked.discoveryEndpoint = change.discoveryEndpoint.value_or(QString());
    asked.domains = change.domains.value_or(QStringList());
    asked.enabled = change.enabled.value_or(false);
    const auto look = [identity, change](const QList<Connector> &all) -> std::optional<Connector> {
        for (const Connector &c : all) {
            if (isCalled(c, identity) && c.enabled == change.enabled.value_or(c.enabled)
                && sameAddress(c.discoveryEndpoint, change.discoveryEndpoint.value_or(c.discoveryEndpoint))
                && sameDomains(c.domains, change.domains.value_or(c.domains)))
                return c;
        }
        return std::nullopt;
    };
    return write(setConnector(identity, change), asked, look);
}

core::OperationOf<Connector> *ExoClient::removeConnector(const QString &identity)
{
    Connector asked;
    asked.identity = identity;
    asked.name = identity;
    return write(exo::removeConnector(identity), asked,
                 [identity, asked](const QList<Connector> &all) -> std::optional<Connector> {
                     for (const Connector &connector : all) {
                         if (isCalled(connector, identity))
                             return std::nullopt;
                     }
                     return asked;
                 });
}

ConnectorWrite *ExoClient::write(const Cmdlet &cmdlet, const Connector &asked,
                                 std::function<std::optional<Connector>(const QList<Connector> &)> look)
{
    const auto send = [this](const Cmdlet &what) { return invoke(what); };
    auto *write = new ConnectorWrite(send, m_patience, cmdlet, asked, std::move(look));
    connect(write, &ConnectorWrite::waiting, this, &ExchangeOnline::waiting);
    return write;
}

}
