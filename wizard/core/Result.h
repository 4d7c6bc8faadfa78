#pragma once

#include "core/Failure.h"

#include <utility>
#include <variant>

namespace passerelle::core {

// The outcome of an operation: a value or a Failure, never both (std::expected needs C++23).
template <class T>
class [[nodiscard]] Result {
public:
    Result(T value) : m_outcome(std::in_place_index<0>, std::move(value)) {}
    Result(Failure failure) : m_outcome(std::in_place_index<1>, std::move(failure)) {}

    explicit operator bool() const { return m_outcome.index() == 0; }
    const T &value() const & { return std::get<0>(m_outcome); }
    T &value() & { return std::get<0>(m_outcome); }
    T &&value() && { return std::get<0>(std::move(m_outcome)); }
    const Failure &failure() const { return std::get<1>(m_outcome); }

    const T &operator*() const { return value(); }
    const T *operator->() const { return &value(); }

private:
    std::variant<T, Failure> m_outcome;
};

struct Nothing {};
using Outcome = Result<Nothing>;

}
