#pragma once

#include "net/HttpConnection.h"
#include "org/World.h"

namespace lab {

// GET /autodiscover/metadata/json/1: the authentication metadata document, anonymous.
void answerMetadata(World &world, const std::shared_ptr<HttpExchange> &exchange);

// /ews/exchange.asmx, only as far as the anonymous probe goes: 401 with the challenges.
void answerEws(World &world, const std::shared_ptr<HttpExchange> &exchange);

}
