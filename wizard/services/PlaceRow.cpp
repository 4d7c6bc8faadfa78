#include "services/PlaceRow.h"

namespace passerelle::services {

using Outcome = PlaceRow::Outcome;

PlaceRow placeHolding(PlaceRow::Place place, const QString &name, const crypto::Certificate &certificate,
                      const QString &reference)
{
    return { place,
             name,
             certificate.thumbprint(),
             certificate.notBefore(),
             certificate.notAfter(),
             certificate.thumbprint() == reference ? Outcome::Same : Outcome::Differs };
}

PlaceRow placeWithout(PlaceRow::Place place, const QString &name, PlaceRow::Outcome outcome)
{
    return { place, name, {}, {}, {}, outcome };
}

static bool differs(const QDateTime &a, const QDateTime &b)
{
    return !a.isValid() || !b.isValid() || qAbs(a.secsTo(b)) > 2; // cloud.md b.8
}

PlaceRow placeInEntra(const QString &application, const QList<graph::KeyCredential> &keys,
                      const crypto::Certificate &wanted, const QString &reference)
{
    const graph::KeyCredential *ours = nullptr;
    const graph::KeyCredential *newest = nullptr;
    for (const graph::KeyCredential &entry : keys) {
        if (entry.holds(wanted) && (!ours || !ours->isPublicCertificate()))
            ours = &entry;
        if (!entry.thumbprint().isEmpty() && (!newest || newest->start < entry.start))
            newest = &entry;
    }
    const graph::KeyCredential *shown = ours ? ours : newest;
    if (!shown)
        return placeWithout(PlaceRow::Place::Entra, application, Outcome::Absent);
    PlaceRow row{ PlaceRow::Place::Entra, application, shown->thumbprint(), shown->start, shown->end,
                  Outcome::Same };
    if (!ours || !ours->isPublicCertificate() || shown->thumbprint() != reference)
        row.outcome = Outcome::Differs;
    else if (differs(shown->start, wanted.notBefore()) || differs(shown->end, wanted.notAfter()))
        row.outcome = Outcome::OtherDates;
    return row;
}

}
