#pragma once

#include <algorithm>
#include <cstdio>
#include <vector>

namespace passerelle::benchmarks {

// One line of figures (DESIGN section 4).
inline void print(const char *name, double ours, double reference, const char *unit)
{
    std::printf("{\"name\":\"%s\",\"ours\":%.3f,\"reference\":%.3f,\"ratio\":%.3f,\"unit\":\"%s\"}\n", name, ours, reference,
                reference > 0 ? ours / reference : 0.0, unit);
    std::fflush(stdout);
}

inline double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values.empty() ? 0 : values[values.size() / 2];
}

}
