#pragma once

#include "net/HttpConnection.h"
#include "org/World.h"

namespace lab {

class Browser;
class SignIn;
class WsmanEndpoint;

// The tests' port, plain HTTP on loopback: /state, /requests, /faults, /browser, /device,
// /session, /reset, /quit.
class Control : public QObject {
public:
    Control(World &world, WsmanEndpoint &wsman, Browser &browser, SignIn &signIn, QObject *parent);
    void handle(const std::shared_ptr<HttpExchange> &exchange);

private:
    HttpResponse answer(const QByteArray &method, const QString &path, const QJsonObject &body);
    HttpResponse faults(const QByteArray &method, const QJsonObject &body);

    World &m_world;
    WsmanEndpoint &m_wsman;
    Browser &m_browser;
    SignIn &m_signIn;
};

}
