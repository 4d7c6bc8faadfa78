#include "protocols/psrp/ConnectionSettings.h"

namespace passerelle::psrp {

ConnectionSettings ConnectionSettings::duplicate() const
{
    ConnectionSettings copy;
    copy.url = url;
    copy.user = user;
    copy.password = password.duplicate();
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
