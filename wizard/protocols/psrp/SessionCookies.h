#pragma once

#include "net/HttpMessage.h"

#include <QByteArray>
#include <QHash>

namespace passerelle::psrp {

// The two cookies that keep a session on the back end it was opened on (reference psrp.md 3.7). They are
// echoed to the same server whatever their attributes say, and live as long as the session.
class SessionCookies {
public:
    void take(const net::HttpResponse &response);
    QByteArray header() const; // value of a Cookie header; empty when there is none
    void clear() { m_values.clear(); }

private:
    QHash<QByteArray, QByteArray> m_values;
};

}
