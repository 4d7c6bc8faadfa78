#include "app/LabBrowser.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkReply>
#include <QNetworkRequest>

namespace passerelle::app {

LabBrowser::LabBrowser(QUrl control, QObject *parent) : QObject(parent), m_control(std::move(control)) {}

void LabBrowser::approve(const QUrl &signInPage)
{
    QUrl url = m_control;
    url.setPath(QStringLiteral("/browser"));
    QNetworkRequest request(url);
    request.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/json"));
    const QJsonObject order {{QStringLiteral("url"), signInPage.toString(QUrl::FullyEncoded)}, {QStringLiteral("action"), QStringLiteral("approve")}};
    QNetworkReply *reply = m_network.post(request, QJsonDocument(order).toJson(QJsonDocument::Compact));
    connect(reply, &QNetworkReply::finished, this, [this, reply] {
        reply->deleteLater();
        const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        if (reply->error() != QNetworkReply::NoError || status != 200)
            emit failed(QStringLiteral("%1 %2: %3").arg(status).arg(reply->errorString(), QString::fromUtf8(reply->read(400)).simplified()));
    });
}

}
