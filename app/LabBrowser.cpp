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
    connect(reply, &QNetworkReply::finished, reply, &QObject::deleteLater);
}

}
