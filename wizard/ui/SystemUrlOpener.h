#pragma once

#include "pages/UrlOpener.h"

namespace passerelle::ui {

class SystemUrlOpener : public pages::UrlOpener {
public:
    bool open(const QUrl &url) override; // web addresses only
};

}
