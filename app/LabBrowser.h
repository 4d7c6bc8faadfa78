#pragma once

#include <QNetworkAccessManager>
#include <QUrl>

namespace passerelle::app {

// Asks the lab to play the browser: it loads the sign-in page, approves, and calls the redirect address. For tests and
// for computers where no browser can open; nothing of this exists outside the lab.
class LabBrowser : public QObject {
    Q_OBJECT
public:
    explicit LabBrowser(QUrl control, QObject *parent = nullptr);
    void approve(const QUrl &signInPage);

signals:
    void failed(const QString &technical);  // nobody will come back from the sign-in page

private:
    QNetworkAccessManager m_network;
    QUrl m_control;
};

}
