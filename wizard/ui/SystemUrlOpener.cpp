#include "ui/SystemUrlOpener.h"

#include <QDesktopServices>

namespace passerelle::ui {

bool SystemUrlOpener::open(const QUrl &url)
{
    const bool web = url.scheme() == u"https" || url.scheme() == u"http";
    return web && QDesktopServices::openUrl(url);
}

}
