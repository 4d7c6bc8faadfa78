#include "crypto/Certificate.h"

#include <QCryptographicHash>

#include <openssl/err.h>
#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

namespace passerelle::crypto {

namespace {

template <auto Free> struct Freed {
    template <class T> void operator()(T *object) const { Free(object); }
};
// Keeps the errors of refused input out of the thread's queue: Qt's TLS sockets on this thread would take them for
// their own and drop the connection (measured with Qt 6.4.2).
class QuietErrors {
public:
    QuietErrors() { ERR_set_mark(); }
    ~QuietErrors() { ERR_pop_to_mark(); }
    QuietErrors(const QuietErrors &) = delete;
    QuietErrors &operator=(const QuietErrors &) = delete;
};

using X509Ptr = std::unique_ptr<X509, Freed<X509_free>>;
using BioPtr = std::unique_ptr<BIO, Freed<BIO_free_all>>;

QString nameText(const X509_NAME *name)
{
    constexpr unsigned long style = XN_FLAG_SEP_CPLUS_SPC | XN_FLAG_DN_REV | ASN1_STRFLGS_ESC_2253
        | ASN1_STRFLGS_ESC_CTRL | ASN1_STRFLGS_UTF8_CONVERT | ASN1_STRFLGS_DUMP_UNKNOWN
        | ASN1_STRFLGS_DUMP_DER;
    const BioPtr bio(BIO_new(BIO_s_mem()));
    if (!bio || X509_NAME_print_ex(bio.get(), name, 0, style) < 0)
        return {};
    char *bytes = nullptr;
    const long size = BIO_get_mem_data(bio.get(), &bytes);
    return QString::fromUtf8(bytes, size);
}

QDateTime timeOf(const ASN1_TIME *time)
{
    std::tm parts{};
    if (!time || ASN1_TIME_to_tm(time, &parts) != 1)
        return {};
    return { QDate(parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday),
             QTime(parts.tm_hour, parts.tm_min, parts.tm_sec), Qt::UTC };
}

QByteArray withoutSpace(QByteArray text)
{
    text.removeIf([](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; });
    return text;
}

// Strict: the decoder of QByteArray skips what it does not know unless told otherwise.
std::optional<QByteArray> decodedBase64(const QByteArray &text)
{
    const auto result =
        QByteArray::fromBase64Encoding(withoutSpace(text), QByteArray::AbortOnBase64DecodingErrors);
    if (!result || (*result).isEmpty())
        return std::nullopt;
    return *result;
}

constexpr qsizetype maxInput = 1024 * 1024; // no certificate comes near; bounds the work on a foreign file

}

struct Certificate::Facts {
    QByteArray der, sha1, sha256;
    QString subject, issuer, keyAlgorithm;
    QDateTime notBefore, notAfter;
    int rsaBits = 0;
    bool isSelfSigned = false;
};

std::optional<Certificate> Certificate::fromDer(const QByteArray &der)
{
    if (der.isEmpty() || der.size() > maxInput)
        return std::nullopt;
    const QuietErrors quiet;
    const auto *begin = reinterpret_cast<const unsigned char *>(der.constData());
    const unsigned char *cursor = begin;
    const X509Ptr x509(d2i_X509(nullptr, &cursor, static_cast<long>(der.size())));
    if (!x509 || cursor != begin + der.size())
        return std::nullopt;

    auto facts = std::make_shared<Facts>();
    facts->der = der;
    facts->sha1 = QCryptographicHash::hash(der, QCryptographicHash::Sha1);
    facts->sha256 = QCryptographicHash::hash(der, QCryptographicHash::Sha256);
    facts->subject = nameText(X509_get_subject_name(x509.get()));
    facts->issuer = nameText(X509_get_issuer_name(x509.get()));
    facts->notBefore = timeOf(X509_get0_notBefore(x509.get()));
    facts->notAfter = timeOf(X509_get0_notAfter(x509.get()));
    facts->isSelfSigned = X509_self_signed(x509.get(), 1) == 1;
    if (const EVP_PKEY *key = X509_get0_pubkey(x509.get())) {
        facts->keyAlgorithm = QString::fromLatin1(EVP_PKEY_get0_type_name(key));
        if (EVP_PKEY_is_a(key, "RSA"))
            facts->rsaBits = EVP_PKEY_get_bits(key);
    }
    if (!facts->notBefore.isValid() || !facts->notAfter.isValid())
        return std::nullopt;
    return Certificate(std::move(facts));
}

std::optional<Certificate> Certificate::fromPem(const QByteArray &pem)
{
    if (pem.size() > maxInput)
        return std::nullopt;
    const QuietErrors quiet;
    const BioPtr bio(BIO_new_mem_buf(pem.constData(), static_cast<int>(pem.size())));
    const X509Ptr x509(bio ? PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr) : nullptr);
    if (!x509)
        return std::nullopt;
    unsigned char *bytes = nullptr;
    const int size = i2d_X509(x509.get(), &bytes);
    if (size <= 0)
        return std::nullopt;
    const QByteArray der(reinterpret_cast<const char *>(bytes), size);
    OPENSSL_free(bytes);
    return fromDer(der);
}

std::optional<Certificate> Certificate::fromBase64(const QByteArray &text)
{
    if (text.size() > maxInput)
        return std::nullopt;
    const auto once = decodedBase64(text);
    if (!once)
        return std::nullopt;
    if (auto certificate = fromDer(*once))
        return certificate;
    if (once->contains("-----BEGIN"))
        return fromPem(*once);
    const auto twice = decodedBase64(*once);
    return twice ? fromDer(*twice) : std::nullopt;
}

std::optional<Certificate> Certificate::fromFileContent(const QByteArray &content)
{
    if (auto certificate = fromDer(content))
        return certificate;
    return content.contains("-----BEGIN") ? fromPem(content) : fromBase64(content);
}

QByteArray Certificate::der() const
{
    return m_facts->der;
}
QString Certificate::thumbprint() const
{
    return QString::fromLatin1(m_facts->sha1.toHex().toUpper());
}
QString Certificate::sha256() const
{
    return QString::fromLatin1(m_facts->sha256.toHex().toUpper());
}
QString Certificate::x5t() const
{
    return QString::fromLatin1(
        m_facts->sha1.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
}
QString Certificate::subject() const
{
    return m_facts->subject;
}
QString Certificate::issuer() const
{
    return m_facts->issuer;
}
QDateTime Certificate::notBefore() const
{
    return m_facts->notBefore;
}
QDateTime Certificate::notAfter() const
{
    return m_facts->notAfter;
}
QString Certificate::keyAlgorithm() const
{
    return m_facts->keyAlgorithm;
}
int Certificate::rsaBits() const
{
    return m_facts->rsaBits;
}
bool Certificate::isSelfSigned() const
{
    return m_facts->isSelfSigned;
}

}
