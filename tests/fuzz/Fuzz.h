#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <cstdint>
#include <cstdio>
#include <cstdlib>

// One call per input; what libFuzzer and the replay program drive. Never returns when a property is broken.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size);

namespace passerelle::fuzz {

// A property of the code under test, checked in every build.
inline void require(bool holds, const char *property)
{
    if (holds)
        return;
    std::fprintf(stderr, "broken property: %s\n", property);
    std::abort();
}

inline QByteArrayView view(const std::uint8_t *data, std::size_t size)
{
    return { reinterpret_cast<const char *>(data), static_cast<qsizetype>(size) };
}

// Hands `input` to take(QByteArrayView) in pieces of 1 to 32 bytes; the same input is always cut alike.
template <class Take> void inPieces(QByteArrayView input, Take take)
{
    quint32 state = static_cast<quint32>(input.size()) * 2654435761U + 1;
    while (!input.isEmpty()) {
        state = state * 1664525U + 1013904223U;
        const qsizetype size = qMin<qsizetype>(input.size(), 1 + ((state >> 24) & 31));
        take(input.first(size));
        input = input.sliced(size);
    }
}

}
