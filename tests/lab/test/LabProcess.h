#pragma once

#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QProcess>
#include <QSslConfiguration>

// One running passerelle-lab and plain requests to its ports. Ends with the object.
class LabProcess {
public:
    explicit LabProcess(const QStringList &options = {});
    ~LabProcess();

    struct Answer {
        int status = 0;
        QByteArray body;
        QJsonObject json() const { return QJsonDocument::fromJson(body).object(); }
        QByteArray header(const QByteArray &name) const;
        QList<QPair<QByteArray, QByteArray>> headers;
    };

    bool isReady() const { return !m_ready.isEmpty(); }
    QJsonObject ready() const { return m_ready; }
    qint64 startMs() const { return m_startMs; }
    QString url(const QString &port, const QString &path) const; // port: login, graph, control, site

    Answer send(const QByteArray &method, const QString &url, const QByteArray &body = {},
                const QList<QPair<QByteArray, QByteArray>> &headers = {});
    Answer control(const QByteArray &method, const QString &path, const QJsonObject &body = {});
    QJsonObject state() { return control("GET", "/state").json(); }

    QByteArray signIn(QString *problem); // access token for Graph, by authorization code and PKCE
    void kill();
    bool closeInput(); // true when the program ended on its own

private:
    QProcess m_process;
    QJsonObject m_ready;
    qint64 m_startMs = 0;
    QNetworkAccessManager m_network;
    QSslConfiguration m_tls;
};
