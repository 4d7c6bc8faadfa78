#pragma once

#include "protocols/graph/GraphCall.h"

namespace passerelle::graph {

// One call whose answer is one value.
template <class T> class MappedCall : public core::OperationOf<T> {
public:
    using Parse = std::function<core::Result<T>(const QJsonObject &)>;

    MappedCall(GraphCall *call, Parse parse)
        : m_call(call)
        , m_parse(std::move(parse))
    {
        m_call->setParent(this);
    }

protected:
    void doStart() override
    {
        core::run(m_call.data(), this, [this](const core::Result<QJsonObject> &answer) {
            this->finishWith(answer ? m_parse(*answer) : core::Result<T>(answer.failure()));
        });
    }
    void doCancel() override
    {
        if (m_call)
            m_call->cancel();
    }

private:
    QPointer<GraphCall> m_call;
    Parse m_parse;
};

// A collection, page after page. The address of the next page passes the host check like any other.
template <class T> class ListCall : public core::OperationOf<QList<T>> {
public:
    using Ask = std::function<GraphCall *(const QUrl &)>;

    ListCall(QUrl first, Ask ask, T (*parse)(const QJsonObject &))
        : m_next(std::move(first))
        , m_ask(std::move(ask))
        , m_parse(parse)
    {
    }

protected:
    void doStart() override { askNext(); }
    void doCancel() override
    {
        if (m_call)
            m_call->cancel();
    }

private:
    static constexpr int maxPages = 50;

    void askNext()
    {
        ++m_pages;
        m_call = core::run(m_ask(m_next), this, [this](const core::Result<QJsonObject> &answer) {
            if (!answer) {
                this->fail(answer.failure());
                return;
            }
            for (const QJsonValue entry : (*answer)[QLatin1String("value")].toArray())
                m_found << m_parse(entry.toObject());
            m_next = QUrl((*answer)[QLatin1String("@odata.nextLink")].toString(), QUrl::StrictMode);
            if (m_next.isEmpty())
                this->succeed(m_found);
            else if (m_pages == maxPages)
                this->fail(
                    { core::FailureCode::UnknownGraph, {}, QStringLiteral("list without end"), false });
            else if (this->isCancelling())
                this->fail({ core::FailureCode::Cancelled, {}, {}, true });
            else
                askNext();
        });
    }

    QUrl m_next;
    Ask m_ask;
    T (*m_parse)(const QJsonObject &);
    QPointer<GraphCall> m_call;
    QList<T> m_found;
    int m_pages = 0;
};

}
