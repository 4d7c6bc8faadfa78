#include "protocols/psrp/ConnectionSettings.h"

namespace passerelle::psrp {

QUrl ConnectionSettings::address() const
{
    const QString protocol = consentedRedirect.scheme();
    const bool usable = consentedRedirect.isValid() && !consentedRedirect.host().isEmpty()
        && (protocol == u"https" || (protocol == u"http" && url.scheme() == u"http"));
    return usable ? consentedRedirect : url;
}

net::SignInSettings ConnectionSettings::signIn() const
{
    return { scheme, basicAllowed, useCurrentSession, user, password.duplicate(), network.signInTimeout };
}

ConnectionSettings ConnectionSettings::duplicate() const
{
    ConnectionSettings copy;
    copy.url = url;
    copy.consentedRedirect = consentedRedirect;
    copy.user = user;
    copy.password = password.duplicate();
    copy.scheme = scheme;
    copy.basicAllowed = basicAllowed;
    copy.useCurrentSession = useCurrentSession;
    copy.network = network;
    copy.configurationName = configurationName;
    copy.operationTimeout = operationTimeout;
    copy.openTimeout = openTimeout;
    copy.commandTimeout = commandTimeout;
    copy.stopTimeout = stopTimeout;
    copy.writeCancelLimit = writeCancelLimit;
    copy.busyRetryDelay = busyRetryDelay;
    copy.fragmentSize = fragmentSize;
    return copy;
}

}
