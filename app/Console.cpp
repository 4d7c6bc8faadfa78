#include "app/Console.h"

#include "app/Interrupt.h"
#include "core/Scrub.h"

#include <QCoreApplication>
#include <openssl/crypto.h>

#include <cerrno>
#include <cstdio>
#include <iostream>
#include <string>

#ifdef Q_OS_WIN
#include <io.h>
#include <windows.h>
#else
#include <termios.h>
#include <unistd.h>
#endif

namespace passerelle::app {

// Keeps what is typed off the screen while it lives.
class EchoOff {
public:
#ifdef Q_OS_WIN
    EchoOff() : m_input(GetStdHandle(STD_INPUT_HANDLE))
    {
        m_changed = GetConsoleMode(m_input, &m_mode) && SetConsoleMode(m_input, m_mode & ~DWORD(ENABLE_ECHO_INPUT));
    }
    ~EchoOff()
    {
        if (m_changed)
            SetConsoleMode(m_input, m_mode);
    }

private:
    HANDLE m_input;
    DWORD m_mode = 0;
#else
    EchoOff()
    {
        m_changed = tcgetattr(STDIN_FILENO, &m_mode) == 0;
        termios silent = m_mode;
        silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        m_changed = m_changed && tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent) == 0;
    }
    ~EchoOff()
    {
        if (m_changed)
            tcsetattr(STDIN_FILENO, TCSAFLUSH, &m_mode);
    }

private:
    termios m_mode {};
#endif
    bool m_changed = false;
};

// False at the end of the input and after Ctrl+C. The bytes are read one by one and kept nowhere else: a password must
// not stay behind in a buffer.
static bool takeLine(std::string &text)
{
#ifdef Q_OS_WIN
    return bool(std::getline(std::cin, text)) && !Interrupt::requested();
#else
    text.reserve(256);
    char byte = 0;
    while (!Interrupt::requested()) {
        const ssize_t n = read(STDIN_FILENO, &byte, 1);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return n == 0 && !text.empty();
        if (byte == '\n')
            return true;
        text += byte;
    }
    return false;
#endif
}

static QString readLine()
{
    std::string text;
    if (!takeLine(text))
        return {};
    const QString line = QString::fromLocal8Bit(text);
    OPENSSL_cleanse(text.data(), text.size());
    return line.isNull() ? QStringLiteral("") : line;
}

// What a server said may be inside, and a terminal carries out what it is shown.
static QByteArray shown(const QString &text)
{
    constexpr qsizetype longest = 64 * 1024;
    return core::displayable(text, longest).toLocal8Bit();
}

void Console::line(const QString &text)
{
    std::cout << shown(text).constData() << std::endl;
}

void Console::error(const QString &text)
{
    std::cerr << shown(text).constData() << std::endl;
}

QString Console::ask(const QString &question, const QString &suggestion)
{
    std::cout << shown(question).constData();
    if (!suggestion.isEmpty())
        std::cout << " [" << shown(suggestion).constData() << "]";
    std::cout << " " << std::flush;
    const QString answer = readLine();
    return answer.isNull() || !answer.trimmed().isEmpty() ? answer.trimmed() : suggestion;
}

core::Secret Console::askSecret(const QString &question)
{
    std::cout << question.toLocal8Bit().constData() << " " << std::flush;
    const EchoOff silent;
    std::string text;
    takeLine(text);
    std::cout << std::endl;
    core::Secret secret(QString::fromLocal8Bit(text).toUtf8());
    OPENSSL_cleanse(text.data(), text.size());
    return secret;
}

bool Console::confirm(const QString &question)
{
    //: The letters that mean yes in the console, in lower case
    const QString yes = QCoreApplication::translate("Console", "y");
    const QString answer = ask(question).toLower();
    return answer == yes || answer == QCoreApplication::translate("Console", "yes");
}

bool Console::isInteractive()
{
#ifdef Q_OS_WIN
    return _isatty(_fileno(stdin)) != 0;
#else
    return isatty(STDIN_FILENO) != 0;
#endif
}

}
