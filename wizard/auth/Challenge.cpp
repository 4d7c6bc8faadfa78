#include "auth/Challenge.h"

#include <QRegularExpression>

namespace passerelle::auth {

namespace {

// A hand-written scanner: quoted strings hold commas and equals signs, and an expression for that is
// unreadable.
class Scanner {
public:
    explicit Scanner(QByteArrayView text)
        : m_text(text)
    {
    }

    bool atEnd() const { return m_at >= m_text.size(); }
    char peek() const { return atEnd() ? '\0' : m_text[m_at]; }

    void skipSpace()
    {
        while (peek() == ' ' || peek() == '\t')
            ++m_at;
    }
    void skipSeparators()
    {
        while (!atEnd() && (isSpace(peek()) || peek() == ','))
            ++m_at;
    }
    bool take(char c)
    {
        if (peek() != c || atEnd())
            return false;
        ++m_at;
        return true;
    }
    QByteArray word()
    {
        return run([](char c) { return !isSpace(c) && c != ',' && c != '=' && c != '"'; });
    }
    QByteArray bare()
    {
        return run([](char c) { return !isSpace(c) && c != ','; });
    }

    // After the opening quote. A missing closing quote ends with the text.
    QByteArray quoted()
    {
        QByteArray out;
        while (!atEnd() && peek() != '"') {
            if (peek() == '\\' && m_at + 1 < m_text.size())
                ++m_at;
            out += m_text[m_at++];
        }
        take('"');
        return out;
    }

    qsizetype position() const { return m_at; }
    void goTo(qsizetype position) { m_at = position; }

private:
    static bool isSpace(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

    template <class Wanted> QByteArray run(Wanted wanted)
    {
        const qsizetype from = m_at;
        while (!atEnd() && wanted(m_text[m_at]))
            ++m_at;
        return m_text.sliced(from, m_at - from).toByteArray();
    }

    QByteArrayView m_text;
    qsizetype m_at = 0;
};

// name=value at this place; nothing, and the scanner stays, when a new scheme begins here.
bool takeParameter(Scanner &scan, Challenge &challenge)
{
    const qsizetype start = scan.position();
    const QByteArray name = scan.word();
    scan.skipSpace();
    if (name.isEmpty() || !scan.take('=')) {
        scan.goTo(start);
        return false;
    }
    scan.skipSpace();
    const QByteArray value = scan.take('"') ? scan.quoted() : scan.bare();
    challenge.params.insert(QString::fromLatin1(name.toLower()), QString::fromUtf8(value));
    return true;
}

// "YII…==" right after the scheme: one run without a quote, followed by a comma or the end.
bool takeToken68(Scanner &scan, Challenge &challenge)
{
    const qsizetype start = scan.position();
    const QByteArray text = scan.bare();
    static const QRegularExpression shape(QStringLiteral("^[A-Za-z0-9._~+/-]+=*$"));
    const bool isParameter = text.contains('=') && !text.endsWith('=');
    scan.skipSpace();
    const bool ends = scan.atEnd() || scan.peek() == ',' || scan.peek() == '\n' || scan.peek() == '\r';
    if (!text.isEmpty() && !isParameter && ends && shape.match(QString::fromLatin1(text)).hasMatch()) {
        challenge.token = QString::fromLatin1(text);
        return true;
    }
    scan.goTo(start);
    return false;
}

void parseLine(const QByteArray &line, QList<Challenge> &out)
{
    Scanner scan(line);
    for (scan.skipSeparators(); !scan.atEnd(); scan.skipSeparators()) {
        if (!out.isEmpty() && takeParameter(scan, out.last()))
            continue;
        Challenge challenge;
        challenge.scheme = QString::fromLatin1(scan.word());
        if (challenge.scheme.isEmpty()) { // stray quote or equals sign
            scan.goTo(scan.position() + 1);
            continue;
        }
        scan.skipSpace();
        takeToken68(scan, challenge);
        out.append(challenge);
    }
}

}

QStringList Challenge::list(const QString &param, QChar separator) const
{
    QStringList out;
    for (const QString &part : params.value(param).split(separator, Qt::SkipEmptyParts))
        out << part.trimmed();
    return out;
}

QList<Challenge> parseChallenges(const QList<QByteArray> &wwwAuthenticate)
{
    QList<Challenge> all;
    for (const QByteArray &line : wwwAuthenticate) {
        QList<Challenge> ofLine; // a parameter never belongs to the scheme of another line
        parseLine(line, ofLine);
        all += ofLine;
    }
    return all;
}

ServerDiagnostics parseDiagnostics(const QByteArray &header)
{
    ServerDiagnostics out;
    const QString text = QString::fromUtf8(header);
    static const QRegularExpression code(QStringLiteral("^\\s*(\\d{1,9})\\s*(?:;|$)"));
    static const QRegularExpression reason(QStringLiteral("reason\\s*=\\s*\"([^\"]*)\""));
    static const QRegularExpression category(QStringLiteral("error_category\\s*=\\s*\"([^\"]*)\""));
    out.code = code.match(text).captured(1).toInt();
    out.reason = reason.match(text).captured(1);
    out.category = category.match(text).captured(1);
    return out;
}

}
