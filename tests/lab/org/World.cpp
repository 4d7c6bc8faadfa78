#include "org/World.h"

#include "cloud/RealHosts.h"
#include "org/Organisation.h"
#include "org/SwitchValues.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSaveFile>
#include <QStringList>

namespace lab {

World::World()
{
    directory.onChange = [this] { save(); };
}

QString World::start(const QString &scenarioFile, const QString &stateFile)
{
    if (!scenarioFile.isEmpty()) {
        QFile file(scenarioFile);
        if (!file.open(QIODevice::ReadOnly))
            return "scenario cannot be read: " + file.errorString();
        QJsonParseError error;
        const QByteArray text = replacePlaceholders(file.readAll());
        const QJsonDocument document = QJsonDocument::fromJson(text, &error);
        if (!document.isObject())
            return "scenario is not a JSON object: " + error.errorString();
        m_scenario = document.object();
    }
    if (const QString problem = reset(); !problem.isEmpty())
        return problem;
    m_stateFile = stateFile;
    QFile state(stateFile);
    if (!stateFile.isEmpty() && state.exists()) {
        if (!state.open(QIODevice::ReadOnly))
            return "state cannot be read: " + state.errorString();
        const QJsonObject saved = QJsonDocument::fromJson(state.readAll()).object();
        if (saved.value("lab").toInt() != 1 || !saved.value("organisation").isObject())
            return "state file is not one of this lab";
        directory.load(saved.value("organisation").toObject());
    }
    save();
    return {};
}

QString World::reset()
{
    static const QStringList known = {"switches", "faults", "organisation", "add",
                                      "change",   "remove", "comment"};
    for (const QString &key : m_scenario.keys()) {
        if (!known.contains(key))
            return "scenario: unknown member " + key;
    }
    m_switches = defaultSwitches();
    if (!keytab.isEmpty())
        m_switches.insert("schemes", QJsonArray{ "Kerberos" }); // as setup leaves it (psrp.md 2.2)
    if (const QString problem = setSwitches(m_scenario.value("switches").toObject()); !problem.isEmpty())
        return "scenario: " + problem;
    faults.clear();
    if (const QString problem = faults.add(m_scenario.value("faults").toArray()); !problem.isEmpty())
        return "scenario: " + problem;
    QJsonObject organisation = defaultOrganisation(m_switches);
    if (const QString problem = applyScenario(&organisation, m_scenario); !problem.isEmpty())
        return "scenario: " + problem;
    if (const QString problem = replaceKeyWords(&organisation); !problem.isEmpty())
        return "scenario: " + problem;
    directory.load(organisation);
    journal.clear();
    for (const auto &forget : std::as_const(onReset))
        forget();
    save();
    return {};
}

QString World::homeLogin() const
{
    return isOn("realNames") ? "https://" + realHosts().value(homeCloud()).login.first()
                             : loginUrls.value(text("cloud"), loginUrl);
}

QString World::homeGraph() const
{
    return isOn("realNames") ? "https://" + realHosts().value(homeCloud()).graph.first() : graphUrl;
}

QString World::homeExo() const
{
    return isOn("realNames") ? "https://" + realHosts().value(homeCloud()).exchange.first() : exoUrl;
}

QString World::homeCloud() const
{
    const QString sub = text("tenantRegionSubScope");
    return sub == "DODCON" || sub == "DOD" ? sub : text("cloud");
}

QString World::setSwitches(const QJsonObject &changes)
{
    for (auto it = changes.begin(); it != changes.end(); ++it) {
        if (!m_switches.contains(it.key()))
            return "unknown switch " + it.key();
        if (it.value().type() != m_switches.value(it.key()).type())
            return "switch " + it.key() + " has another type";
        if (const QString problem = switchProblem(it.key(), it.value()); !problem.isEmpty())
            return problem;
    }
    for (auto it = changes.begin(); it != changes.end(); ++it)
        m_switches.insert(it.key(), it.value());
    for (const auto &apply : std::as_const(onSwitches))
        apply();
    return {};
}

QStringList World::list(const QString &name) const
{
    QStringList items;
    for (const QJsonValue &value : m_switches.value(name).toArray())
        items << value.toString();
    return items;
}

const Key &World::tokenKey() const
{
    if (!m_tokenKey)
        m_tokenKey = Key::rsa2048();
    return *m_tokenKey;
}

QJsonObject World::tenant() const
{
    return directory.all("tenants").value(0);
}

QString World::currentThumbprint() const
{
    return directory.all("authConfig").value(0).value("CurrentCertificateThumbprint").toString();
}

QByteArray World::certificateDer(const QString &thumbprint) const
{
    for (const QJsonObject &certificate : directory.all("certificates")) {
        if (certificate.value("Thumbprint").toString().compare(thumbprint, Qt::CaseInsensitive) == 0)
            return QByteArray::fromBase64(certificate.value("RawData").toString().toLatin1());
    }
    return {};
}

void World::save() const
{
    if (m_stateFile.isEmpty())
        return;
    QSaveFile file(m_stateFile);
    const QJsonObject state{{"lab", 1}, {"organisation", directory.toJson()}};
    if (!file.open(QIODevice::WriteOnly) || file.write(QJsonDocument(state).toJson()) < 0 || !file.commit())
        qWarning("state not saved: %s", qPrintable(file.errorString()));
}

}
