#pragma once
#include "cloud/SignIn.h"
namespace lab {
class Graph : public QObject { public: Graph(World &w, SignIn &, QObject *p) : QObject(p), m_world(w) {} void handle(const std::shared_ptr<HttpExchange> &e) { e->answer(HttpResponse::text(m_world.isOn("wrongTenant") ? 404 : 404, "")); } private: World &m_world; };
}
