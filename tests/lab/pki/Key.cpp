#include "pki/Key.h"

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
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

QByteArray Key::signRs256(const QByteArray &text) const
{
    const OpenSslErrors errors;
    std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
    std::size_t size = 0;
    const auto *input = reinterpret_cast<const unsigned char *>(text.constData());
    const auto length = std::size_t(text.size());
    EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, m_key.get());
    EVP_DigestSign(context.get(), nullptr, &size, input, length);
    QByteArray signature(qsizetype(size), '\0');
    EVP_DigestSign(context.get(), reinterpret_cast<unsigned char *>(signature.data()), &size, input, length);
    return signature;
}

std::pair<QByteArray, QByteArray> Key::publicNumbers() const
{
    const OpenSslErrors errors;
    const auto number = [this](const char *name) {
        BIGNUM *value = nullptr;
        EVP_PKEY_get_bn_param(m_key.get(), name, &value);
        const std::unique_ptr<BIGNUM, decltype(&BN_free)> owned(value, BN_free);
        QByteArray bytes(BN_num_bytes(value), '\0');
        BN_bn2bin(value, reinterpret_cast<unsigned char *>(bytes.data()));
        return bytes;
    };
    return {number(OSSL_PKEY_PARAM_RSA_N), number(OSSL_PKEY_PARAM_RSA_E)};
}

}
