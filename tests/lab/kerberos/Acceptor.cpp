#include "kerberos/Acceptor.h"

#include <gssapi/gssapi_ext.h>
#include <gssapi/gssapi_krb5.h>

namespace lab {

namespace {

gss_buffer_desc bufferOf(const QByteArray &bytes)
{
    return {std::size_t(bytes.size()), const_cast<char *>(bytes.constData())};
}

QByteArray takeBytes(gss_buffer_desc *buffer)
{
    const QByteArray bytes(static_cast<const char *>(buffer->value), qsizetype(buffer->length));
    OM_uint32 minor = 0;
    gss_release_buffer(&minor, buffer);
    return bytes;
}

QByteArray takeBytes(const gss_iov_buffer_desc &part)
{
    return QByteArray(static_cast<const char *>(part.buffer.value), qsizetype(part.buffer.length));
}

QString textOf(OM_uint32 status, int kind)
{
    OM_uint32 minor = 0;
    OM_uint32 context = 0;
    gss_buffer_desc text = GSS_C_EMPTY_BUFFER;
    gss_display_status(&minor, status, kind, GSS_C_NO_OID, &context, &text);
    return QString::fromUtf8(takeBytes(&text));
}

QString problemText(OM_uint32 major, OM_uint32 minor)
{
    return textOf(major, GSS_C_GSS_CODE) + ": " + textOf(minor, GSS_C_MECH_CODE);
}

// Credentials to accept with: any key of the file.
OM_uint32 acquire(const QString &keytab, OM_uint32 *minor, gss_cred_id_t *credentials)
{
    const QByteArray file = "FILE:" + keytab.toLocal8Bit();
    gss_key_value_element_desc element = {"keytab", file.constData()};
    const gss_key_value_set_desc store = {1, &element};
    return gss_acquire_cred_from(minor, GSS_C_NO_NAME, GSS_C_INDEFINITE, GSS_C_NO_OID_SET, GSS_C_ACCEPT,
                                 &store, credentials, nullptr, nullptr);
}

QString nameText(gss_name_t name)
{
    OM_uint32 minor = 0;
    gss_buffer_desc text = GSS_C_EMPTY_BUFFER;
    if (!name || GSS_ERROR(gss_display_name(&minor, name, &text, nullptr)))
        return {};
    return QString::fromUtf8(takeBytes(&text));
}

// RFC 2743 section 3.1: 60, length, 06, length, object identifier. That of Kerberos is 1.2.840.113554.1.2.2.
bool isKerberosToken(const QByteArray &token)
{
    static const QByteArray identifier("\x06\x09\x2A\x86\x48\x86\xF7\x12\x01\x02\x02", 11);
    const qsizetype at = token.indexOf(identifier);
    return token.startsWith('\x60') && at >= 2 && at <= 6;
}

}

struct Acceptor::Handles {
    gss_cred_id_t credentials = GSS_C_NO_CREDENTIAL;
    gss_ctx_id_t context = GSS_C_NO_CONTEXT;

