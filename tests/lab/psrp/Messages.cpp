#include "psrp/Messages.h"

#include <QtEndian>

namespace lab {

namespace {
constexpr qsizetype headerSize = 40;

QByteArray dotNetOrder(QByteArray guid)
{
    std::reverse(guid.begin(), guid.begin() + 4);
    std::reverse(guid.begin() + 4, guid.begin() + 6);
    std::reverse(guid.begin() + 6, guid.begin() + 8);
    return guid;
}
}

std::optional<Message> readMessage(const QByteArray &bytes)
{
    if (bytes.size() < headerSize)
        return std::nullopt;
    Message message;
    message.destination = qFromLittleEndian<quint32>(bytes.constData());
    message.type = MessageType(qFromLittleEndian<quint32>(bytes.constData() + 4));
    message.pool = QUuid::fromRfc4122(dotNetOrder(bytes.mid(8, 16)));
    message.pipeline = QUuid::fromRfc4122(dotNetOrder(bytes.mid(24, 16)));
    message.data = bytes.mid(headerSize);
    if (message.data.startsWith("\xEF\xBB\xBF"))
        message.data.remove(0, 3);
    if (message.destination != 2)
        return std::nullopt;
    return message;
}

QByteArray writeMessage(MessageType type, const QUuid &pool, const QUuid &pipeline, const QByteArray &data,
                        bool mark)
{
    QByteArray header(8, '\0');
    qToLittleEndian(quint32(1), header.data());
    qToLittleEndian(quint32(type), header.data() + 4);
    return header + dotNetOrder(pool.toRfc4122()) + dotNetOrder(pipeline.toRfc4122())
        + (mark ? QByteArray("\xEF\xBB\xBF") : QByteArray()) + data;
}

}
