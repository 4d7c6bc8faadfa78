#pragma once

#include <QFile>

namespace lab {

// Everything that passes through the lab and must stay secret, for tests that look for it where it must not be: one
// JSON line each, {"kind","value"}, in a file of its own. Without a file nothing is kept.
class Secrets {
public:
    bool keepIn(const QString &file); // readable by its owner only; false when it cannot be written
    // `kind`: code, state, nonce, code_verifier, access_token, refresh_token, id_token, device_code, user_code
    void note(const char *kind, const QString &value);

private:
    QFile m_file;
};

}
