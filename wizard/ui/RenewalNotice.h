#pragma once

#include <QObject>
#include <functional>

class QPushButton;

namespace passerelle::services {
class TenantConnection;
}
namespace passerelle::pages {
class MessageBand;
class UrlOpener;
}

namespace passerelle::ui {

// While work goes on, a token may be refused for good: whatever page is open then shows the address to sign in at, or
// the code to type. The page of the connection shows its own sign-ins.
class RenewalNotice : public QObject {
    Q_OBJECT
public:
    // `place` puts the band into the window, once, before it is first shown.
    RenewalNotice(services::TenantConnection &connection, pages::UrlOpener &opener,
                  std::function<void(pages::MessageBand *)> place, QObject *parent);

    pages::MessageBand *band() const { return m_band; } // null until it was needed

signals:
    void appeared(); // or went away

public slots:
    void refresh();

private:
    void buildBand();

    services::TenantConnection &m_connection;
    pages::UrlOpener &m_opener;
    std::function<void(pages::MessageBand *)> m_place;
    pages::MessageBand *m_band = nullptr;
    QPushButton *m_open = nullptr;
    QPushButton *m_copy = nullptr;
};

}
