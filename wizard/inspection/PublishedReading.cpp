#include "inspection/PublishedReading.h"

#include "auth/AuthMetadata.h"
#include "auth/Challenge.h"
#include "model/Targets.h"
#include "net/HttpProbe.h"

namespace passerelle::inspection {

using namespace std::chrono_literals;

PublishedReading::PublishedReading(net::NetworkSettings network, QUrl ewsUrl, QString tenantId)
    : m_network(std::move(network)), m_tenantId(tenantId.toLower())
{
    m_state.ewsUrl = ewsUrl;
    m_state.metadataUrl = ewsUrl;
    m_state.metadataUrl.setPath(QStringLiteral("/autodiscover/metadata/json/1"));
}

static void readChallenge(PublishedState &state, const net::HttpResponse &response, const QString &tenantId)
{
    state.ewsReachable = true;
    state.ewsStatus = response.status;
    state.serverHeader = QString::fromLatin1(response.header("Server"));
    const auto challenges = auth::parseChallenges(response.headerAll("WWW-Authenticate"));
    state.foreignSignIn = response.status != 401 || challenges.isEmpty();
    for (const auth::Challenge &challenge : challenges) {
        if (!challenge.is("Bearer"))
            continue;
        if (challenge.params.value(QStringLiteral("client_id")) == QLatin1String(model::constant::exchangeOnlineAppId))
            state.offersBearer = true;
        state.trustedIssuers += challenge.list(QStringLiteral("trusted_issuers"), u',');
    }
    const QString wanted = QLatin1String(model::constant::tokenIssuerId) + u'@' + tenantId;
    state.trustsTenant = state.trustedIssuers.contains(wanted, Qt::CaseInsensitive);
}

void PublishedReading::doStart()
{
    auto *probe = new net::HttpProbe(m_state.ewsUrl, {"GET", {}, {{"Authorization", "Bearer"}}, {}}, m_network, 20s);
    m_current = probe;
    probe->setParent(this);
    connect(probe, &core::Operation::finished, this, [this, probe] {
        probe->deleteLater();
        if (const auto *response = std::get_if<net::HttpResponse>(&probe->outcome()))
            readChallenge(m_state, *response, m_tenantId);
        else
            m_state.technical = std::get<net::HttpError>(probe->outcome()).technical;
        if (isCancelling())
            fail({core::FailureCode::Cancelled, {}, {}, true});
        else
            readMetadata();
    });
    probe->start();
}

void PublishedReading::readMetadata()
{
    auto *probe = new net::HttpProbe(m_state.metadataUrl, {"GET", {}, {{"Accept", "application/json"}}, {}}, m_network, 20s);
    m_current = probe;
    probe->setParent(this);
    connect(probe, &core::Operation::finished, this, [this, probe] {
        probe->deleteLater();
        if (const auto *response = std::get_if<net::HttpResponse>(&probe->outcome())) {
            m_state.metadataReachable = true;
            const auto metadata = response->status == 200 ? auth::parseAuthMetadata(response->body) : std::nullopt;
            m_state.metadataUnderstood = metadata.has_value();
            if (metadata) {
                for (const auth::AuthMetadata::Key &key : metadata->keys) {
                    const QString actual = key.actualThumbprint();
                    m_state.publishedThumbprints << (actual.isEmpty() ? key.statedThumbprint() : actual);
                    if (const auto certificate = crypto::Certificate::fromDer(key.der))
                        m_state.published << *certificate;
                }
            }
        } else if (m_state.technical.isEmpty()) {
            m_state.technical = std::get<net::HttpError>(probe->outcome()).technical;
        }
        if (isCancelling())
            fail({core::FailureCode::Cancelled, {}, {}, true});
        else
            succeed(m_state);
    });
    probe->start();
}

void PublishedReading::doCancel()
{
    if (m_current)
        m_current->cancel();
    else
        fail({core::FailureCode::Cancelled, {}, {}, true});
}

}
