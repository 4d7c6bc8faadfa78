#include "core/Secret.h"

#include <openssl/crypto.h>

namespace passerelle::core {

Secret::Secret(QByteArray utf8) : m_bytes(std::move(utf8))
{
    m_bytes.detach();
}

Secret::~Secret() { wipe(m_bytes); }

Secret::Secret(Secret &&other) noexcept : m_bytes(std::move(other.m_bytes)) { other.m_bytes = {}; }

Secret &Secret::operator=(Secret &&other) noexcept
{
    if (this != &other) {
        wipe(m_bytes);
        m_bytes = std::move(other.m_bytes);
        other.m_bytes = {};
    }
    return *this;
}

Secret Secret::duplicate() const { return Secret(QByteArray(m_bytes.constData(), m_bytes.size())); }

void Secret::wipe(QByteArray &bytes)
{
    if (!bytes.isEmpty())
        OPENSSL_cleanse(bytes.data(), static_cast<std::size_t>(bytes.size()));
    bytes.clear();
}

}
