#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QString>
#include <memory>
#include <optional>

namespace passerelle::crypto {

// A public X.509 certificate, judged only from its DER bytes. Immutable, cheap to copy, never empty.
class Certificate {
public:
    // Exactly one DER certificate, nothing before or after it.
    static std::optional<Certificate> fromDer(const QByteArray &der);
    // The first CERTIFICATE block of a PEM text.
    static std::optional<Certificate> fromPem(const QByteArray &pem);
    // Base64 of the DER, white space allowed; base64 of PEM or of base64 text too (reference cloud.md b.2).
    static std::optional<Certificate> fromBase64(const QByteArray &text);
    // What a .cer, .crt or .pem file may hold: any of the three above.
    static std::optional<Certificate> fromFileContent(const QByteArray &content);

    // Copies share their data; there is no moved-from state.
    Certificate(const Certificate &) = default;
    Certificate &operator=(const Certificate &) = default;

    QByteArray der() const;
    QString
    thumbprint() const; // SHA-1 of the DER, 40 upper-case hex digits, as Windows and Exchange write it
    QString sha256() const; // 64 upper-case hex digits
    QString x5t() const; // SHA-1 of the DER, base64url without padding
    QString subject() const; // "CN=Contoso, O=…", most specific part first
    QString issuer() const;
    QDateTime notBefore() const; // UTC, to the second
    QDateTime notAfter() const; // UTC, to the second
    QString keyAlgorithm() const; // "RSA", "EC", … as OpenSSL names it
    int rsaBits() const; // 0 when the key is not RSA
    bool isSelfSigned() const; // subject is issuer and the signature is by its own key

    bool operator==(const Certificate &other) const { return der() == other.der(); }

private:
    struct Facts;
    explicit Certificate(std::shared_ptr<const Facts> facts)
        : m_facts(std::move(facts))
    {
    }

    std::shared_ptr<const Facts> m_facts;
};

}
