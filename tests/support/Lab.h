#pragma once

#include <QJsonArray>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>

namespace passerelle::tests {

// A running passerelle-lab of this test. Waits are allowed here: it is test code.
class Lab {
public:
    ~Lab();

    // `switches`: switches of the scenario that differ from the default ones.
    // `scenario`: its other members ("add", "remove" ...).
    bool start(const QJsonObject &switches = {}, const QJsonArray &faults = {}, QJsonObject scenario = {});
    void stop();
    const QJsonObject &ready() const { return m_ready; }
    QString readyFile(const QJsonObject &changes = {});  // the ready line in a file, with members replaced

    QJsonObject state() const;
    QJsonArray requests() const;
    // Names of what was written, in order: cmdlets and "PATCH servicePrincipals".
    QStringList writes() const;
    void forgetRequests();
    bool setFaults(const QJsonArray &faults); // beside those in force
    void clearFaults();

private:
    QByteArray call(const QByteArray &method, const QString &path, const QByteArray &body = {}) const;

    QProcess m_process;
    QJsonObject m_ready;
    QTemporaryDir m_folder;
    int m_files = 0;
};

// Objects of an array of /state with that value in that member.
QList<QJsonObject> with(const QJsonValue &array, const QString &member, const QString &value);

}
