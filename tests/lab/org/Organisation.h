#pragma once

#include <QJsonObject>

namespace lab {

// The built-in switches with their defaults; the table of README.md explains each one.
QJsonObject defaultSwitches();

// The built-in organisation: collection → objects. Fresh certificates on each call.
QJsonObject defaultOrganisation(const QJsonObject &switches);

// The two halves of it. Both take the certificates just made.
QJsonObject defaultExchange(const QJsonArray &certificates, const QString &currentThumbprint,
                            const QString &nextThumbprint);
QJsonObject defaultCloud(const QByteArray &authDer, const QJsonObject &switches);

// Merges "organisation" (whole collections), "add", "change" and "remove" of a scenario. Returns what is
// wrong, or nothing.
QString applyScenario(QJsonObject *organisation, const QJsonObject &scenario);

// @guid:word@ → a GUID that is always the same for the word; @date:-30@ → UTC date and time 30 days ago.
QByteArray replacePlaceholders(const QByteArray &text);

// In keyCredentials of service principals and applications, the words "current", "next", "foreign" and
// "expired" stand for a key made from that certificate. Returns what is wrong, or nothing.
QString replaceKeyWords(QJsonObject *organisation);

// The keyCredential Entra keeps for a certificate.
QJsonObject keyCredentialFor(const QByteArray &der);

}
