#include "text/OfflineText.h"

#include <QCoreApplication>

namespace passerelle::text {

static QString say(const char *sentence)
{
    return QCoreApplication::translate("OfflineFiles", sentence);
}

model::OfflineWords offlineWords()
{
    model::OfflineWords w;
    w.scriptPurpose = say(QT_TRANSLATE_NOOP("OfflineFiles", "Adds the authorization certificate of Exchange Server to the service applications listed below."));
    w.scriptSafe = say(QT_TRANSLATE_NOOP("OfflineFiles", "Reads the keys first, keeps every valid one, writes only what is missing and reads back. Add -WhatIf to write nothing."));
    w.scriptModule = say(QT_TRANSLATE_NOOP("OfflineFiles", "Needs one module: Install-Module Microsoft.Graph.Authentication -Scope CurrentUser"));
    w.scriptRole = say(QT_TRANSLATE_NOOP("OfflineFiles", "Needs an administrator of applications in Microsoft Entra."));
    w.missingApplication = say(QT_TRANSLATE_NOOP("OfflineFiles", "{appId}: the application cannot be read in this tenant."));
    w.alreadyThere = say(QT_TRANSLATE_NOOP("OfflineFiles", "{appId}: the certificate is there already, nothing to do."));
    w.cannotKeep = say(QT_TRANSLATE_NOOP("OfflineFiles", "{appId}: a key that must be kept cannot be read back completely. Nothing was written."));
    w.changedMeanwhile = say(QT_TRANSLATE_NOOP("OfflineFiles", "{appId}: somebody else changed the keys at the same moment. Nothing was written; run the script again."));
    w.droppingExpired = say(QT_TRANSLATE_NOOP("OfflineFiles", "{appId}: expired keys that go: {n}."));
    w.written = say(QT_TRANSLATE_NOOP("OfflineFiles", "{appId}: written."));
    w.verified = say(QT_TRANSLATE_NOOP("OfflineFiles", "{appId}: read back, every key is there."));
    w.notVisible = say(QT_TRANSLATE_NOOP("OfflineFiles", "{appId}: accepted, but not all keys show yet. Run the script again in a few minutes."));
    w.instructionsTitle = say(QT_TRANSLATE_NOOP("OfflineFiles", "Adding the authorization certificate of Exchange Server to Microsoft Entra"));
    w.files = say(QT_TRANSLATE_NOOP("OfflineFiles", "OAuthCert.cer holds the public part of the certificate only. OAuthCert-next.cer, when it is there, holds the next certificate."));
    w.withScript = say(QT_TRANSLATE_NOOP("OfflineFiles", "With PowerShell: run upload-certificate.ps1. It reads the keys that are there, keeps them, and saves read-back.json, the answer to load in step 6 of the wizard."));
    w.withRequest = say(QT_TRANSLATE_NOOP("OfflineFiles", "Without PowerShell: send {file} as it is, with the scope Application.ReadWrite.All:"));
    w.withTemplate = say(QT_TRANSLATE_NOOP("OfflineFiles", "Without PowerShell: the keys that are there are not known here, so no request could be written that is safe to send. Complete {file} first, then send it with the scope Application.ReadWrite.All:"));
    w.keepKeys = say(QT_TRANSLATE_NOOP("OfflineFiles", "The request replaces the whole list of keys: whatever is not in it is deleted. First send the reading request below. Put one entry for each valid key it shows in the place marked in {file}, with its type, its usage and its key, and nothing else; leave expired ones out, and delete the words around. If a key comes without its value, do not send anything."));
    w.keysIncluded = say(QT_TRANSLATE_NOOP("OfflineFiles", "The request replaces the whole list of keys. The file holds the valid keys that were read ({n}) and the new ones. If the reading request below shows others, do not send it: load the new answer in the wizard and save the files again."));
    w.afterwards = say(QT_TRANSLATE_NOOP("OfflineFiles", "Afterwards send this request and load its answer in step 6 of the wizard:"));
    w.templateWarning = say(QT_TRANSLATE_NOOP("OfflineFiles", "DO NOT SEND THIS AS IT IS: it would delete the keys of other products from {name}. Complete it as instructions.txt says, then delete this line."));
    w.templateKeys = say(QT_TRANSLATE_NOOP("OfflineFiles", "Replace this line by one entry for each valid key that is there already, separated by commas; if there is none, delete it and the comma below."));
    return w;
}

}
