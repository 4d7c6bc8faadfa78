#pragma once

#include <QString>

namespace passerelle::model {

// Sentences of the person's language that go into the files of the offline variant; text::offlineWords()
// makes them. A sentence may hold {placeholders}: {name}, {appId}, {thumbprint}, {n}.
struct OfflineWords {
    // upload-certificate.ps1, as comments
    QString scriptPurpose;
    QString scriptSafe; // reads first, keeps every valid key, writes only what is missing
    QString scriptModule; // needs Microsoft.Graph.Authentication
    QString scriptRole;
    // upload-certificate.ps1, as texts it prints
    QString missingApplication; // {appId}
    QString alreadyThere; // {appId}
    QString cannotKeep; // {appId}: a key of others has no readable value; nothing is written
    QString changedMeanwhile; // {appId}
    QString droppingExpired; // {n} {appId}
    QString written; // {appId}
    QString verified; // {appId}
    QString notVisible; // {appId}
    // instructions.txt
    QString instructionsTitle;
    QString files; // what each file is
    QString withScript;
    QString withRequest; // {file}: the request can be sent as it is
    QString withTemplate; // {file}: the template has to be completed first
    QString keepKeys; // {file}: the list is replaced as a whole; how to keep the keys that are there
    QString keysIncluded; // {n}: the body already holds the keys read at {date}
    QString afterwards; // read back, and load the answer in step 6: {url}
    // servicePrincipal-<application id>-TO-COMPLETE.txt
    QString templateWarning; // {name}: not to be sent as it is, and why
    QString templateKeys; // what has to be put in the place where this stands
};

}
