#pragma once

#include "core/Failure.h"
#include "protocols/graph/KeyCredential.h"

#include <QStringList>

namespace passerelle::graph {

// What an upload would do to the keys of one service principal. PATCH replaces the whole list, so the plan
// names every entry (reference cloud.md b.3).
struct KeyPlan {
    QList<crypto::Certificate> certificates; // what must be there in the end
    QList<KeyCredential> kept;
    QList<KeyCredential> expired; // dropped: sending one back makes the whole request fail
    QList<crypto::Certificate> added;
    bool alreadyPresent = false; // nothing to add, hence nothing to write
    std::optional<core::Failure>
        refusal; // why this list must not be written: KeyOverwrite {n, m, key}, CertExpired
    QJsonArray body; // keyCredentials to send, entries by value; empty when nothing is to be written
    QStringList removed{}; // thumbprints of our own to be taken away again
    bool isRemoval = false;
    QList<KeyCredential> takenAway{}; // the entries of `removed`
    bool dropsExpired = false; // nothing but the expired entries is to go

    bool leavesNone() const { return kept.isEmpty() && added.isEmpty(); }
};

KeyPlan planKeyUpload(const QList<KeyCredential> &existing, const QList<crypto::Certificate> &certificates,
                      const QDateTime &now);

// Takes away our own certificates and nothing else; keys that came since stay (b.8). Expired entries cannot
// be sent back, so the plan names them too.
KeyPlan planKeyRemoval(const QList<KeyCredential> &existing, const QStringList &thumbprints,
                       const QDateTime &now);
// Takes away the expired entries and nothing else; `alreadyPresent` when there is none.
KeyPlan planExpiredRemoval(const QList<KeyCredential> &existing, const QDateTime &now);
// The plan of the same kind for a new reading.
KeyPlan planAgain(const QList<KeyCredential> &existing, const KeyPlan &accepted, const QDateTime &now);

// The same entries, whatever their order and key ids: false tells a concurrent writer.
bool sameKeys(const QList<KeyCredential> &a, const QList<KeyCredential> &b);
// The same entries would be kept, dropped and added.
bool samePlan(const KeyPlan &a, const KeyPlan &b);

// A reading after the write, held against the plan (b.8). Thumbprints.
struct KeyCheck {
    QStringList missing; // certificates of the plan that are not there (yet)
    QStringList wrongUse; // there, but not as AsymmetricX509Cert for Verify
    QStringList otherDates; // there, with dates more than two seconds off the certificate's
    QStringList lost; // kept entries that are gone
    QStringList remaining{}; // still there, although the plan takes them away

    bool allPresent() const { return missing.isEmpty() && remaining.isEmpty(); }
    bool isClean() const
    {
        return allPresent() && wrongUse.isEmpty() && otherDates.isEmpty() && lost.isEmpty();
    }
};

KeyCheck verifyKeys(const QList<KeyCredential> &after, const KeyPlan &plan);

}
