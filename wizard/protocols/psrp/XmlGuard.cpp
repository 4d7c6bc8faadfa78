#include "protocols/psrp/XmlGuard.h"

#include <cstring>

namespace passerelle::psrp {

namespace {

constexpr qsizetype longestName = 1024;
constexpr qsizetype longestReference = 64;

bool startsWith(const char *p, const char *end, QByteArrayView text)
{
    return end - p >= text.size() && QByteArrayView(p, text.size()) == text;
}

const char *find(const char *p, const char *end, char c)
{
    const void *hit = p < end ? std::memchr(p, c, static_cast<std::size_t>(end - p)) : nullptr;
    return hit ? static_cast<const char *>(hit) : end;
}

const char *findText(const char *p, const char *end, QByteArrayView text)
{
    const qsizetype at = QByteArrayView(p, end - p).indexOf(text);
    return at < 0 ? end : p + at + text.size();
}

// The references of a stretch of text or of an attribute value.
bool referencesAreShort(const char *p, const char *end)
{
    for (p = find(p, end, '&'); p < end; p = find(p + 1, end, '&')) {
        const char *limit = end - p > longestReference ? p + longestReference : end;
        if (find(p, limit, ';') == limit)
            return false;
    }
    return true;
}

// p is behind '<'. Returns behind the '>' of the tag, or nullptr when a name in it is too long or its values
// are too many.
const char *skipTag(const char *p, const char *end, int attributes)
{
    qsizetype run = 0;
    int values = 0;
    for (; p < end; ++p) {
        switch (*p) {
        case '>':
            return p + 1;
        case '"':
        case '\'': {
            const char *close = find(p + 1, end, *p);
            if (++values > attributes || !referencesAreShort(p + 1, close))
                return nullptr;
            if (close == end)
                return end;
            p = close;
            run = 0;
            break;
        }
        case ' ':
        case '\t':
        case '\r':
        case '\n':
        case '=':
        case '/':
            run = 0;
            break;
        default:
            if (++run > longestName)
                return nullptr;
        }
    }
    return end;
}

bool declaresUtf8(const char *p, const char *end)
{
    const QByteArrayView declaration(p, findText(p, end, "?>") - p);
    const qsizetype at = declaration.indexOf("encoding");
    return at < 0 || declaration.sliced(at).toByteArray().toLower().contains("utf-8");
}

}

const char *refuseXml(QByteArrayView utf8, int elements, int attributes)
{
    const char *p = utf8.data();
    const char *const end = p + utf8.size();
    if (startsWith(p, end, "\xEF\xBB\xBF"))
        p += 3;
    if (startsWith(p, end, "\xFE\xFF") || startsWith(p, end, "\xFF\xFE")
        || QByteArrayView(p, qMin<qsizetype>(end - p, 16)).contains('\0'))
        return "not UTF-8";
    if (startsWith(p, end, "<?xml") && !declaresUtf8(p, end))
        return "not UTF-8";
    for (qsizetype tags = 0; p < end; ++tags) {
        const char *tag = find(p, end, '<');
        if (!referencesAreShort(p, tag))
            return "entity reference too long";
        if (tag == end)
            break;
        p = tag + 1;
        if (tags > qsizetype(elements) * 2)
            return "too many elements";
        if (startsWith(p, end, "!--")) {
            p = findText(p + 3, end, "-->");
        } else if (startsWith(p, end, "![CDATA[")) {
            p = findText(p, end, "]]>");
        } else if (startsWith(p, end, "!")) {
            return "declarations are not accepted";
        } else if (!(p = skipTag(p, end, attributes))) {
            return "tag over its limits";
        }
    }
    return nullptr;
}

}
