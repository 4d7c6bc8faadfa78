#pragma once

#include <QByteArray>
#include <QUuid>

#include <optional>

namespace passerelle::psrp {

// The types of reference psrp.md 7.3. A server may send others; they are skipped.
enum class MessageType : quint32 {
    SessionCapability = 0x00010002,
    InitRunspacePool = 0x00010004,
    PublicKey = 0x00010005,
    EncryptedSessionKey = 0x00010006,
    PublicKeyRequest = 0x00010007,
    ConnectRunspacePool = 0x00010008,
    SetMaxRunspaces = 0x00021002,
    SetMinRunspaces = 0x00021003,
    RunspaceAvailability = 0x00021004,
    RunspacePoolState = 0x00021005,
    CreatePipeline = 0x00021006,
    GetAvailableRunspaces = 0x00021007,
    UserEvent = 0x00021008,
    ApplicationPrivateData = 0x00021009,
    GetCommandMetadata = 0x0002100A,
    RunspacePoolInitData = 0x0002100B,
    ResetRunspaceState = 0x0002100C,
    RunspacePoolHostCall = 0x00021100,
    RunspacePoolHostResponse = 0x00021101,
    PipelineInput = 0x00041002,
    EndOfPipelineInput = 0x00041003,
    PipelineOutput = 0x00041004,
    ErrorRecord = 0x00041005,
    PipelineState = 0x00041006,
    DebugRecord = 0x00041007,
    VerboseRecord = 0x00041008,
    WarningRecord = 0x00041009,
    ProgressRecord = 0x00041010,
    InformationRecord = 0x00041011,
    PipelineHostCall = 0x00041100,
    PipelineHostResponse = 0x00041101,
};

enum class Destination : quint32 { Client = 1, Server = 2 };

// One PSRP message: a header of 40 bytes and CLIXML.
struct Message {
    static constexpr qsizetype headerSize = 40;

    Destination destination = Destination::Server;
    MessageType type = MessageType::SessionCapability;
    QUuid poolId;
    QUuid pipelineId; // null for messages of the pool
    QByteArray data;

    QByteArray toBytes() const;
    static std::optional<Message> fromBytes(const QByteArray &bytes); // nullopt when shorter than the header
};

}
