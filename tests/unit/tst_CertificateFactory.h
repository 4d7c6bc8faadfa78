#pragma once

#include <QByteArray>
#include <QDateTime>
#include <memory>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

// Certificates and keys made on the spot, for tests only.
namespace factory {

using Key = std::shared_ptr<EVP_PKEY>;

inline Key rsaKey(unsigned bits = 2048)
{
    return Key(EVP_RSA_gen(bits), EVP_PKEY_free);
}
inline Key ecKey()
{
    return Key(EVP_EC_gen("P-256"), EVP_PKEY_free);
}

struct Wanted {
    QByteArray commonName = "Contoso";
    QDateTime notBefore = QDateTime(QDate(2025, 1, 2), QTime(3, 4, 5), Qt::UTC);
    QDateTime notAfter = QDateTime(QDate(2035, 1, 2), QTime(3, 4, 5), Qt::UTC);
    QByteArray altName; // "DNS:localhost"
    Key issuerKey; // signs with its own key when empty
    QByteArray issuerName; // as commonName when empty
    bool isAuthority = false;
};

inline void setName(X509_NAME *name, const QByteArray &commonName)
{
    X509_NAME_add_entry_by_txt(name, "O", MBSTRING_UTF8,
                               reinterpret_cast<const unsigned char *>("Tests, Inc"), -1, -1, 0);
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8,
                               reinterpret_cast<const unsigned char *>(commonName.constData()), -1, -1, 0);
}

inline void addExtension(X509 *x509, int nid, const char *value)
{
    X509_EXTENSION *extension = X509V3_EXT_conf_nid(nullptr, nullptr, nid, value);
    X509_add_ext(x509, extension, -1);
    X509_EXTENSION_free(extension);
}

inline QByteArray certificate(const Key &key, const Wanted &wanted = {})
{
    static long serial = 1000;
    std::unique_ptr<X509, decltype(&X509_free)> x509(X509_new(), X509_free);
    X509_set_version(x509.get(), 2);
    ASN1_INTEGER_set(X509_get_serialNumber(x509.get()), ++serial);
    ASN1_TIME_set(X509_getm_notBefore(x509.get()), wanted.notBefore.toSecsSinceEpoch());
    ASN1_TIME_set(X509_getm_notAfter(x509.get()), wanted.notAfter.toSecsSinceEpoch());
    setName(X509_get_subject_name(x509.get()), wanted.commonName);
    setName(X509_get_issuer_name(x509.get()),
            wanted.issuerName.isEmpty() ? wanted.commonName : wanted.issuerName);
    X509_set_pubkey(x509.get(), key.get());
    if (wanted.isAuthority)
        addExtension(x509.get(), NID_basic_constraints, "critical,CA:TRUE");
    if (!wanted.altName.isEmpty())
        addExtension(x509.get(), NID_subject_alt_name, wanted.altName.constData());
    X509_sign(x509.get(), wanted.issuerKey ? wanted.issuerKey.get() : key.get(), EVP_sha256());
    unsigned char *bytes = nullptr;
    const int size = i2d_X509(x509.get(), &bytes);
    const QByteArray der(reinterpret_cast<const char *>(bytes), size);
    OPENSSL_free(bytes);
    return der;
}

inline QByteArray privatePem(const Key &key)
{
    BIO *bio = BIO_new(BIO_s_mem());
    PEM_write_bio_PrivateKey(bio, key.get(), nullptr, nullptr, 0, nullptr, nullptr);
    char *bytes = nullptr;
    const long size = BIO_get_mem_data(bio, &bytes);
    const QByteArray pem(bytes, size);
    BIO_free(bio);
    return pem;
}

inline QByteArray pem(const QByteArray &der)
{
    QByteArray base64 = der.toBase64();
    for (qsizetype at = 64; at < base64.size(); at += 65)
        base64.insert(at, '\n');
    return "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n";
}

}
