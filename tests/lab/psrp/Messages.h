#pragma once

#include <QByteArray>
#include <QUuid>

#include <optional>

namespace lab {

enum class MessageType : quint32 {
    SessionCapability = 0x00010002,
    InitRunspacePool = 0x00010004,
    PublicKey = 0x00010005,
    EncryptedSessionKey = 0x00010006,
    ConnectRunspacePool = 0x00010008,
    SetMaxRunspaces = 0x00021002,
    SetMinRunspaces = 0x00021003,
    RunspaceAvailability = 0x00021004,
    RunspacePoolState = 0x00021005,
    CreatePipeline = 0x00021006,
    GetAvailableRunspaces = 0x00021007,
    ApplicationPrivateData = 0x00021009,
    PipelineInput = 0x00041002,
    EndOfPipelineInput = 0x00041003,
    PipelineOutput = 0x00041004,
    ErrorRecord = 0x00041005,
    PipelineState = 0x00041006,
    WarningRecord = 0x00041009,
    ProgressRecord = 0x00041010,
    PipelineHostCall = 0x00041100,
    PipelineHostResponse = 0x00041101,
};

struct Message {
    quint32 destination = 0; // 1 client, 2 server
    MessageType type = MessageType::SessionCapability;
    QUuid pool;
    QUuid pipeline;
    QByteArray data; // CLIXML
};

// Empty when shorter than its header or not addressed to the server.
std::optional<Message> readMessage(const QByteArray &bytes);

// 40-byte header (little-endian, GUIDs in .NET order), a byte order mark when wanted, then the text.
QByteArray writeMessage(MessageType type, const QUuid &pool, const QUuid &pipeline, const QByteArray &data,
                        bool mark);

}
