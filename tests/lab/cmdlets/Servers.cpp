#include "cmdlets/Cmdlet.h"

#include <QJsonArray>

namespace lab {

void getExchangeServer(CmdletCall &call)
{
    for (const QJsonObject &server : call.wanted("servers"))
        call.write("ExchangeServer", server);
}

void getDomainController(CmdletCall &call)
{
    const QString domain = call.text("DomainName");
    for (const QJsonObject &controller : call.all("domainControllers")) {
        if (domain.isEmpty()
            || domain.compare(controller.value("DomainName").toString(), Qt::CaseInsensitive) == 0)
            call.write("DomainController", controller);
    }
}

void getExchangeCertificate(CmdletCall &call)
{
    QString wanted = call.has("Thumbprint") ? call.text("Thumbprint") : call.text("Identity");
    QString serverName = call.has("Server") ? call.text("Server") : QString("EX1");
    if (wanted.contains('\\')) {
        serverName = wanted.section('\\', 0, 0);
        wanted = wanted.section('\\', 1);
    }
    const QJsonObject server = call.require("servers", serverName);
    if (server.value("_unreachable").toBool())
        call.fail("System.Runtime.InteropServices.COMException",
                  "The RPC server is unavailable: " + server.value("Fqdn").toString());
    bool any = false;
    for (const QJsonObject &certificate : call.all("certificates")) {
        if (!certificate.value("Servers").toArray().contains(server.value("Name")))
            continue;
        if (!wanted.isEmpty()
            && certificate.value("Thumbprint").toString().compare(wanted, Qt::CaseInsensitive) != 0)
            continue;
        any = true;
        call.write("ExchangeCertificate", certificate);
    }
    if (!any && !wanted.isEmpty())
        call.fail(exception::invalidOperation,
                  "The certificate with thumbprint " + wanted + " was not found.");
}

void getAdServerSettings(CmdletCall &call)
{
    call.write(
        "ADServerSettings",
        {{"Identity", call.session.user},
         {"ViewEntireForest", call.session.viewEntireForest},
         {"RecipientViewRoot", call.session.viewEntireForest ? QJsonValue() : QJsonValue("contoso.fr")},
         {"DefaultGlobalCatalog", "dc1.contoso.fr"},
         {"DefaultConfigurationDomainController", "dc1.contoso.fr"},
         {"UserPreferredGlobalCatalog", QJsonValue()},
         {"UserPreferredDomainControllers",
          call.session.preferredController.isEmpty() ? QJsonArray{}
                                                     : QJsonArray{call.session.preferredController}}});
}

void setAdServerSettings(CmdletCall &call)
{
    if (call.has("ViewEntireForest"))
        call.session.viewEntireForest = call.flag("ViewEntireForest");
    for (const char *name : {"PreferredServer", "ConfigurationDomainController"}) {
        if (call.has(name))
            call.session.preferredController =
                call.require("domainControllers", call.text(name)).value("DnsHostName").toString();
    }
}

}
