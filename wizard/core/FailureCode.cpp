#include "core/FailureCode.h"

namespace passerelle::core {

QLatin1StringView codeText(FailureCode code)
{
    switch (code) {
#define X(name, text)                                                                                        \
    case FailureCode::name:                                                                                  \
        return QLatin1StringView(text);
        PASSERELLE_FAILURE_CODES(X)
#undef X
    }
    return {};
}

const QList<FailureCode> &allFailureCodes()
{
    static const QList<FailureCode> codes {
#define X(name, text) FailureCode::name,
        PASSERELLE_FAILURE_CODES(X)
#undef X
    };
    return codes;
}

}
