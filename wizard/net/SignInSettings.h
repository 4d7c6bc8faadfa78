#pragma once

#include "core/Secret.h"

#include <QString>
#include <QStringList>

#include <chrono>

namespace passerelle::net {

// Auto asks the server first and takes the strongest scheme it offers: Kerberos, Negotiate, Basic. The others
// are sent without asking.
enum class SchemePreference { Auto, Kerberos, Negotiate, Basic };

// Who signs in, and how. Basic is never used without TLS, whatever stands here.
struct SignInSettings {
    SchemePreference scheme = SchemePreference::Auto;
    bool basicAllowed = false; // Auto may end with Basic: the user agreed that the password goes to the server
    bool useCurrentSession = false; // the ticket of the session on this computer; user and password are not looked at
    QString user; // user@domain, DOMAIN\user, or the bare name (then the domain of the server is meant)
    core::Secret password;
    std::chrono::milliseconds ticketTimeout = std::chrono::seconds(20); // for the domain controllers, at each ticket

    SignInSettings duplicate() const // explicit, because of the password
    {
        return { scheme, basicAllowed, useCurrentSession, user, password.duplicate(), ticketTimeout };
    }
};

// What is known about the sign-in of a session so far, after a success and after a failure.
struct SignInReport {
    QStringList offered; // Kerberos, Negotiate, Basic, NTLM…, as the server spells them; empty until it was asked
    QString used; // Kerberos, Negotiate or Basic; empty until one was chosen
    bool completed = false; // both sides know each other (Basic: the password was sent)
    bool bodiesEncrypted = false; // by the scheme itself, whether or not TLS is below
};

}
