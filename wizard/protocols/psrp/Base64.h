#pragma once

#include <QByteArray>

#include <optional>

namespace passerelle::psrp {

// Base64 as servers send it: the standard alphabet, white space anywhere, padding exact, nothing else.
std::optional<QByteArray> decodeBase64(QByteArrayView text);

}
