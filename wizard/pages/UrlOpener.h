#pragma once

#include <QUrl>

namespace passerelle::pages {

// Shows an address in the system's browser.
class UrlOpener {
public:
    virtual ~UrlOpener() = default;
    virtual bool open(const QUrl &url) = 0;
};

}
