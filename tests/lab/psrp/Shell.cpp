#include "psrp/Shell.h"

namespace lab {

namespace {
// One counter for the whole worker process, as Exchange does: the first session does not begin at 1.
quint64 objectCounter = 2663;
}

Shell::Shell(const QString &shellId, const QString &owner, QObject *parent)
    : QObject(parent)
    , id(shellId)
    , user(owner)
{
}

ShellCommand *Shell::command(const QString &commandId) const
{
    return m_commands.value(commandId.toUpper());
}

ShellCommand *Shell::addCommand(const QString &commandId)
{
    auto *command = new ShellCommand(commandId.toUpper(), this);
    m_commands.insert(command->id, command);
    return command;
}

void Shell::removeCommand(const QString &commandId)
{
    if (ShellCommand *command = m_commands.take(commandId.toUpper()))
        command->deleteLater();
}

void Shell::send(ShellCommand *command, MessageType type, const QByteArray &text)
{
    const QUuid poolId = type == MessageType::SessionCapability ? QUuid() : pool;
    const QUuid pipeline = command ? command->uuid() : QUuid();
    const QByteArray message = writeMessage(type, poolId, pipeline, text, byteOrderMark);
    const qsizetype room = (maximumEnvelope - 2500) / 4 * 3 - 21;
    qsizetype largest = std::min<qsizetype>(room, 32768 - 21);
    if (fragmentSize > 0)
        largest = fragmentSize;
    const QList<QByteArray> fragments =
        cutIntoFragments(objectCounter++, message, std::max<qsizetype>(largest, 1));
    (command ? command->output : output).push(fragments);
}

}
