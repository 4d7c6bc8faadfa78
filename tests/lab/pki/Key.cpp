#include "pki/Key.h"

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

#include <stdexcept>

namespace lab {

OpenSslErrors::OpenSslErrors()
{
    ERR_set_mark();
}

OpenSslErrors::~OpenSslErrors()
{
    ERR_pop_to_mark();
}

Key::Key(EVP_PKEY *key)
    : m_key(key, EVP_PKEY_free)
{
    if (!key)
        throw std::runtime_error("no key could be made");
}

Key Key::ec()
{
    const OpenSslErrors errors;
    return Key(EVP_EC_gen("P-256"));
}

Key Key::rsa2048()
{
    const OpenSslErrors errors;
    return Key(EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", std::size_t(2048)));
}

QByteArray Key::pem() const
{
    const OpenSslErrors errors;
    std::unique_ptr<BIO, decltype(&BIO_free_all)> out(BIO_new(BIO_s_mem()), BIO_free_all);
    PEM_write_bio_PrivateKey(out.get(), m_key.get(), nullptr, nullptr, 0, nullptr, nullptr);
    char *bytes = nullptr;
    const long size = BIO_get_mem_data(out.get(), &bytes);
    return QByteArray(bytes, int(size));
}

QByteArray Key::signEs256(const QByteArray &text) const
{
    const OpenSslErrors errors;
    std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
    std::size_t size = 0;
    const auto *input = reinterpret_cast<const unsigned char *>(text.constData());
    const auto length = std::size_t(text.size());
    EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, m_key.get());
    EVP_DigestSign(context.get(), nullptr, &size, input, length);
    QByteArray der(qsizetype(size), '\0');
    EVP_DigestSign(context.get(), reinterpret_cast<unsigned char *>(der.data()), &size, input, length);

    const auto *walk = reinterpret_cast<const unsigned char *>(der.constData());
    std::unique_ptr<ECDSA_SIG, decltype(&ECDSA_SIG_free)> pair(d2i_ECDSA_SIG(nullptr, &walk, long(size)),
                                                               ECDSA_SIG_free);
    QByteArray raw(64, '\0');
    auto *bytes = reinterpret_cast<unsigned char *>(raw.data());
    BN_bn2binpad(ECDSA_SIG_get0_r(pair.get()), bytes, 32);
    BN_bn2binpad(ECDSA_SIG_get0_s(pair.get()), bytes + 32, 32);
    return raw;
}

std::pair<QByteArray, QByteArray> Key::publicPoint() const
{
    const OpenSslErrors errors;
    unsigned char point[65] = {};
    std::size_t size = 0;
    EVP_PKEY_get_octet_string_param(m_key.get(), OSSL_PKEY_PARAM_PUB_KEY, point, sizeof point, &size);
    const QByteArray bytes(reinterpret_cast<const char *>(point), qsizetype(size));
    return {bytes.mid(1, 32), bytes.mid(33, 32)};
}

}
