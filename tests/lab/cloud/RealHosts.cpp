#include "cloud/RealHosts.h"

namespace lab {

const QMap<QString, RealHosts> &realHosts()
{
    static const QMap<QString, RealHosts> hosts = {
        {"worldwide",
         {{"login.microsoftonline.com", "login.windows.net", "login.microsoft.com"},
          {"graph.microsoft.com"},
          {"outlook.office365.com", "outlook.office.com"}}},
        {"DODCON", {{"login.microsoftonline.us"}, {"graph.microsoft.us"}, {"outlook.office365.us"}}},
        {"DOD", {{"login.microsoftonline.us"}, {"dod-graph.microsoft.us"}, {"outlook-dod.office365.us"}}},
        {"china",
         {{"login.partner.microsoftonline.cn", "login.chinacloudapi.cn"},
          {"microsoftgraph.chinacloudapi.cn"},
          {"outlook.office365.cn", "partner.outlook.cn"}}},
        {"bleu", {{"login.sovcloud-identity.fr"}, {"graph.svc.sovcloud.fr"}, {"outlook.sovcloud.fr"}}},
        {"delos", {{"login.sovcloud-identity.de"}, {"graph.svc.sovcloud.de"}, {"outlook.sovcloud.de"}}},
    };
    return hosts;
}

QStringList allRealHosts()
{
    QStringList all;
    for (const RealHosts &hosts : realHosts())
        all << hosts.login << hosts.graph << hosts.exchange;
    all.removeDuplicates();
    return all;
}

}
