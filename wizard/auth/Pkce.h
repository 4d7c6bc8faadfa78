#pragma once

#include "core/Secret.h"

#include <QByteArray>

namespace passerelle::auth {

// 32 bytes of the system generator as base64url: 43 characters. For state, nonce and verifier (cloud.md a.4,
// e.2).
core::Secret randomToken();

// base64url(SHA-256(verifier)), RFC 7636 S256.
QByteArray pkceChallenge(QByteArrayView verifier);

// Takes the same time wherever the first difference is.
bool equalInConstantTime(QByteArrayView a, QByteArrayView b);

}
