#pragma once

#include "auth/Http.h"

#include <QJsonObject>
#include <QList>
#include <QStringList>
#include <QUrl>

namespace passerelle::exo {

// What a cmdlet returned, without the type notes of the transport.
struct Answer {
    QList<QJsonObject> objects;
    QStringList warnings; // made fit for the screen
};

// One HTTP answer with status 200 (cloud.md c.2, c.3).
struct Page {
    QList<QJsonObject> objects;
    QStringList warnings;
    QStringList errors; // @adminapi.errors, as sent: "Ex6F9304|class|text"
    QUrl next; // not checked
};

std::optional<Page> parsePage(const auth::HttpReply &reply); // nothing when it is no answer of InvokeCommand
// Without every member that has an '@' in its name, at any depth.
QJsonObject withoutNotes(const QJsonObject &object);

}
