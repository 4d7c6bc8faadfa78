#pragma once

#include "core/Secret.h"

#include <QString>

class QNetworkProxyFactory;

namespace passerelle::auth {

enum class ProxyKind { System, Manual, None };

// How this PC gets out. The password is kept in memory only; an empty user means no sign-in.
struct ProxySettings {
    ProxyKind kind = ProxyKind::System;
    QString host;
    quint16 port = 8080;
    QString user;
    core::Secret password;

    ProxySettings duplicate() const { return { kind, host, port, user, password.duplicate() }; }
    bool isComplete() const { return kind != ProxyKind::Manual || (!host.trimmed().isEmpty() && port != 0); }
};

// For QNetworkAccessManager, which takes it over.
QNetworkProxyFactory *proxyFactory(const ProxySettings &settings);

}
