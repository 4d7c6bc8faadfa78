#pragma once

#include <QByteArray>

namespace passerelle::core {

// A password or a token. Move-only, wiped on destruction, never convertible to a string or a QVariant by accident.
class Secret {
public:
    Secret() = default;
    explicit Secret(QByteArray utf8);
    ~Secret();
    Secret(Secret &&other) noexcept;
    Secret &operator=(Secret &&other) noexcept;
    Secret(const Secret &) = delete;
    Secret &operator=(const Secret &) = delete;

    Secret duplicate() const;
    bool isEmpty() const { return m_bytes.isEmpty(); }
    QByteArrayView reveal() const { return m_bytes; }  // valid while this object lives; do not copy into a log

    // Overwrites the bytes of any buffer that held a secret.
    static void wipe(QByteArray &bytes);

private:
    QByteArray m_bytes;
};

}
