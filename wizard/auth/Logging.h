#pragma once

#include <QLoggingCategory>

namespace passerelle::auth {

Q_DECLARE_LOGGING_CATEGORY(lcAuth)

}
