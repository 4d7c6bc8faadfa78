#pragma once

#include "cloud/OnlineErrors.h"
#include "org/World.h"

#include <QJsonArray>

#include <optional>

namespace lab {

// One cmdlet of the cloud's Exchange, parameters as they came.
struct OnlineOutcome {
    QJsonArray value; // plain objects, without type remarks
    QStringList warnings;
    QString confirmation; // of -WhatIf
    std::optional<OnlineFailure> failure;
    bool changed = false;
};

bool knownOnlineCmdlet(const QString &name);
bool onlineCmdletWrites(const QString &name);
OnlineOutcome runOnlineCmdlet(World &world, const QString &name, const QJsonObject &parameters);

}
