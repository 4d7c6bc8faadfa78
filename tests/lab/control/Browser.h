#pragma once

#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QUrl>

#include <functional>
#include <memory>

namespace lab {

class World;

// Plays the administrator's browser: opens the sign-in page, presses a button, follows the answer to the
// program's own loopback address, asks for the favicon as browsers do.
class Browser : public QObject {
public:
    using Done = std::function<void(int status, const QJsonObject &report)>;

    Browser(World &world, QObject *parent);

    // {"url","action","account"}. Actions: approve, cancel, wrong-state, twice, no-return (the page is left
    // open).
    void visit(const QJsonObject &order, Done done);

private:
    struct Visit;
    using Step = std::shared_ptr<Visit>;

    void openPage(const Step &visit);
    void press(const Step &visit, const QByteArray &page);
    bool readWayBack(const Step &visit, int status, const QByteArray &location, const QByteArray &page);
    void askIconFirst(const Step &visit);
    void comeBack(const Step &visit);
    void afterReturn(const Step &visit, int status, const QUrl &next);
    void finish(const Step &visit, const QString &problem = {});

    World &m_world;
    QNetworkAccessManager m_network;
};

}
