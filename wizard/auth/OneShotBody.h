#pragma once

#include "core/Secret.h"

#include <QIODevice>

namespace passerelle::auth {

// A request body that can be read once. QNetworkAccessManager repeats a request up to three times by itself
// when the connection ends before an answer, a POST or a PATCH too (measured on Qt 6.4.2); it gives up when
// the body cannot be rewound. A code is redeemed once, and a write whose fate is unknown must not be repeated
// blindly.
class OneShotBody : public QIODevice {
    Q_OBJECT
public:
    explicit OneShotBody(core::Secret content, QObject *parent);

    qint64 size() const override { return m_content.reveal().size(); }
    bool reset() override { return !m_started; }
    bool seek(qint64 position) override { return !m_started && position == 0; }

protected:
    qint64 readData(char *data, qint64 maxSize) override;
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    core::Secret m_content;
    qint64 m_at = 0;
    bool m_started = false;
};

}
