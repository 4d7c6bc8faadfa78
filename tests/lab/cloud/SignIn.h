#pragma once
#include "net/HttpConnection.h"
#include "org/World.h"
namespace lab {
class SignIn : public QObject { public: SignIn(World &w, QObject *p) : QObject(p), m_world(w) {} void handle(const std::shared_ptr<HttpExchange> &e) { e->answer(HttpResponse::text(m_world.isOn("wrongTenant") ? 404 : 404, "")); } private: World &m_world; };
}
