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
    // Before start(): the lab writes down every code and token it sees. secrets() reads them: kind, value.
    void keepSecrets() { m_keepsSecrets = true; }
    QList<std::pair<QString, QByteArray>> secrets() const;
    bool visit(const QUrl &signInPage, const QString &action = QStringLiteral("approve"));  // as a browser; false: it went wrong
    bool reset();  // back to how it was started
    bool setSwitches(const QJsonObject &switches);
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
    bool m_keepsSecrets = false;
    int m_files = 0;
};

// Objects of an array of /state with that value in that member.
QList<QJsonObject> with(const QJsonValue &array, const QString &member, const QString &value);

}
