#include "protocols/graph/KeyPlan.h"

#include "core/Scrub.h"

#include <algorithm>

namespace passerelle::graph {

namespace {

QStringList fingerprints(const QList<KeyCredential> &keys)
{
    QStringList out;
    for (const KeyCredential &key : keys)
        out << key.fingerprint();
    out.sort();
    return out;
}

QStringList thumbprints(const QList<crypto::Certificate> &certificates)
{
    QStringList out;
    for (const crypto::Certificate &certificate : certificates)
        out << certificate.thumbprint();
    out.sort();
    return out;
}

// By value, without key id, name or dates: the form first-party principals accept (cloud.md b.3, dialect B).
QJsonObject byValue(const QString &key)
{
    return { { QStringLiteral("type"), QStringLiteral("AsymmetricX509Cert") },
             { QStringLiteral("usage"), QStringLiteral("Verify") },
             { QStringLiteral("key"), key } };
}

// Why an entry cannot be sent back unchanged; empty when it can.
QString obstacle(const KeyCredential &entry)
{
    if (!entry.isPublicCertificate())
        return QStringLiteral("type %1, usage %2").arg(entry.type, entry.usage);
    if (entry.key.isEmpty())
        return QStringLiteral("its value was not returned");
    if (!entry.certificate)
        return QStringLiteral("its value is no certificate");
    return {};
}

std::optional<core::Failure> refusalFor(const KeyPlan &plan, const QDateTime &now)
{
    for (const KeyCredential &entry : plan.kept) {
        const QString why = obstacle(entry);
        if (!why.isEmpty()) {
            const QString name = entry.displayName.isEmpty() ? entry.keyId : entry.displayName;
            return core::Failure{ core::FailureCode::KeyOverwrite,
                                  { { QStringLiteral("n"), QString::number(plan.kept.size()) },
                                    { QStringLiteral("m"), QString::number(plan.expired.size()) },
                                    { QStringLiteral("key"), core::displayable(name, 200) } },
                                  core::displayable(QStringLiteral("key %1: %2").arg(entry.keyId, why), 400),
                                  false };
        }
    }
    for (const crypto::Certificate &certificate : plan.added) {
        if (certificate.notAfter() <= now) {
            return core::Failure{
                core::FailureCode::CertExpired,
                { { QStringLiteral("thumbprint"), certificate.thumbprint() },
                  { QStringLiteral("date"), certificate.notAfter().date().toString(Qt::ISODate) } },
                QStringLiteral("expired at %1").arg(certificate.notAfter().toString(Qt::ISODate)),
                false
            };
        }
    }
    return std::nullopt;
}

bool within(const QDateTime &a, const QDateTime &b, qint64 seconds)
{
    return a.isValid() && b.isValid() && qAbs(a.secsTo(b)) <= seconds;
}

constexpr qint64 dateTolerance = 2; // seconds, b.8

}

KeyPlan planKeyUpload(const QList<KeyCredential> &existing, const QList<crypto::Certificate> &certificates,
                      const QDateTime &now)
{
    KeyPlan plan;
    for (const crypto::Certificate &certificate : certificates) {
        if (!plan.certificates.contains(certificate))
            plan.certificates << certificate;
    }
    for (const KeyCredential &entry : existing)
        (entry.isExpired(now) ? plan.expired : plan.kept) << entry;

    for (const crypto::Certificate &certificate : std::as_const(plan.certificates)) {
        const bool there = std::any_of(plan.kept.cbegin(), plan.kept.cend(), [&](const KeyCredential &entry) {
            return entry.isPublicCertificate() && entry.holds(certificate);
        });
        if (!there)
            plan.added << certificate;
    }
    plan.alreadyPresent = plan.added.isEmpty();
    if (plan.alreadyPresent)
        return plan;

    plan.refusal = refusalFor(plan, now);
    if (plan.refusal)
        return plan;
    for (const KeyCredential &entry : std::as_const(plan.kept))
        plan.body.append(byValue(entry.key));
    for (const crypto::Certificate &certificate : std::as_const(plan.added))
        plan.body.append(byValue(QString::fromLatin1(certificate.der().toBase64())));
    return plan;
}

// The list to write when keys only go: what is kept, unless there is nothing to do or one of them cannot be kept.
static KeyPlan withKept(KeyPlan plan, const QDateTime &now)
{
    if (plan.alreadyPresent)
        return plan;
    plan.refusal = refusalFor(plan, now);
    if (plan.refusal)
        return plan;
    for (const KeyCredential &entry : std::as_const(plan.kept))
        plan.body.append(byValue(entry.key));
    return plan;
}

KeyPlan planKeyRemoval(const QList<KeyCredential> &existing, const QStringList &thumbprints,
                       const QDateTime &now)
{
    KeyPlan plan;
    plan.isRemoval = true;
    plan.removed = thumbprints;
    for (const KeyCredential &entry : existing) {
        if (entry.isPublicCertificate() && thumbprints.contains(entry.thumbprint()))
            plan.takenAway << entry;
        else
            (entry.isExpired(now) ? plan.expired : plan.kept) << entry;
    }
    plan.alreadyPresent = plan.takenAway.isEmpty();
    return withKept(std::move(plan), now);
}

KeyPlan planExpiredRemoval(const QList<KeyCredential> &existing, const QDateTime &now)
{
    KeyPlan plan;
    plan.dropsExpired = true;
    for (const KeyCredential &entry : existing)
        (entry.isExpired(now) ? plan.expired : plan.kept) << entry;
    plan.alreadyPresent = plan.expired.isEmpty();
    return withKept(std::move(plan), now);
}

KeyPlan planAgain(const QList<KeyCredential> &existing, const KeyPlan &accepted, const QDateTime &now)
{
    if (accepted.dropsExpired)
        return planExpiredRemoval(existing, now);
    return accepted.isRemoval ? planKeyRemoval(existing, accepted.removed, now)
                              : planKeyUpload(existing, accepted.certificates, now);
}

bool sameKeys(const QList<KeyCredential> &a, const QList<KeyCredential> &b)
{
    return fingerprints(a) == fingerprints(b);
}

bool samePlan(const KeyPlan &a, const KeyPlan &b)
{
    return sameKeys(a.kept, b.kept) && sameKeys(a.expired, b.expired)
        && thumbprints(a.added) == thumbprints(b.added) && a.alreadyPresent == b.alreadyPresent
        && a.removed == b.removed && a.dropsExpired == b.dropsExpired;
}

KeyCheck verifyKeys(const QList<KeyCredential> &after, const KeyPlan &plan)
{
    KeyCheck check;
    for (const crypto::Certificate &certificate : plan.certificates) {
        const KeyCredential *best = nullptr; // the usable one, when the certificate is there more than once
        for (const KeyCredential &entry : after) {
            if (entry.holds(certificate) && (!best || !best->isPublicCertificate()))
                best = &entry;
        }
        if (!best) {
            check.missing << certificate.thumbprint();
            continue;
        }
        if (!best->isPublicCertificate())
            check.wrongUse << certificate.thumbprint();
        if (!within(best->start, certificate.notBefore(), dateTolerance)
            || !within(best->end, certificate.notAfter(), dateTolerance))
            check.otherDates << certificate.thumbprint();
    }
    for (const KeyCredential &kept : plan.kept) {
        const QString print = kept.thumbprint();
        const bool there = print.isEmpty()
            || std::any_of(after.cbegin(), after.cend(),
                           [&](const KeyCredential &entry) { return entry.thumbprint() == print; });
        if (!there)
            check.lost << print;
    }
    const QStringList gone = plan.dropsExpired ? fingerprints(plan.expired) : QStringList();
    for (const KeyCredential &entry : after) {
        if (plan.removed.contains(entry.thumbprint()) || gone.contains(entry.fingerprint()))
            check.remaining << (entry.thumbprint().isEmpty() ? entry.keyId : entry.thumbprint());
    }
    return check;
}

}
