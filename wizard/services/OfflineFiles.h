#pragma once

#include "core/Result.h"
#include "model/OfflineWords.h"
#include "model/Targets.h"
#include "protocols/graph/KeyCredential.h"

#include <QUrl>

namespace passerelle::services {

// One application the other operator gives the certificate to.
struct OfflineTarget {
    model::ApplicationTarget application;
    // Its keys as read before; nothing: unknown, and then no request is written that could be sent as it is.
    std::optional<QList<graph::KeyCredential>> keys;
};

struct OfflineOrder {
    QList<crypto::Certificate> certificates; // the current one, then the next one
    QList<OfflineTarget> targets;
    QString tenantId; // may be empty
    QString cloud; // auth::CloudEndpoints::id
    QUrl login; // https://login.microsoftonline.com
    QUrl graph; // https://graph.microsoft.com
    QDateTime now;
    model::OfflineWords words;
};

struct OfflineFile {
    QString row; // id of its finding
    QString name;
    QByteArray content;
};

// The files of an order: certificates as DER, one request body per application whose keys are known, a template no
// server takes for the others (the request replaces the whole list), upload-certificate.ps1, instructions. CertReadFail without a certificate; CertExpired and KeyOverwrite where the upload itself
// would refuse.
core::Result<QList<OfflineFile>> offlineFiles(const OfflineOrder &order);

// Corrected Microsoft Graph PowerShell (procedure.md 10 and 16): reads the keys, keeps the valid ones, adds
// what is missing, PATCHes the whole list, verifies, and saves the answer for step 6. UTF-8 with mark and
// CRLF, as Windows PowerShell 5.1 needs it.
QByteArray uploadScript(const OfflineOrder &order);

}
