#pragma once

#include <QJsonObject>
#include <QList>
#include <QString>
#include <QStringList>
#include <utility>

namespace passerelle::exo {

// One cmdlet of Exchange Online with its named parameters, ready to be sent (toJson) or to be shown to
// somebody who runs it in a window (toPowerShell). Values: text, list of texts, true or false.
class Cmdlet {
public:
    explicit Cmdlet(QString cmdlet)
        : name(std::move(cmdlet))
    {
    }

    Cmdlet &with(const QString &parameter, const QString &value);
    Cmdlet &with(const QString &parameter, const QStringList &values);
    Cmdlet &with(const QString &parameter, bool value);

    // Get-... and Test-...: leaves the organisation as it is, so it may be repeated at any time.
    bool isRead() const;
    // The body of InvokeCommand; Parameters is {} when there are none, never null (cloud.md c.1).
    QJsonObject toJson() const;
    // What an administrator would type: Set-IntraOrganizationConnector -Identity 'x' -Enabled:$true
    QString toPowerShell() const;

    QString name;
    QList<std::pair<QString, QJsonValue>> parameters;
};

// A single-quoted PowerShell literal on one line. PowerShell ends one at any of five apostrophes and takes
// each of them doubled as itself; control characters are left out.
QString quoted(const QString &text);

}
