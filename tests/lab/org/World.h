#pragma once

#include "org/Directory.h"
#include "org/Faults.h"
#include "org/Journal.h"
#include "org/Secrets.h"
#include "pki/Key.h"

#include <QJsonObject>
#include <QMap>
#include <QUrl>

#include <functional>

namespace lab {

// What every part of the lab shares: the organisation, the switches, the faults, the journal, the addresses.
class World {
public:
    World();

    Directory directory;
    Faults faults;
    Journal journal;
    Secrets secrets;
    QString loginUrl; // worldwide: "https://localhost:port", set once listening
    QMap<QString, QString> loginUrls; // by cloud: worldwide, china, bleu, delos
    QString graphUrl;
    QString exoUrl;
    quint16 proxyPort = 0;
    QString authorityFile;
    QString keytab; // of the HTTP services; empty: nobody signs in with Kerberos. Set before start()
    const Key &tokenKey() const; // RS256, made when it is first needed

    // Scenario over the built-in organisation; then the state file when it exists. Returns why it failed, or
    // nothing.
    QString start(const QString &scenarioFile, const QString &stateFile);
    QString homeCloud() const; // where the tenant lives, in the words of cloud/RealHosts.h
    // Addresses as the lab writes them into its answers: its own, or the real names with switch `realNames`.
    QString homeLogin() const; // of the cloud the tenant lives in
    QString homeGraph() const;
    QString homeExo() const;
    QList<std::function<void()>> onReset; // who keeps something of a session
    QString reset(); // back to the scenario: organisation, switches, faults; the journal is emptied

    QString setSwitches(const QJsonObject &changes); // refuses unknown names and values
    QList<std::function<void()>> onSwitches; // after every change of a switch
    QJsonObject switches() const { return m_switches; }
    QJsonValue switchValue(const QString &name) const { return m_switches.value(name); }
    bool isOn(const QString &name) const { return m_switches.value(name).toBool(); }
    int number(const QString &name) const { return m_switches.value(name).toInt(); }
    QString text(const QString &name) const { return m_switches.value(name).toString(); }
    QStringList list(const QString &name) const;

    QJsonObject tenant() const;
    QString tenantId() const { return tenant().value("id").toString(); }
    QString currentThumbprint() const;
    QByteArray certificateDer(const QString &thumbprint) const;

private:
    void save() const;

    mutable std::optional<Key> m_tokenKey;
    QJsonObject m_scenario;
    QJsonObject m_switches;
    QString m_stateFile;
};

}
