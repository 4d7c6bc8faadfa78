#pragma once

#include "protocols/psrp/Limits.h"

#include <QByteArrayView>

namespace passerelle::psrp {

// Looks at a server's XML before QXmlStreamReader does and refuses what no server of ours sends but what the
// reader of Qt 6.4 cannot be trusted with: a document type or entity declarations (CVE-2023-38197: endless
// expansion), names of thousands of characters (CVE-2023-37369: a prefix longer than its name), encodings
// other than UTF-8, more attributes of one element than `attributes` (it compares each with all others:
// minutes for a megabyte), more tags than two for each of `elements`. One pass without allocation. Returns
// nullptr when the text is acceptable, else what is wrong with it.
const char *refuseXml(QByteArrayView utf8, int elements = Limits().elements,
                      int attributes = Limits().attributes);

}
