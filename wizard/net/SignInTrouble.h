#pragma once

namespace passerelle::net {

// Why no ticket could be had, or why the two sides do not know each other. Free of Qt: the classes that talk to
// the security libraries of the system use it too.
enum class SignInTrouble {
    None,
    NoTicket, // the current session has no Kerberos ticket
    TicketExpired,
    WrongPassword,
    UnknownUser,
    PasswordExpired,
    AccountBlocked, // disabled, locked, expired, or not allowed to sign in now
    UnknownService, // the domain has no service HTTP/<host>
    UnknownRealm, // no domain controllers are known for the domain of the account
    KdcUnreachable, // they are known and do not answer
    ClockSkew,
    NotAdmitted, // the server knows who it is and lets this account in nowhere
    NotMutual, // the server did not prove its own identity
    NoScheme, // the server offers none of the schemes that may be used
    OnlyBasic, // the server offers Basic and no ticket scheme, and Basic was not allowed
    Unsupported, // this build or this system has no such scheme
    Other,
};

}
