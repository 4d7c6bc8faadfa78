#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

namespace passerelle::tests {

struct KnownSecret {
    QString kind;  // "code", "access_token", "exchange password" …
    QByteArray value;
};

// Every way a secret may be written down: as it is, percent-encoded, in hexadecimal digits, in UTF-16, inside base64 at
// any offset; of a token each of its parts too.
QList<QByteArray> spellings(const QByteArray &secret);

// Kinds of the secrets found in `text`, each once.
QStringList secretsIn(const QByteArray &text, const QList<KnownSecret> &secrets);

}
