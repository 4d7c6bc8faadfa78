#include "protocols/psrp/ErrorRecord.h"

#include "core/Scrub.h"
#include "protocols/psrp/ServerDecoration.h"

namespace passerelle::psrp {

namespace {

QString lastPart(const QString &typeName)
{
    return typeName.mid(typeName.lastIndexOf(u'.') + 1);
}

// In the order of reference psrp.md 12.3.
QString reasonOf(const Value &record, const ServerDecoration &decoration, const QString &exceptionType)
{
    const QString noted = record.property(u"ErrorCategory_Reason").toString();
    if (!noted.isEmpty())
        return noted;
    if (decoration.failureCategory.startsWith(u"Cmdlet-"))
        return decoration.failureCategory.mid(7);
    return lastPart(exceptionType);
}

QString messageOf(const Value &record)
{
    for (const QString &candidate :
         { record.property(u"ErrorDetails_Message").toString(),
           record.property(u"Exception").property(u"Message").toString(), record.toString() }) {
        if (!candidate.trimmed().isEmpty())
            return candidate;
    }
    return record.property(u"ErrorCategory_Message").toString();
}

// The number is stable, the text of ErrorCategory_Message begins with the name; both may be missing.
QString categoryOf(const Value &record)
{
    static const char *const names[] = {
        "NotSpecified",        "OpenError",           "CloseError",       "DeviceError",
        "DeadlockDetected",    "InvalidArgument",     "InvalidData",      "InvalidOperation",
        "InvalidResult",       "InvalidType",         "MetadataError",    "NotImplemented",
        "NotInstalled",        "ObjectNotFound",      "OperationStopped", "OperationTimeout",
        "SyntaxError",         "ParserError",         "PermissionDenied", "ResourceBusy",
        "ResourceExists",      "ResourceUnavailable", "ReadError",        "WriteError",
        "FromStdErr",          "SecurityError",       "ProtocolError",    "ConnectionError",
        "AuthenticationError", "LimitsExceeded",      "QuotaExceeded",    "NotEnabled"
    };
    bool ok = false;
    const qint64 number = record.property(u"ErrorCategory_Category").toInt(&ok);
    return ok && number >= 0 && number < qint64(std::size(names)) ? QString::fromLatin1(names[number])
                                                                  : QString();
}

}

ErrorRecord ErrorRecord::fromValue(const Value &record)
{
    ErrorRecord error;
    error.serverText = record.toString();
    error.fullyQualifiedErrorId = record.property(u"FullyQualifiedErrorId").toString();
    const ServerDecoration decoration = ServerDecoration::parse(error.fullyQualifiedErrorId);
    const QStringList types = record.property(u"Exception").typeNames();
    error.exceptionType = types.value(0);
    error.reason = reasonOf(record, decoration, error.exceptionType);
    error.message = core::displayable(messageOf(record));
    error.failureCategory = decoration.failureCategory;
    error.category = categoryOf(record);
    error.activity = record.property(u"ErrorCategory_Activity").toString();
    error.parameter = core::displayable(record.property(u"Exception").property(u"ParameterName").toString());
    error.target = record.property(u"ErrorCategory_TargetName").toString();
    error.server = decoration.server;
    error.requestId = decoration.requestId;
    return error;
}

}
