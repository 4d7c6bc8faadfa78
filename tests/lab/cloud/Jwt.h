#pragma once

#include "pki/Key.h"

#include <QJsonObject>

namespace lab {

// A compact JWS, RS256 as Entra signs.
QByteArray signToken(const Key &key, const QJsonObject &claims);

// The public part for the key document.
QJsonObject publicJwk(const Key &key);

// URL-safe random text with the entropy of `bytes` bytes.
QString randomText(int bytes);

}
