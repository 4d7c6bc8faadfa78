#pragma once

#include <QDateTime>
#include <QString>

namespace passerelle::text {

QString duration(qint64 milliseconds);       // "0.4 s", « 0,4 s », "3 min 20 s"
QString dateTime(const QDateTime &utc);      // local time in the user's form: "26 June 2025, 14:05", « 26 juin 2025 à 14 h 05 »
QString date(const QDateTime &utc);
QString date(QDate day);
QString thumbprint(const QString &hex);      // groups of four: "3F49 D763 ..."

}
