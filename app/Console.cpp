#include "app/Console.h"

#include <QCoreApplication>
#include <openssl/crypto.h>

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

static QString readLine()
{
    std::string text;
    if (!std::getline(std::cin, text))
        return {};
    const QString line = QString::fromLocal8Bit(text);
    OPENSSL_cleanse(text.data(), text.size());
    return line.isNull() ? QStringLiteral("") : line;
}

void Console::line(const QString &text)
{
    std::cout << text.toLocal8Bit().constData() << std::endl;
}

void Console::error(const QString &text)
{
    std::cerr << text.toLocal8Bit().constData() << std::endl;
}

QString Console::ask(const QString &question, const QString &suggestion)
{
    std::cout << question.toLocal8Bit().constData();
    if (!suggestion.isEmpty())
        std::cout << " [" << suggestion.toLocal8Bit().constData() << "]";
    std::cout << " " << std::flush;
    const QString answer = readLine();
    return answer.isNull() || !answer.trimmed().isEmpty() ? answer.trimmed() : suggestion;
}

core::Secret Console::askSecret(const QString &question)
{
    std::cout << question.toLocal8Bit().constData() << " " << std::flush;
    const EchoOff silent;
    std::string text;
    std::getline(std::cin, text);
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
