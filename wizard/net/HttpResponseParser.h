#pragma once

#include "net/HttpMessage.h"

#include <QByteArray>
#include <QString>

namespace passerelle::net {

// Reads one HTTP/1.1 response from bytes that arrive in any portions (RFC 9112). Interim 1xx responses are
// skipped. It never allocates by what a header promises.
class HttpResponseParser {
public:
    struct Limits {
        qsizetype head = 64 * 1024; // status lines and headers, interim ones and trailers included
        qsizetype body = 4 * 1024 * 1024; // before and after inflating
    };
    enum class State { Head, Body, Done, Failed };

    explicit HttpResponseParser(QByteArrayView requestMethod)
        : HttpResponseParser(requestMethod, Limits{})
    {
    }
    HttpResponseParser(QByteArrayView requestMethod, const Limits &limits);

    State
    feed(QByteArrayView bytes); // bytes behind the end of the response make it fail to keep the connection
    State finish(); // the server closed the connection
    State state() const { return m_state; }

    HttpResponse takeResponse() { return std::move(m_response); } // Done
    bool keepsAlive() const { return m_keepAlive; } // Done: the connection may carry another request
    bool tooLarge() const { return m_tooLarge; } // Failed: because of a limit
    const QString &error() const { return m_error; }
    bool started() const { return m_started; } // at least one byte arrived

private:
    enum class Framing { None, Length, Chunked, UntilClose };
    enum class Chunk { Size, Data, DataEnd, Trailer };

    void readLines();
    void readBody();
    void readChunked();
    bool takeLine(QByteArray &line);
    void headLine(const QByteArray &line);
    void statusLine(const QByteArray &line);
    void headerLine(const QByteArray &line);
    void headComplete();
    void chooseFraming();
    void chunkLine(const QByteArray &line);
    qsizetype takeBody(qsizetype wanted);
    void complete();
    void fail(const char *reason, bool large = false);

    Limits m_limits;
    bool m_headRequest;
    State m_state = State::Head;
    Framing m_framing = Framing::None;
    Chunk m_chunk = Chunk::Size;
    HttpResponse m_response;
    QByteArray m_buffer; // not consumed yet
    qsizetype m_headSize = 0;
    qsizetype m_left = 0; // of the body or of the current chunk
    bool m_haveStatus = false;
    bool m_keepAlive = true;
    bool m_tooLarge = false;
    bool m_started = false;
    QString m_error;
};

}
