#include "protocols/psrp/ClixmlEscape.h"

#include <QString>

#include <algorithm>

namespace passerelle::psrp {

namespace {

bool needsEscape(char16_t unit)
{
    return unit < 0x20 || (unit >= 0x7F && unit <= 0x9F) || (unit >= 0xD800 && unit <= 0xDFFF)
        || unit >= 0xFFFE;
}

void appendEscape(QByteArray &out, char16_t unit)
{
    static constexpr char digits[] = "0123456789ABCDEF";
    const char text[] = {
        '_', 'x', digits[unit >> 12], digits[(unit >> 8) & 15], digits[(unit >> 4) & 15], digits[unit & 15],
        '_'
    };
    out.append(text, sizeof text);
}

void appendUtf8(QByteArray &out, char16_t unit)
{
    if (unit < 0x80) {
        out.append(static_cast<char>(unit));
    } else if (unit < 0x800) {
        out.append(static_cast<char>(0xC0 | (unit >> 6)));
        out.append(static_cast<char>(0x80 | (unit & 0x3F)));
    } else {
        out.append(static_cast<char>(0xE0 | (unit >> 12)));
        out.append(static_cast<char>(0x80 | ((unit >> 6) & 0x3F)));
        out.append(static_cast<char>(0x80 | (unit & 0x3F)));
    }
}

int hexDigit(char16_t c)
{
    if (c >= u'0' && c <= u'9')
        return c - u'0';
    if (c >= u'a' && c <= u'f')
        return c - u'a' + 10;
    if (c >= u'A' && c <= u'F')
        return c - u'A' + 10;
    return -1;
}

// The value of `count` hexadecimal digits, or -1.
qint64 hexValue(const char16_t *p, int count)
{
    qint64 value = 0;
    for (int i = 0; i < count; ++i) {
        const int digit = hexDigit(p[i]);
        if (digit < 0)
            return -1;
        value = value * 16 + digit;
    }
    return value;
}

struct Escape {
    qint64 code = -1;
    int length = 0;
};

// An escape that begins at p (an underscore), with `left` units from there on.
Escape escapeAt(const char16_t *p, qsizetype left)
{
    if (left < 7 || (p[1] != u'x' && p[1] != u'X'))
        return {};
    if (p[6] == u'_')
        return { hexValue(p + 2, 4), 7 };
    if (left >= 11 && p[10] == u'_') // XML name decoding knows a form of eight digits as well
        return { hexValue(p + 2, 8), 11 };
    return {};
}

char16_t *putCode(char16_t *out, qint64 code)
{
    if (code > 0x10FFFF) {
        *out++ = 0xFFFD;
    } else if (code > 0xFFFF) {
        *out++ = QChar::highSurrogate(static_cast<char32_t>(code));
        *out++ = QChar::lowSurrogate(static_cast<char32_t>(code));
    } else {
        *out++ = static_cast<char16_t>(code);
    }
    return out;
}

void replaceLoneSurrogates(char16_t *text, qsizetype length)
{
    for (qsizetype i = 0; i < length; ++i) {
        if (!QChar::isSurrogate(text[i]))
            continue;
        if (QChar::isHighSurrogate(text[i]) && i + 1 < length && QChar::isLowSurrogate(text[i + 1]))
            ++i;
        else
            text[i] = 0xFFFD;
    }
}

}

QByteArray escapeClixml(QStringView text)
{
    QByteArray out;
    out.reserve(text.size() + text.size() / 8);
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char16_t unit = text[i].unicode();
        const char16_t next = i + 1 < text.size() ? text[i + 1].unicode() : u'\0';
        if (needsEscape(unit) || (unit == u'_' && (next == u'x' || next == u'X')))
            appendEscape(out, unit);
        else if (unit == u'&')
            out += "&amp;";
        else if (unit == u'<')
            out += "&lt;";
        else if (unit == u'>')
            out += "&gt;";
        else
            appendUtf8(out, unit);
    }
    return out;
}

qsizetype unescapeClixml(char16_t *text, qsizetype length)
{
    const char16_t *in = text;
    const char16_t *const end = text + length;
    in = std::find(in, end, u'_');
    char16_t *out = text + (in - text);
    bool surrogates = false;
    while (in < end) {
        const Escape escape = *in == u'_' ? escapeAt(in, end - in) : Escape{};
        if (escape.code >= 0) {
            surrogates = surrogates || (escape.code >= 0xD800 && escape.code <= 0xDFFF);
            out = putCode(out, escape.code);
            in += escape.length;
        } else {
            *out++ = *in++;
        }
    }
    if (surrogates)
        replaceLoneSurrogates(text, out - text);
    return out - text;
}

QString unescapeClixml(QString text)
{
    text.resize(unescapeClixml(reinterpret_cast<char16_t *>(text.data()), text.size()));
    return text;
}

}
