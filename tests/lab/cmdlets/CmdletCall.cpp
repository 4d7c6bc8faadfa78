#include "cmdlets/Cmdlet.h"

namespace lab {

CmdletCall::CmdletCall(World &w, CmdletSession &s, const Cmdlet &c, QJsonObject p, QString dc,
                       CmdletOutcome &o)
    : world(w)
    , session(s)
    , cmdlet(c)
    , parameters(std::move(p))
    , controller(std::move(dc))
    , m_outcome(o)
{
}

QJsonObject CmdletCall::require(const QString &collection, const QString &identity) const
{
    int matches = 0;
    const auto object = world.directory.find(collection, identity, controller, &matches);
    if (matches > 1)
        fail(exception::ambiguous,
             "The operation couldn't be performed because '" + identity + "' matches multiple entries.");
    if (!object)
        notFound(identity);
    return *object;
}

QList<QJsonObject> CmdletCall::wanted(const QString &collection) const
{
    // An empty identity returns everything, as the documentation warns.
    const QString identity = text("Identity");
    if (identity.isEmpty())
        return all(collection);
    return {require(collection, identity)};
}

void CmdletCall::write(const QString &shape, const QJsonObject &object)
{
    bool limited = false;
    const int most = text("ResultSize").toInt(&limited); // "Unlimited" is not a number
    if (limited && m_outcome.output.size() >= most) {
        const QString warning =
            "There are more results available than are currently displayed. To view them, "
            "increase the value for the ResultSize parameter.";
        if (!m_outcome.warnings.contains(warning))
            m_outcome.warnings << warning;
        return;
    }
    m_outcome.output.append(shaped(shape, object, controller));
}

void CmdletCall::insert(const QString &collection, const QJsonObject &object)
{
    world.directory.insert(collection, object, controller, world.number("replicationDelay"));
    m_outcome.changed = true;
}

void CmdletCall::change(const QString &collection, const QString &guid, const QJsonObject &changes)
{
    QJsonObject all = changes;
    all.insert("WhenChangedUTC", QDateTime::currentDateTimeUtc().toString(Qt::ISODate));
    m_outcome.changed =
        world.directory.change(collection, guid, all, controller, world.number("replicationDelay"));
}

void CmdletCall::remove(const QString &collection, const QString &guid)
{
    m_outcome.changed = world.directory.remove(collection, guid);
}

void CmdletCall::fail(const QString &exception, const QString &message) const
{
    throw CmdletFailure{exchangeError(cmdlet, exception, message)};
}

void CmdletCall::notFound(const QString &identity) const
{
    fail(exception::notFound,
         "The operation couldn't be performed because object '" + identity + "' couldn't be found on '"
             + controller + "'.");
}

}
