#include "cloud/SignIn.h"

#include <QJsonArray>
#include <QUrl>

namespace lab {

bool SignIn::ownsName(const QString &tenant) const
{
    if (tenant.compare(m_world.tenantId(), Qt::CaseInsensitive) == 0)
        return true;
    for (const QJsonObject &domain : m_world.directory.all("domains")) {
        if (domain.value("id").toString().compare(tenant, Qt::CaseInsensitive) == 0)
            return domain.value("isVerified").toBool();
    }
    return false;
}

HttpResponse SignIn::discovery(const QString &tenant) const
{
    const bool common = tenant == "common" || tenant == "organizations";
    if (!common && !ownsName(tenant)) {
        return tokenFailure({90002, "invalid_tenant",
                             "Tenant '" + tenant
                                 + "' not found. Check to make sure you have the correct tenant ID and are "
                                   "signing into the correct cloud."});
    }
    const QString id = common ? tenant : m_world.tenantId();
    const QString login = m_world.homeLogin();
    const QString base = login + '/' + id;
    const QString sub = m_world.text("tenantRegionSubScope");
    const bool government = sub == "DODCON" || sub == "DOD";
    static const QHash<QString, QString> instances = {{"china", "partner.microsoftonline.cn"},
                                                      {"bleu", "sovcloud-identity.fr"},
                                                      {"delos", "sovcloud-identity.de"}};
    QJsonObject document{
        {"token_endpoint", base + "/oauth2/v2.0/token"},
        {"token_endpoint_auth_methods_supported",
         QJsonArray{"client_secret_post", "private_key_jwt", "client_secret_basic"}},
        {"jwks_uri", base + "/discovery/v2.0/keys"},
        {"response_modes_supported", QJsonArray{"query", "fragment", "form_post"}},
        {"subject_types_supported", QJsonArray{"pairwise"}},
        {"id_token_signing_alg_values_supported", QJsonArray{"RS256"}},
        {"response_types_supported", QJsonArray{"code", "id_token", "code id_token", "id_token token"}},
        {"scopes_supported", QJsonArray{"openid", "profile", "email", "offline_access"}},
        {"issuer", login + '/' + (common ? QString("{tenantid}") : id) + "/v2.0"},
        {"request_uri_parameter_supported", false},
        {"userinfo_endpoint", m_world.homeGraph() + "/oidc/userinfo"},
        {"claims_supported",
         QJsonArray{"sub", "iss", "cloud_instance_name", "cloud_instance_host_name", "cloud_graph_host_name",
                    "msgraph_host", "aud", "exp", "iat", "auth_time", "acr", "nonce", "preferred_username",
                    "name", "tid", "ver", "at_hash", "c_hash", "email"}},
        {"kerberos_endpoint", base + "/kerberos"},
        {"authorization_endpoint", base + "/oauth2/v2.0/authorize"},
        {"http_logout_supported", true},
        {"frontchannel_logout_supported", true},
        {"end_session_endpoint", base + "/oauth2/v2.0/logout"},
        {"device_authorization_endpoint", base + "/oauth2/v2.0/devicecode"},
        {"tenant_region_scope", common ? QJsonValue() : QJsonValue(government ? "USGov" : "EU")},
        {"cloud_instance_name",
         government ? QString("microsoftonline.us")
                    : instances.value(m_world.text("cloud"), "microsoftonline.com")},
        {"cloud_graph_host_name", "graph.windows.net"},
        {"msgraph_host", QUrl(m_world.homeGraph()).authority()},
        {"rbac_url", "https://pas.windows.net"}};
    if (!sub.isEmpty())
        document.insert("tenant_region_sub_scope", sub);
    return HttpResponse::json(200, document, {{"Cache-Control", "max-age=86400, private"}});
}

}
