#pragma once

#include <QByteArray>

#include <optional>

namespace passerelle::net {

// Undoes gzip or zlib compression of a complete body. nullopt when it is damaged, would grow beyond `limit`
// bytes, or to more than a hundred times its size.
std::optional<QByteArray> inflate(const QByteArray &compressed, qsizetype limit);

}
