#pragma once

#include "cloud/AuthorizeRequest.h"

#include <QDateTime>
#include <QHash>

namespace lab {

class World;

// The device flow (RFC 8628, cloud.md a.5): codes handed out, the page where a person types one, and what a
// poll is told. Codes live in memory only.
class DeviceFlow {
public:
    explicit DeviceFlow(World &world);

    // The answer of the devicecode endpoint for a request that was checked.
    HttpResponse begin(const AuthorizeRequest &asked, bool french);

    // What a poll of that device code is told: an error, or who approved it (then the code is used up).
    struct Poll {
        std::optional<SignInError> error;
        AuthorizeRequest asked;
        QString user;
    };
    Poll poll(const QString &deviceCode, const QString &clientId);

    // The page of the verification address, shown and filled in.
    HttpResponse page(const HttpRequest &request);

    // {"action":"approve"|"decline"|"expire","user_code","account"}; without user_code the only open one.
    // Returns what is wrong, or nothing.
    QString decide(const QJsonObject &order);

    void forget() { m_open.clear(); }

private:
    enum class State { Open, Approved, Declined, Expired };
    struct Entry {
        AuthorizeRequest asked;
        QString userCode;
        QDateTime ends;
        State state = State::Open;
        QString user;
        int pendingLeft = 0;
        int slowDownLeft = 0;
    };
    Entry *byUserCode(const QString &typed);
    SignInError pendingError(Entry &entry) const;
    QString settle(Entry &entry, const QString &action, const QString &account);

    World &m_world;
    QHash<QString, Entry> m_open; // by device code
};

}
