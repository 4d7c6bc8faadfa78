// In place of Acceptor.cpp where there is no MIT Kerberos: such a lab refuses --keytab.
#include "kerberos/Acceptor.h"

namespace lab {

struct Acceptor::Handles {};

QString Acceptor::keytabProblem(const QString &)
{
    return "this lab was built without Kerberos";
}

Acceptor::Acceptor(Demands demands)
    : m_demands(std::move(demands))
{
}

Acceptor::~Acceptor() = default;

QString Acceptor::problem() const
{
    return m_problem;
}

Acceptor::Step Acceptor::step(const QByteArray &, QByteArray *)
{
    m_problem = keytabProblem({});
    return m_done ? Step::Done : Step::Refused;
}

QString Acceptor::principal() const
{
    return {};
}

QString Acceptor::service() const
{
    return {};
}

Acceptor::Sealed Acceptor::wrap(const QByteArray &)
{
    return {};
}

std::optional<QByteArray> Acceptor::unwrap(const Sealed &)
{
    return std::nullopt;
}

}
