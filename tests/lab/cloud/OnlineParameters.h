#pragma once

#include "cloud/OnlineCmdlets.h"

namespace lab {

enum class OnlineKind { Text, TextList, Flag };

struct OnlineParameter {
    QString name;
    OnlineKind kind = OnlineKind::Text;
    bool mandatory = false;
};
using OnlineParameters = QList<OnlineParameter>;

// The parameters under the names of the definition, checked for their types. Throws OnlineFailure.
QJsonObject readOnlineParameters(const OnlineParameters &known, const QJsonObject &given);

// One running cmdlet.
struct OnlineCall {
    World &world;
    QJsonObject given;
    OnlineOutcome outcome;

    bool has(const QString &name) const { return given.contains(name); }
    QString text(const QString &name) const { return given.value(name).toString(); }
    bool flag(const QString &name) const { return given.value(name).toBool(); }
    // A list given as a list, or as Add and Remove over the present one. Throws for what is no domain.
    QStringList domains(const QString &name, QStringList present) const;
};

}
