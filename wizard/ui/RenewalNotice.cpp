#include "ui/RenewalNotice.h"

#include "pages/MessageBand.h"
#include "pages/UrlOpener.h"
#include "services/Connections.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QPushButton>

namespace passerelle::ui {

using pages::MessageBand;

RenewalNotice::RenewalNotice(services::TenantConnection &connection, pages::UrlOpener &opener,
                             std::function<void(MessageBand *)> place, QObject *parent)
    : QObject(parent)
    , m_connection(connection)
    , m_opener(opener)
    , m_place(std::move(place))
{
    connect(&m_connection, &model::Activity::changed, this, &RenewalNotice::refresh);
}

void RenewalNotice::buildBand()
{
    m_band = new MessageBand(QStringLiteral("renewal"));
    m_open = m_band->addAction(QStringLiteral("renewalOpenButton"));
    m_copy = m_band->addAction(QStringLiteral("renewalCopyButton"));
    m_place(m_band);
    connect(m_open, &QPushButton::clicked, this, [this] {
        const auto &code = m_connection.deviceCode();
        m_opener.open(code ? code->verificationUri : m_connection.browserUrl());
    });
    connect(m_copy, &QPushButton::clicked, this, [this] {
        const auto &code = m_connection.deviceCode();
        QGuiApplication::clipboard()->setText(code ? code->userCode
                                                   : m_connection.browserUrl().toString(QUrl::FullyEncoded));
    });
}

void RenewalNotice::refresh()
{
    const auto &code = m_connection.deviceCode();
    const bool needed = !m_connection.isRunning() && (code || !m_connection.browserUrl().isEmpty());
    const bool shown = m_band && m_band->isShown();
    if (!needed) {
        if (shown) {
            m_band->setExtra({});
            m_band->dismiss();
            emit appeared();
        }
        return;
    }
    if (!m_band)
        buildBand();
    m_open->setText(tr("Open the page again"));
    m_copy->setText(code ? tr("Copy the code") : tr("Copy the address"));
    m_band->setExtra(code ? code->userCode : QString());
    m_band->show(MessageBand::Kind::Attention, tr("Microsoft asks you to sign in again"),
                 code ? tr("On any device, open %1 and type the code below. The work goes on by itself afterwards.")
                            .arg(code->verificationUri.toDisplayString())
                      : tr("Finish on the page that has opened in your browser. The work goes on by itself afterwards."));
    if (!shown)
        emit appeared();
}

}
