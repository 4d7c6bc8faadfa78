#pragma once

#include <QString>
#include <QStringList>

#include <optional>

namespace lab {

// An error as PowerShell reports it.
struct ErrorInfo {
    QString exception; // full class name
    QString message;
    QString id; // FullyQualifiedErrorId
    int category =
        0; // 0 NotSpecified, 5 InvalidArgument, 13 ObjectNotFound, 14 OperationStopped, 17 ParserError
    QString activity; // cmdlet
    QString reason; // ErrorCategory_Reason; exception class without namespace when empty
    QString target;
    QString parameter = {}; // ParameterName of a binding exception
};

// CLIXML texts of the messages a server sends, UTF-8.
QByteArray capabilityText(const QString &protocolVersion);
QByteArray privateDataText();
QByteArray poolStateText(int state);
QByteArray pipelineStateText(int state, const std::optional<ErrorInfo> &failure = std::nullopt);
QByteArray errorText(const ErrorInfo &error);
QByteArray warningText(const QString &text);
QByteArray progressText();
QByteArray hostCallText(qint64 callId, int method, const QString &methodName);
QByteArray availabilityText(qint64 callId, bool asBoolean);

}
