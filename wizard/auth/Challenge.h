#pragma once

#include <QByteArray>
#include <QList>
#include <QMap>
#include <QString>

namespace passerelle::auth {

// One challenge of a WWW-Authenticate header.
struct Challenge {
    QString scheme; // as sent: "Bearer", "Negotiate"
    QMap<QString, QString> params; // names in lower case, values without quotes
    QString token; // the token68 of "Negotiate YII…", else empty

    bool is(const char *name) const
    {
        return scheme.compare(QLatin1StringView(name), Qt::CaseInsensitive) == 0;
    }
    // The ids of trusted_issuers, in order (reference verification.md 2.2).
    QList<QString> list(const QString &param, QChar separator) const;
};

// Several challenges per line, with or without spaces, quotes holding commas; lines joined by comma or
// newline.
QList<Challenge> parseChallenges(const QList<QByteArray> &wwwAuthenticate);

// x-ms-diagnostics: `2000003;reason="…";error_category="invalid_resource"` (verification.md 2.5).
struct ServerDiagnostics {
    int code = 0;
    QString reason;
    QString category;
};
ServerDiagnostics parseDiagnostics(const QByteArray &header);

}
