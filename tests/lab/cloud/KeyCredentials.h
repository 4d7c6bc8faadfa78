#pragma once

#include "net/HttpMessage.h"
#include "org/World.h"

#include <QJsonArray>

namespace lab {

// What a PATCH of keyCredentials turns the present list into; the whole list is replaced.
struct KeyPatch {
    QJsonArray list;
    std::optional<HttpResponse> refusal;
};

KeyPatch patchKeyCredentials(const World &world, const QJsonArray &present, const QJsonValue &wanted);

}
