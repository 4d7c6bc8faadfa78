#include "text/StepText.h"

#include "text/Placeholders.h"

#include <QCoreApplication>

namespace passerelle::text {

struct StepWords {
    const char *id;
    const char *title;
    const char *shortTitle;
    const char *help;
    const char *action;
};

static const StepWords steps[] {
    {"oauth",
     QT_TRANSLATE_NOOP("Step", "Check the trust between Exchange and Microsoft 365"),
     QT_TRANSLATE_NOOP("Step", "OAuth trust"),
     QT_TRANSLATE_NOOP("Step", "Exchange and Microsoft 365 must accept each other’s tokens. Only the connector in Exchange Online can be mended here."),
     QT_TRANSLATE_NOOP("Step", "Check the trust")},
    {"account",
     QT_TRANSLATE_NOOP("Step", "Create the account of the application"),
     QT_TRANSLATE_NOOP("Step", "Application account"),
     QT_TRANSLATE_NOOP("Step", "This hidden account carries the rights Skype for Business Online will use in Exchange."),
     QT_TRANSLATE_NOOP("Step", "Create the account")},
    {"partner-application",
     QT_TRANSLATE_NOOP("Step", "Create the partner application"),
     QT_TRANSLATE_NOOP("Step", "Partner application"),
     QT_TRANSLATE_NOOP("Step", "It tells Exchange which application the tokens speak for, and which account stands for it."),
     QT_TRANSLATE_NOOP("Step", "Create the application")},
    {"certificate",
     QT_TRANSLATE_NOOP("Step", "Export the authorization certificate"),
     QT_TRANSLATE_NOOP("Step", "Export the certificate"),
     QT_TRANSLATE_NOOP("Step", "Exchange signs with this certificate. Only its public part is read; the private key never leaves the server."),
     QT_TRANSLATE_NOOP("Step", "Export the certificate")},
    {"upload",
     QT_TRANSLATE_NOOP("Step", "Upload the certificate to Microsoft Entra"),
     QT_TRANSLATE_NOOP("Step", "Upload the certificate"),
     QT_TRANSLATE_NOOP("Step", "The keys of other products are kept. Expired keys have to go: Microsoft Entra refuses a list that holds one."),
     QT_TRANSLATE_NOOP("Step", "Upload the certificate")},
    {"upload-check",
     QT_TRANSLATE_NOOP("Step", "Check the upload"),
     QT_TRANSLATE_NOOP("Step", "Check the upload"),
     QT_TRANSLATE_NOOP("Step", "The certificate of Exchange and the key in Microsoft Entra are compared, byte by byte and date by date."),
     QT_TRANSLATE_NOOP("Step", "Check the upload")},
};

struct ChangeWords {
    const char *id;
    const char *title;
    const char *before;
    const char *after;
};

static const ChangeWords changes[] {
    {"oauth.connector.create",
     QT_TRANSLATE_NOOP("Change", "Connector {name}"),
     QT_TRANSLATE_NOOP("Change", "does not exist"),
     QT_TRANSLATE_NOOP("Change", "enabled, for {list}, leads to {url}")},
    {"oauth.connector.domains",
     QT_TRANSLATE_NOOP("Change", "Domains of the connector {name}"),
     QT_TRANSLATE_NOOP("Change", "{before}"),
     QT_TRANSLATE_NOOP("Change", "{list}")},
    {"oauth.connector.enable",
     QT_TRANSLATE_NOOP("Change", "Connector {name}"),
     QT_TRANSLATE_NOOP("Change", "disabled"),
     QT_TRANSLATE_NOOP("Change", "enabled; free/busy then uses OAuth alone")},
    {"account.create",
     QT_TRANSLATE_NOOP("Change", "Mail user {name}"),
     QT_TRANSLATE_NOOP("Change", "does not exist"),
     QT_TRANSLATE_NOOP("Change", "created, hidden, with the roles {roles}")},
    {"account.hide",
     QT_TRANSLATE_NOOP("Change", "Address lists of {name}"),
     QT_TRANSLATE_NOOP("Change", "visible"),
     QT_TRANSLATE_NOOP("Change", "hidden")},
    {"account.role",
     QT_TRANSLATE_NOOP("Change", "Role {role} of {name}"),
     QT_TRANSLATE_NOOP("Change", "not assigned"),
     QT_TRANSLATE_NOOP("Change", "assigned")},
    {"partner-application.create",
     QT_TRANSLATE_NOOP("Change", "Partner application {name}"),
     QT_TRANSLATE_NOOP("Change", "does not exist"),
     QT_TRANSLATE_NOOP("Change", "enabled, linked to {account}")},
    {"partner-application.enable",
     QT_TRANSLATE_NOOP("Change", "Partner application {name}"),
     QT_TRANSLATE_NOOP("Change", "disabled"),
     QT_TRANSLATE_NOOP("Change", "enabled")},
    {"partner-application.link",
     QT_TRANSLATE_NOOP("Change", "Linked account of {name}"),
     QT_TRANSLATE_NOOP("Change", "{previous}"),
     QT_TRANSLATE_NOOP("Change", "{account}")},
    {"certificate.file",
     QT_TRANSLATE_NOOP("Change", "Certificate file on this PC"),
     QT_TRANSLATE_NOOP("Change", "does not exist"),
     QT_TRANSLATE_NOOP("Change", "{file}")},
    {"upload.create-principal",
     QT_TRANSLATE_NOOP("Change", "Service application “{name}”"),
     QT_TRANSLATE_NOOP("Change", "does not exist in your tenant"),
     QT_TRANSLATE_NOOP("Change", "exists; it is not deleted when you undo this run")},
    {"upload.key",
     QT_TRANSLATE_NOOP("Change", "Keys of “{name}”"),
     QT_TRANSLATE_NOOP("Change", "keys: {count}"),
     QT_TRANSLATE_NOOP("Change", "keys: {total}; {kept} kept, the one of Exchange added")},
    {"upload.key-and-expired",
     QT_TRANSLATE_NOOP("Change", "Keys of “{name}”"),
     QT_TRANSLATE_NOOP("Change", "keys: {count}, of which expired: {expired}"),
     QT_TRANSLATE_NOOP("Change", "keys: {total}; {kept} kept, the one of Exchange added, expired removed: {list}")},
    {"upload.expired",
     QT_TRANSLATE_NOOP("Change", "Expired keys of “{name}”"),
     QT_TRANSLATE_NOOP("Change", "expired: {expired}"),
     QT_TRANSLATE_NOOP("Change", "removed: {list}; {kept} kept")},
    {"upload.remove-own",
     QT_TRANSLATE_NOOP("Change", "Certificate of Exchange at “{name}”"),
     QT_TRANSLATE_NOOP("Change", "among the keys"),
     QT_TRANSLATE_NOOP("Change", "removed; {kept} kept")},
    {"upload.undo",
     QT_TRANSLATE_NOOP("Change", "Key uploaded to “{name}”"),
     QT_TRANSLATE_NOOP("Change", "uploaded by this run"),
     QT_TRANSLATE_NOOP("Change", "removed again; {kept} kept")},
};

static QString stepWord(const QString &id, const char *StepWords::*word)
{
    for (const StepWords &words : steps) {
        if (id == QLatin1String(words.id))
            return QCoreApplication::translate("Step", words.*word);
    }
    return id;
}

QString stepTitle(const QString &stepId) { return stepWord(stepId, &StepWords::title); }
QString stepShortTitle(const QString &stepId) { return stepWord(stepId, &StepWords::shortTitle); }
QString stepHelp(const QString &stepId) { return stepWord(stepId, &StepWords::help); }
QString stepAction(const QString &stepId, bool writes)
{
    if (writes && stepId == QLatin1String(model::step::oauth))  // mostly there is nothing to write
        return QCoreApplication::translate("Step", "Set up the connector");
    return stepWord(stepId, &StepWords::action);
}

QString stepStatusWord(model::StepStatus status)
{
    switch (status) {
    case model::StepStatus::NotRun: return QCoreApplication::translate("StepStatus", "To do");
    case model::StepStatus::Probing: return QCoreApplication::translate("StepStatus", "Reading");
    case model::StepStatus::Ready: return QCoreApplication::translate("StepStatus", "To do");
    case model::StepStatus::Running: return QCoreApplication::translate("StepStatus", "Running");
    case model::StepStatus::Done: return QCoreApplication::translate("StepStatus", "Done");
    case model::StepStatus::AlreadyDone: return QCoreApplication::translate("StepStatus", "Already done");
    case model::StepStatus::Skipped: return QCoreApplication::translate("StepStatus", "Skipped");
    case model::StepStatus::Simulated: return QCoreApplication::translate("StepStatus", "Simulated");
    case model::StepStatus::Failed: return QCoreApplication::translate("StepStatus", "Failed");
    case model::StepStatus::HandedOver: return QCoreApplication::translate("StepStatus", "Handed over");
    }
    return {};
}

QString stepRemark(const model::StepRecord &record)
{
    if (record.status == model::StepStatus::HandedOver)
        return record.fromAnswer ? QCoreApplication::translate("StepStatus", "Done by another operator, as the answer brought back shows")
                                 : QCoreApplication::translate("StepStatus", "Another operator does it with the saved files");
    return record.fromAnswer ? QCoreApplication::translate("StepStatus", "The keys are judged from the answer of another operator") : QString();
}

static QString changeWord(const model::Change &change, const char *ChangeWords::*word)
{
    for (const ChangeWords &words : changes) {
        if (change.id == QLatin1String(words.id))
            return fill(QCoreApplication::translate("Change", words.*word), change.values);
    }
    return change.id;
}

QString changeTitle(const model::Change &change) { return changeWord(change, &ChangeWords::title); }
QString changeBefore(const model::Change &change) { return changeWord(change, &ChangeWords::before); }
QString changeAfter(const model::Change &change) { return changeWord(change, &ChangeWords::after); }

QString changeContext(const model::Change &change)
{
    const auto words = [](const char *source) { return QCoreApplication::translate("Change", source); };
    QString pattern;
    if (change.target == u"exchange-online")
        pattern = words(QT_TRANSLATE_NOOP("Change", "Exchange Online · step {n} · shared object: read it, then tick it"));
    else if (change.optional)
        pattern = words(QT_TRANSLATE_NOOP("Change", "Microsoft Entra · step {n} · offered, not needed: tick it if you want it"));
    else if (change.shared)
        pattern = words(QT_TRANSLATE_NOOP("Change", "Microsoft Entra · step {n} · shared object: read it, then tick it"));
    else if (change.target == u"entra")
        pattern = words(QT_TRANSLATE_NOOP("Change", "Microsoft Entra · step {n} · {undo}"));
    else if (change.target == u"exchange")
        pattern = words(QT_TRANSLATE_NOOP("Change", "Exchange · step {n} · {undo}"));
    else
        pattern = words(QT_TRANSLATE_NOOP("Change", "This PC · step {n} · {undo}"));
    const QString undo = change.reversible ? words(QT_TRANSLATE_NOOP("Change", "reversible"))
                                           : words(QT_TRANSLATE_NOOP("Change", "not reversible"));
    return fill(pattern, {{QStringLiteral("n"), QString::number(model::stepNumber(change.step))},
                          {QStringLiteral("undo"), undo}});
}

QString changeNote(const model::Change &change)
{
    const auto words = [&change](const char *source) {
        return fill(QCoreApplication::translate("Change", source), change.values);
    };
    QStringList notes;
    if (change.values.contains(QStringLiteral("many")))
        notes << words(QT_TRANSLATE_NOOP("Change", "{many} valid keys: have those removed that nobody uses."));
    if (change.values.contains(QStringLiteral("hybrid"))) {
        const bool removal = change.id == u"upload.remove-own";
        const bool exists = !change.values.value(QStringLiteral("hybrid")).isEmpty();
        if (exists && removal)
            notes << words(QT_TRANSLATE_NOOP("Change", "The dedicated application {hybrid} exists: once it works, this key serves nobody."));
        else if (exists)
            notes << words(QT_TRANSLATE_NOOP("Change", "The dedicated application {hybrid} exists: with it Exchange needs no key here. Leave this line unticked."));
        else
            notes << words(QT_TRANSLATE_NOOP("Change", "No dedicated hybrid application was found. Without one and without a key here, Exchange gets no token for Exchange Online at all; that is expected until the application exists. Exchange 2013 cannot have one."));
    }
    return notes.join(u' ');
}

QStringList changeDetails(const model::Change &change)
{
    static const std::pair<const char *, const char *> lists[] {
        {"keptKeys", QT_TRANSLATE_NOOP("Change", "Kept:")},
        {"expiredKeys", QT_TRANSLATE_NOOP("Change", "Expired, removed:")},
        {"removedKeys", QT_TRANSLATE_NOOP("Change", "Removed:")},
        {"addedKeys", QT_TRANSLATE_NOOP("Change", "Added:")}};
    QStringList lines;
    for (const auto &[list, heading] : lists) {
        const QStringList keys = change.values.value(QLatin1String(list)).split(u'\n', Qt::SkipEmptyParts);
        if (keys.isEmpty())
            continue;
        lines << QCoreApplication::translate("Change", heading);
        for (const QString &key : keys)
            lines << QStringLiteral("    ") + key;
    }
    return lines;
}

}
