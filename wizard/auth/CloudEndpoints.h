#pragma once

#include <QList>
#include <QString>
#include <QUrl>

namespace passerelle::auth {

// One row of the table of clouds (reference cloud.md a.1). Data: a lab makes one with its own addresses.
struct CloudEndpoints {
    QString id; // "worldwide"
    QUrl login; // https://login.microsoftonline.com
    QUrl graph; // https://graph.microsoft.com
    QString graphClientId; // default public client for Graph (a.3); settings may name another
    QUrl exchange{}; // https://outlook.office365.com: audience of Exchange Online tokens; may be empty
    QString exchangeClientId{};
    QList<QUrl> exchangeAlso{}; // other hosts of Exchange Online: asked in turn where the first does not serve
    QList<QUrl> loginAlso{}; // other names of the login host
    QString regionSubScope{}; // what discovery calls this cloud: "DODCON", "DOD", or empty

    // Whether a token may be sent there: https, and host and port of this row.
    bool allows(const QUrl &url) const;
    bool isLogin(const QUrl &url) const; // https on the login host
    bool allowsHost(const QString &host) const;
    QString hostList() const; // "login.microsoftonline.com, graph.microsoft.com", for firewall sentences
};

CloudEndpoints worldwide();
// Every cloud of the table, the worldwide one first.
QList<CloudEndpoints> clouds();

}
