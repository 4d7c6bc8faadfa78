#pragma once

#include <QString>

namespace passerelle::crypto {

// A thumbprint as people paste it, without spaces, colons and invisible marks, in upper case
// (verification.md 1.4). Says nothing about its being a thumbprint: see isThumbprint.
QString normaliseThumbprint(const QString &text);

// Exactly 40 upper-case hex digits.
bool isThumbprint(const QString &normalised);

// The thumbprint in an x5t (base64url, padding and the +/ alphabet tolerated); empty when it is not 20 bytes.
QString thumbprintFromX5t(const QString &x5t);

}
