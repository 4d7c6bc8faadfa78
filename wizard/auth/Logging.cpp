#include "auth/Logging.h"

namespace passerelle::auth {

Q_LOGGING_CATEGORY(lcAuth, "passerelle.auth", QtInfoMsg)

}
