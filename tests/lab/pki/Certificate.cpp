#include "pki/Certificate.h"

#include <QCryptographicHash>

#include <openssl/rand.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <stdexcept>

namespace lab {

namespace {

using X509Pointer = std::unique_ptr<X509, decltype(&X509_free)>;

X509Pointer parse(const QByteArray &der, qsizetype *used = nullptr)
{
    const auto *begin = reinterpret_cast<const unsigned char *>(der.constData());
    const unsigned char *walk = begin;
    X509Pointer certificate(d2i_X509(nullptr, &walk, long(der.size())), X509_free);
    if (used)
        *used = walk - begin;
    return certificate;
}

QDateTime fromAsn1(const ASN1_TIME *time)
{
    std::tm parts = {};
    ASN1_TIME_to_tm(time, &parts);
    return QDateTime(QDate(parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday),
                     QTime(parts.tm_hour, parts.tm_min, parts.tm_sec), Qt::UTC);
}

void addExtension(X509 *certificate, X509 *issuer, int id, const QByteArray &value)
{
    X509V3_CTX context;
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    X509_EXTENSION *extension = X509V3_EXT_conf_nid(nullptr, &context, id, value.constData());
    if (!extension)
        throw std::runtime_error("bad certificate extension");
    X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
}

QByteArray alternativeNames(const CertificateOrder &order)
{
    QStringList parts;
    for (const QString &name : order.names)
        parts << "DNS:" + name;
    for (const QString &address : order.addresses)
        parts << "IP:" + address;
    return parts.join(',').toLatin1();
}

void addExtensions(X509 *certificate, X509 *issuer, const CertificateOrder &order)
{
    if (order.authority) {
        addExtension(certificate, issuer, NID_basic_constraints, "critical,CA:TRUE");
        addExtension(certificate, issuer, NID_key_usage, "critical,keyCertSign,cRLSign");
    } else {
        addExtension(certificate, issuer, NID_ext_key_usage, "serverAuth");
    }
    addExtension(certificate, issuer, NID_subject_key_identifier, "hash");
    if (issuer != certificate)
        addExtension(certificate, issuer, NID_authority_key_identifier, "keyid:always");
    if (const QByteArray names = alternativeNames(order); !names.isEmpty())
        addExtension(certificate, issuer, NID_subject_alt_name, names);
}

}

QString thumbprintOf(const QByteArray &der)
{
    return QString::fromLatin1(QCryptographicHash::hash(der, QCryptographicHash::Sha1).toHex()).toUpper();
}

std::optional<CertificateFacts> readCertificate(const QByteArray &der)
{
    const OpenSslErrors errors;
    qsizetype used = 0;
    const X509Pointer certificate = parse(der, &used);
    if (!certificate || used != der.size())
        return std::nullopt;
    std::unique_ptr<BIO, decltype(&BIO_free_all)> out(BIO_new(BIO_s_mem()), BIO_free_all);
    X509_NAME_print_ex(out.get(), X509_get_subject_name(certificate.get()), 0, XN_FLAG_RFC2253);
    char *text = nullptr;
    const long length = BIO_get_mem_data(out.get(), &text);
    return CertificateFacts{QString::fromUtf8(text, int(length)),
                            fromAsn1(X509_get0_notBefore(certificate.get())),
                            fromAsn1(X509_get0_notAfter(certificate.get())), thumbprintOf(der)};
}

QByteArray issueCertificate(const CertificateOrder &order, const Key &subjectKey, const Key &issuerKey,
                            const QByteArray &issuerDer)
{
    const OpenSslErrors errors;
    X509Pointer certificate(X509_new(), X509_free);
    X509Pointer issuer(nullptr, X509_free);
    X509 *signer = certificate.get();
    if (!issuerDer.isEmpty()) {
        issuer = parse(issuerDer);
        signer = issuer.get();
    }
    X509_set_version(certificate.get(), 2);
    unsigned char serial[16];
    RAND_bytes(serial, sizeof serial);
    serial[0] = static_cast<unsigned char>((serial[0] & 0x3F) | 0x01);
    BIGNUM *number = BN_bin2bn(serial, sizeof serial, nullptr);
    BN_to_ASN1_INTEGER(number, X509_get_serialNumber(certificate.get()));
    BN_free(number);
    ASN1_TIME_set(X509_getm_notBefore(certificate.get()), order.notBefore.toSecsSinceEpoch());
    ASN1_TIME_set(X509_getm_notAfter(certificate.get()), order.notAfter.toSecsSinceEpoch());
    const QByteArray name = order.commonName.toUtf8();
    X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate.get()), "CN", MBSTRING_UTF8,
                               reinterpret_cast<const unsigned char *>(name.constData()), int(name.size()),
                               -1, 0);
    X509_set_issuer_name(certificate.get(), X509_get_subject_name(signer));
    X509_set_pubkey(certificate.get(), subjectKey.handle());
    addExtensions(certificate.get(), signer, order);
    if (X509_sign(certificate.get(), issuerKey.handle(), EVP_get_digestbyname(order.digest.constData())) == 0)
        throw std::runtime_error("certificate not signed");
    QByteArray der(i2d_X509(certificate.get(), nullptr), '\0');
    auto *out = reinterpret_cast<unsigned char *>(der.data());
    i2d_X509(certificate.get(), &out);
    return der;
}

QByteArray tlsServerEndPoint(const QByteArray &der)
{
    const OpenSslErrors errors;
    const X509Pointer certificate = parse(der);
    int digest = NID_sha256;
    if (!certificate || !X509_get_signature_info(certificate.get(), &digest, nullptr, nullptr, nullptr))
        return {};
    if (digest == NID_md5 || digest == NID_sha1)
        digest = NID_sha256;
    unsigned char hash[EVP_MAX_MD_SIZE] = {};
    unsigned int size = 0;
    X509_digest(certificate.get(), EVP_get_digestbynid(digest), hash, &size);
    return "tls-server-end-point:" + QByteArray(reinterpret_cast<const char *>(hash), qsizetype(size));
}

QByteArray toPem(const QByteArray &der)
{
    const QByteArray text = der.toBase64();
    QByteArray pem = "-----BEGIN CERTIFICATE-----\n";
    for (qsizetype i = 0; i < text.size(); i += 64)
        pem += text.mid(i, 64) + '\n';
    return pem + "-----END CERTIFICATE-----\n";
}

}
