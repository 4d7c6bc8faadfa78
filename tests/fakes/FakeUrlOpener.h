#pragma once

#include "pages/UrlOpener.h"

#include <QList>

namespace passerelle::fakes {

class FakeUrlOpener : public pages::UrlOpener {
public:
    bool works = true;
    QList<QUrl> opened;

    bool open(const QUrl &url) override
    {
        opened.append(url);
        return works;
    }
};

}
