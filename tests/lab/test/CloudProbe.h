#pragma once

#include "lab/test/LabProcess.h"

// Requests to the cloud's ports with a token got by device code, which needs no browser.
class CloudProbe {
public:
    static constexpr auto graphClient = "14d82eec-204b-4c2f-b7e8-296a70dab67e";
    static constexpr auto exchangeClient = "fb78d390-0c51-40cd-8e17-fdbfab77341b";

    explicit CloudProbe(LabProcess &lab)
        : m_lab(lab)
    {
    }

    using Headers = QList<QPair<QByteArray, QByteArray>>;

    void set(const QJsonObject &switches);
    void fault(const QJsonObject &fault);
    QString tenant() const;
    LabProcess::Answer login(const QString &path, const QByteArray &form, const QString &host = "login");
    QByteArray graphToken();
    QByteArray exchangeToken();
    QJsonObject token(const QByteArray &client, const QByteArray &scope, const QString &account = {});
    LabProcess::Answer graph(const QByteArray &method, const QString &path, const QJsonObject &body = {});
    LabProcess::Answer invoke(const QString &cmdlet, const QJsonObject &parameters = {},
                              const QString &query = {});
    LabProcess::Answer post(const QString &path, const QByteArray &body, const Headers &more = {});

    QByteArray graphBearer;
    QByteArray exchangeBearer;
    QByteArray anchor = "UPN:admin@contosofr.onmicrosoft.com";

private:
    LabProcess &m_lab;
};
