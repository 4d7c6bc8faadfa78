#include "lab/test/GssClient.h"

#include <QRegularExpression>
#include <QtEndian>

#include <gssapi/gssapi_ext.h>
#include <gssapi/gssapi_krb5.h>

namespace {
gss_buffer_desc bufferOf(const QByteArray &bytes)
{
    return { std::size_t(bytes.size()), const_cast<char *>(bytes.constData()) };
}

gss_OID_desc spnegoMechanism = { 6, const_cast<char *>("\x2B\x06\x01\x05\x05\x02") };
}

struct GssClient::State {
    gss_ctx_id_t context = GSS_C_NO_CONTEXT;
    gss_name_t name = GSS_C_NO_NAME;
    bool spnego = false;
    bool established = false;
    QByteArray bindings;
    QString problem;

    ~State()
    {
        OM_uint32 minor = 0;
        gss_delete_sec_context(&minor, &context, GSS_C_NO_BUFFER);
        gss_release_name(&minor, &name);
    }
};

GssClient::GssClient(const QByteArray &service, bool spnego, const QByteArray &bindings)
    : m_state(std::make_unique<State>())
{
    OM_uint32 minor = 0;
    gss_buffer_desc text = bufferOf(service);
    gss_import_name(&minor, &text, GSS_C_NT_HOSTBASED_SERVICE, &m_state->name);
    m_state->spnego = spnego;
    m_state->bindings = bindings;
}

GssClient::~GssClient() = default;

QByteArray GssClient::step(const QByteArray &token)
{
    OM_uint32 minor = 0;
    gss_buffer_desc input = bufferOf(token);
    gss_buffer_desc output = GSS_C_EMPTY_BUFFER;
    gss_channel_bindings_struct bindings = {};
    bindings.application_data = bufferOf(m_state->bindings);
    const OM_uint32 major = gss_init_sec_context(
        &minor, GSS_C_NO_CREDENTIAL, &m_state->context, m_state->name,
        m_state->spnego ? &spnegoMechanism : const_cast<gss_OID>(gss_mech_krb5),
        GSS_C_MUTUAL_FLAG | GSS_C_REPLAY_FLAG | GSS_C_SEQUENCE_FLAG | GSS_C_CONF_FLAG | GSS_C_INTEG_FLAG, 0,
        m_state->bindings.isEmpty() ? GSS_C_NO_CHANNEL_BINDINGS : &bindings, &input, nullptr, &output, nullptr,
        nullptr);
    const QByteArray answer(static_cast<const char *>(output.value), qsizetype(output.length));
    gss_release_buffer(&minor, &output);
    if (GSS_ERROR(major))
        m_state->problem = QString::number(major, 16);
    m_state->established = major == GSS_S_COMPLETE;
    return answer;
}

bool GssClient::established() const
{
    return m_state->established;
}

QString GssClient::problem() const
{
    return m_state->problem;
}

QByteArray GssClient::contentType() const
{
    return QByteArray("multipart/encrypted;protocol=\"application/HTTP-") + (m_state->spnego ? "SPNEGO" : "Kerberos")
        + "-session-encrypted\";boundary=\"Encrypted Boundary\"";
}

QByteArray GssClient::seal(const QByteArray &plain)
{
    // The way without IOV of psrp.md 3.3: turn the token right by 28 behind its 16 bytes and say so in RRC.
    OM_uint32 minor = 0;
    gss_buffer_desc input = bufferOf(plain);
    gss_buffer_desc output = GSS_C_EMPTY_BUFFER;
    gss_wrap(&minor, m_state->context, 1, GSS_C_QOP_DEFAULT, &input, nullptr, &output);
    const QByteArray token(static_cast<const char *>(output.value), qsizetype(output.length));
    gss_release_buffer(&minor, &output);
    QByteArray turned = token.left(16) + token.right(28) + token.mid(16, token.size() - 44);
    turned[6] = 0;
    turned[7] = 28;
    QByteArray size(4, '\0');
    qToLittleEndian(quint32(60), size.data());
    const QByteArray protocol = m_state->spnego ? "SPNEGO" : "Kerberos";
    return "--Encrypted Boundary\r\n\tContent-Type: application/HTTP-" + protocol
        + "-session-encrypted\r\n\tOriginalContent: type=application/soap+xml;charset=UTF-8;Length="
        + QByteArray::number(plain.size())
        + "\r\n--Encrypted Boundary\r\n\tContent-Type: application/octet-stream\r\n" + size + turned
        + "--Encrypted Boundary--\r\n";
}

std::optional<QByteArray> GssClient::open(const QByteArray &body)
{
    static const QRegularExpression head("^-- ?Encrypted Boundary\r\n\tContent-Type: ([^\r]+)\r\n\tOriginalContent: "
                                         "type=application/soap\\+xml;charset=UTF-8;Length=(\\d+)\r\n-- ?Encrypted "
                                         "Boundary\r\n\tContent-Type: application/octet-stream\r\n");
    const auto found = head.match(QString::fromLatin1(body.left(400)));
    const qsizetype tail = body.lastIndexOf("--", body.size() - 6);
    if (!found.hasMatch() || tail < 0)
        return std::nullopt;
    const QByteArray sealed = body.mid(found.capturedEnd(), tail - found.capturedEnd());
    if (sealed.size() < 64 || qFromLittleEndian<quint32>(sealed.constData()) != 60)
        return std::nullopt;
    OM_uint32 minor = 0;
    const QByteArray token = sealed.mid(4);
    gss_buffer_desc input = bufferOf(token);
    gss_buffer_desc output = GSS_C_EMPTY_BUFFER;
    const OM_uint32 major = gss_unwrap(&minor, m_state->context, &input, &output, nullptr, nullptr);
    const QByteArray plain(static_cast<const char *>(output.value), qsizetype(output.length));
    gss_release_buffer(&minor, &output);
    if (major != GSS_S_COMPLETE || plain.size() != found.captured(2).toInt())
        return std::nullopt;
    return plain;
}