    ~Handles()
    {
        OM_uint32 minor = 0;
        gss_delete_sec_context(&minor, &context, GSS_C_NO_BUFFER);
        gss_release_cred(&minor, &credentials);
    }
};

QString Acceptor::keytabProblem(const QString &file)
{
    Handles handles;
    OM_uint32 minor = 0;
    const OM_uint32 major = acquire(file, &minor, &handles.credentials);
    return GSS_ERROR(major) ? problemText(major, minor) : QString();
}

Acceptor::Acceptor(Demands demands)
    : m_demands(std::move(demands))
    , m_handles(std::make_unique<Handles>())
{
}

Acceptor::~Acceptor() = default;

QString Acceptor::problem() const
{
    return m_problem;
}

Acceptor::Step Acceptor::step(const QByteArray &token, QByteArray *answer)
{
    const auto refused = [this](const QString &why) {
        m_problem = why;
        return Step::Refused;
    };
    OM_uint32 minor = 0;
    if (m_handles->credentials == GSS_C_NO_CREDENTIAL) {
        // The scheme Kerberos carries its own tokens; Negotiate carries SPNEGO, and takes bare ones too.
        if (m_demands.mechanism == Mechanism::Kerberos && !isKerberosToken(token))
            return refused("not a Kerberos token");
        const OM_uint32 major = acquire(m_demands.keytab, &minor, &m_handles->credentials);
        if (GSS_ERROR(major))
            return refused(problemText(major, minor));
    }
    gss_buffer_desc input = bufferOf(token);
    gss_buffer_desc output = GSS_C_EMPTY_BUFFER;
    gss_channel_bindings_struct bindings = {};
    bindings.application_data = bufferOf(m_demands.channelBindings);
    OM_uint32 flags = 0;
    const OM_uint32 major =
        gss_accept_sec_context(&minor, &m_handles->context, m_handles->credentials, &input,
                               m_demands.channelBindings.isEmpty() ? GSS_C_NO_CHANNEL_BINDINGS : &bindings,
                               nullptr, nullptr, &output, &flags, nullptr, nullptr);
    const QByteArray reply = takeBytes(&output);
    if (GSS_ERROR(major))
        return refused(problemText(major, minor));
    *answer = reply;
    if (major & GSS_S_CONTINUE_NEEDED)
        return Step::More;
    if (m_demands.bindingsRequired && !(flags & GSS_C_CHANNEL_BOUND_FLAG))
        return refused("no channel bindings");
    m_done = true;
    return Step::Done;
}

QString Acceptor::principal() const
{
    OM_uint32 minor = 0;
    gss_name_t name = GSS_C_NO_NAME;
    if (!m_done
        || GSS_ERROR(gss_inquire_context(&minor, m_handles->context, &name, nullptr, nullptr, nullptr,
                                         nullptr, nullptr, nullptr)))
        return {};
    const QString text = nameText(name);
    gss_release_name(&minor, &name);
    return text;
}

QString Acceptor::service() const
{
    OM_uint32 minor = 0;
    gss_name_t name = GSS_C_NO_NAME;
    if (!m_done
        || GSS_ERROR(gss_inquire_context(&minor, m_handles->context, nullptr, &name, nullptr, nullptr,
                                         nullptr, nullptr, nullptr)))
        return {};
    const QString text = nameText(name);
    gss_release_name(&minor, &name);
    return text;
}

Acceptor::Sealed Acceptor::wrap(const QByteArray &plain)
{
    OM_uint32 minor = 0;
    int encrypted = 0;
    QByteArray data = plain;
    data.detach();
    gss_iov_buffer_desc parts[3] = {};
    parts[0].type = GSS_IOV_BUFFER_TYPE_HEADER | GSS_IOV_BUFFER_FLAG_ALLOCATE;
    parts[1].type = GSS_IOV_BUFFER_TYPE_DATA;
    parts[1].buffer = {std::size_t(data.size()), data.data()};
    parts[2].type = GSS_IOV_BUFFER_TYPE_PADDING | GSS_IOV_BUFFER_FLAG_ALLOCATE;
    const OM_uint32 major =
        gss_wrap_iov(&minor, m_handles->context, 1, GSS_C_QOP_DEFAULT, &encrypted, parts, 3);
    Sealed sealed;
    if (!GSS_ERROR(major) && encrypted)
        sealed = {takeBytes(parts[0]), data + takeBytes(parts[2])};
    gss_release_iov_buffer(&minor, parts, 3);
    return sealed;
}

std::optional<QByteArray> Acceptor::unwrap(const Sealed &sealed)
{
    OM_uint32 minor = 0;
    int encrypted = 0;
    QByteArray header = sealed.header;
    QByteArray data = sealed.data;
    header.detach();
    data.detach();
    gss_iov_buffer_desc parts[3] = {};
    parts[0].type = GSS_IOV_BUFFER_TYPE_HEADER;
    parts[0].buffer = {std::size_t(header.size()), header.data()};
    parts[1].type = GSS_IOV_BUFFER_TYPE_DATA;
    parts[1].buffer = {std::size_t(data.size()), data.data()};
    parts[2].type = GSS_IOV_BUFFER_TYPE_PADDING;
    const OM_uint32 major = gss_unwrap_iov(&minor, m_handles->context, &encrypted, nullptr, parts, 3);
    if (major != GSS_S_COMPLETE
        || !encrypted) { // a gap or a repetition is no error of GSSAPI, but it is ours
        m_problem = major == GSS_S_COMPLETE ? QString("not encrypted") : problemText(major, minor);
        return std::nullopt;
    }
    return takeBytes(parts[1]);
}

}
