#include "text/TlsText.h"

#include <QCoreApplication>

namespace passerelle::text {

struct Reason {
    const char *word;
    const char *sentence;
};

// The gravest first: several can hold at once.
static const Reason reasons[]{
    { "name-mismatch",
      QT_TRANSLATE_NOOP("Failure", "The certificate shown belongs to {names}, not to {host}. Type a name it was made for; accept "
                                   "it for this server only if you know it.") },
    { "self-signed",
      QT_TRANSLATE_NOOP("Failure", "{host} shows a certificate it made itself. Compare the fingerprint with the one on the server; "
                                   "accept it for this server only, or connect over HTTP with Kerberos.") },
    { "untrusted-issuer",
      QT_TRANSLATE_NOOP("Failure", "The certificate of {host} comes from {issuer}, an authority this PC does not trust. Install it "
                                   "on this PC, or compare the fingerprint and accept it for this server only.") },
    { "expired",
      QT_TRANSLATE_NOOP("Failure", "The certificate of {host} ended on {date}. Renew it in Exchange; until then accept it for this "
                                   "server only, or connect over HTTP with Kerberos.") },
    { "not-yet-valid",
      QT_TRANSLATE_NOOP("Failure", "The certificate of {host} begins on {date} only. Check the clock of this PC and that of the "
                                   "server.") },
};

const char *tlsSentence(const core::Values &values)
{
    const QString found = values.value(QStringLiteral("reason"));
    for (const Reason &reason : reasons) {
        if (found.contains(QLatin1String(reason.word)))
            return reason.sentence;
    }
    return nullptr;
}

}
