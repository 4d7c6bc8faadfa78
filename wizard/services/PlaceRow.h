#pragma once

#include "crypto/Certificate.h"
#include "protocols/graph/KeyCredential.h"

#include <QDateTime>
#include <QList>
#include <QString>

namespace passerelle::services {

// One of the places that have to hold the same certificate (procedure.md 11), with what it holds.
struct PlaceRow {
    enum class Place { Configuration, File, Server, Published, Entra };
    // Reference: what Exchange says it signs with; the others are held against it. NotYet: accepted by
    // Microsoft 365 a moment ago and not shown yet.
    enum class Outcome { Reference, Same, Differs, OtherDates, Absent, Unread, NotYet };

    Place place = Place::Configuration;
    QString name; // server, address or service application; empty where the place says it all
    QString thumbprint; // of what is there; empty when nothing is
    QDateTime startUtc, endUtc;
    Outcome outcome = Outcome::Unread;
};

// Something that has compared the places, for the pages.
class PlaceListing {
public:
    virtual ~PlaceListing() = default;
    virtual const QList<PlaceRow> &places() const = 0;
};

// A place that holds `certificate`, against the thumbprint Exchange signs with.
PlaceRow placeHolding(PlaceRow::Place place, const QString &name, const crypto::Certificate &certificate,
                      const QString &reference);
PlaceRow placeWithout(PlaceRow::Place place, const QString &name, PlaceRow::Outcome outcome);
// The keys of one service application: the entry of `wanted`, else the newest certificate there is.
PlaceRow placeInEntra(const QString &application, const QList<graph::KeyCredential> &keys,
                      const crypto::Certificate &wanted, const QString &reference);

}
