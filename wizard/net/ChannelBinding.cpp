#include "net/ChannelBinding.h"

#include <openssl/evp.h>
#include <openssl/x509.h>

namespace passerelle::net {

// Signatures without a separate hash (Ed25519) count as SHA-256 too; RFC 5929 leaves them open.
static const EVP_MD *endPointHash(X509 *certificate)
{
    int hash = NID_undef;
    const bool known = X509_get_signature_info(certificate, &hash, nullptr, nullptr, nullptr) == 1;
    const EVP_MD *digest = known && hash != NID_md5 && hash != NID_sha1 ? EVP_get_digestbynid(hash) : nullptr;
    return digest ? digest : EVP_sha256();
}

QByteArray channelBinding(const QSslCertificate &server)
{
    const QByteArray der = server.toDer();
    const unsigned char *bytes = reinterpret_cast<const unsigned char *>(der.constData());
    X509 *certificate = der.isEmpty() ? nullptr : d2i_X509(nullptr, &bytes, der.size());
    if (!certificate)
        return {};
    unsigned char hash[EVP_MAX_MD_SIZE];
    unsigned int size = 0;
    const int good = X509_digest(certificate, endPointHash(certificate), hash, &size);
    X509_free(certificate);
    if (good != 1)
        return {};
    return QByteArrayLiteral("tls-server-end-point:")
        + QByteArray(reinterpret_cast<const char *>(hash), static_cast<qsizetype>(size));
}

}
