#include "net/Inflate.h"

#include <zlib.h>

namespace passerelle::net {

namespace {

constexpr qsizetype highestRatio = 100;
constexpr qsizetype ratioFreeSize = 4096; // tiny bodies may repeat themselves more
constexpr int anyHeader = 32; // added to the window bits: gzip or zlib, as found

struct Stream {
    z_stream z{};
    bool ready = inflateInit2(&z, MAX_WBITS + anyHeader) == Z_OK;
    Stream() = default;
    Stream(const Stream &) = delete;
    Stream &operator=(const Stream &) = delete;
    ~Stream() { inflateEnd(&z); }
};

}

std::optional<QByteArray> inflate(const QByteArray &compressed, qsizetype limit)
{
    Stream stream;
    if (!stream.ready)
        return std::nullopt;
    const qsizetype allowed = qMin(limit, qMax(ratioFreeSize, compressed.size() * highestRatio));
    QByteArray input = compressed; // zlib takes a pointer to non-const
    stream.z.next_in = reinterpret_cast<Bytef *>(input.data());
    stream.z.avail_in = static_cast<uInt>(input.size());
    QByteArray out;
    char block[16 * 1024];
    int status = Z_OK;
    while (status == Z_OK) {
        stream.z.next_out = reinterpret_cast<Bytef *>(block);
        stream.z.avail_out = sizeof block;
        status = ::inflate(&stream.z, Z_NO_FLUSH);
        out.append(block, static_cast<qsizetype>(sizeof block - stream.z.avail_out));
        if (out.size() > allowed)
            return std::nullopt;
        if (status == Z_OK && stream.z.avail_in == 0 && stream.z.avail_out != 0)
            break; // cut short
    }
    if (status != Z_STREAM_END)
        return std::nullopt;
    return out;
}

}
