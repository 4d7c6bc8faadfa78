#pragma once

#include "cmdlets/CmdletRunner.h"

namespace lab {

struct CmdletParameter {
    enum class Kind { Text, Bool, Switch, Number, Many, Date, Secret };

    QString name;
    Kind kind = Kind::Text;
    bool mandatory = false;
    bool positional = false;
    bool carriedOut = true; // false: Exchange has it, the lab refuses to pretend
};

// Thrown by the body of a cmdlet: the error it ends with.
struct CmdletFailure {
    ErrorInfo error;
};

class CmdletCall;

struct Cmdlet {
    QString name;
    QString taskClass; // last part of the error id
    QList<CmdletParameter> parameters;
    bool writes = false;
    bool prompts = false; // asks for confirmation unless -Confirm:$false
    void (*body)(CmdletCall &) = nullptr;

    const CmdletParameter *parameter(const QString &wanted) const;
};

// One invocation of a cmdlet, as its body sees it.
class CmdletCall {
public:
    CmdletCall(World &w, CmdletSession &s, const Cmdlet &c, QJsonObject p, QString dc, CmdletOutcome &o);

    World &world;
    CmdletSession &session;
    const Cmdlet &cmdlet;
    const QJsonObject parameters;
    const QString controller;

    bool has(const char *name) const { return parameters.contains(name); }
    QString text(const char *name) const { return parameters.value(name).toString(); }
    bool flag(const char *name) const { return parameters.value(name).toBool(); }

    QList<QJsonObject> all(const QString &collection) const
    {
        return world.directory.all(collection, controller);
    }
    // The one object with that identity; otherwise a non-terminating error and nothing.
    QJsonObject require(const QString &collection, const QString &identity) const;
    // Objects a Get- cmdlet returns: all of them, or the one -Identity names.
    QList<QJsonObject> wanted(const QString &collection) const;

    void write(const QString &shape, const QJsonObject &object);
    void warn(const QString &text) { m_outcome.warnings << text; }
    void report(const ErrorInfo &error) { m_outcome.errors << error; } // and go on
    void insert(const QString &collection, const QJsonObject &object);
    void change(const QString &collection, const QString &guid, const QJsonObject &changes);
    void remove(const QString &collection, const QString &guid);
    bool dryRun() const { return flag("WhatIf"); }

    [[noreturn]] void fail(const QString &exception, const QString &message) const;
    [[noreturn]] void notFound(const QString &identity) const;

private:
    CmdletOutcome &m_outcome;
};

const QList<Cmdlet> &cmdletTable();
const Cmdlet *findCmdlet(const QString &name);

// Names separated by blanks. Suffixes: ":b" Boolean, ":s" switch, ":n" number, ":m" several values, ":d"
// date,
// ":x" secure string; "!" mandatory; "@" positional; "?" the lab does not carry it out.
QList<CmdletParameter> parameterList(const QString &text);

// The caller may not see it (RBAC), by the switches hiddenCmdlets and hiddenParameters.
bool isHidden(const World &world, const Cmdlet &cmdlet);
bool isHidden(const World &world, const Cmdlet &cmdlet, const QString &parameter);

// Error ids in the form Exchange gives them.
ErrorInfo exchangeError(const Cmdlet &cmdlet, const QString &exception, const QString &message);
ErrorInfo commandNotFound(const QString &name);
ErrorInfo parameterNotFound(const Cmdlet &cmdlet, const QString &parameter);
ErrorInfo parameterMissing(const Cmdlet &cmdlet, const QStringList &parameters);
ErrorInfo parameterNotConverted(const Cmdlet &cmdlet, const QString &parameter, const QString &value);
ErrorInfo scriptsNotAllowed();

// The wire form of a stored object: type names, the class's own properties, what every directory object has.
WireObject shaped(const QString &shape, const QJsonObject &object, const QString &controller);

namespace exception {
inline constexpr auto notFound = "Microsoft.Exchange.Configuration.Tasks.ManagementObjectNotFoundException";
inline constexpr auto ambiguous = "Microsoft.Exchange.Configuration.Tasks.ManagementObjectAmbiguousException";
inline constexpr auto exists = "Microsoft.Exchange.Data.Directory.ADObjectAlreadyExistsException";
inline constexpr auto proxyExists = "Microsoft.Exchange.Data.Directory.ProxyAddressExistsException";
inline constexpr auto invalidOperation = "System.InvalidOperationException";
inline constexpr auto argument = "System.ArgumentException";
inline constexpr auto filter = "Microsoft.Exchange.Data.ParsingException";
inline constexpr auto unsuitable = "Microsoft.Exchange.Data.Directory.SuitabilityDirectoryException";
}

// Bodies, by subject.
void getCommand(CmdletCall &call);
void getAdServerSettings(CmdletCall &call);
void setAdServerSettings(CmdletCall &call);
void getDomainController(CmdletCall &call);
void getExchangeServer(CmdletCall &call);
void getExchangeCertificate(CmdletCall &call);
void getVirtualDirectory(CmdletCall &call);
void getConfiguration(CmdletCall &call);
void getOrganizationalUnit(CmdletCall &call);
void setIntraOrganizationConnector(CmdletCall &call);
void newPartnerApplication(CmdletCall &call);
void setPartnerApplication(CmdletCall &call);
void removePartnerApplication(CmdletCall &call);
void getRecipients(CmdletCall &call);
void newMailUser(CmdletCall &call);
void setMailUser(CmdletCall &call);
void removeMailUser(CmdletCall &call);
void getManagementRole(CmdletCall &call);
void getManagementRoleAssignment(CmdletCall &call);
void newManagementRoleAssignment(CmdletCall &call);
void removeManagementRoleAssignment(CmdletCall &call);
void testOAuthConnectivity(CmdletCall &call);

}
