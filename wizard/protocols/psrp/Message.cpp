#include "protocols/psrp/Message.h"

#include "protocols/psrp/Guid.h"

#include <QtEndian>

namespace passerelle::psrp {

QByteArray Message::toBytes() const
{
    QByteArray bytes(8, Qt::Uninitialized);
    qToLittleEndian(static_cast<quint32>(destination), bytes.data());
    qToLittleEndian(static_cast<quint32>(type), bytes.data() + 4);
    return bytes + guidToBytes(poolId) + guidToBytes(pipelineId) + data;
}

std::optional<Message> Message::fromBytes(const QByteArray &bytes)
{
    if (bytes.size() < headerSize)
        return std::nullopt;
    const QByteArrayView view(bytes);
    Message message;
    message.destination = static_cast<Destination>(qFromLittleEndian<quint32>(bytes.constData()));
    message.type = static_cast<MessageType>(qFromLittleEndian<quint32>(bytes.constData() + 4));
    message.poolId = guidFromBytes(view.sliced(8, 16));
    message.pipelineId = guidFromBytes(view.sliced(24, 16));
    message.data = bytes.sliced(headerSize);
    return message;
}

}
