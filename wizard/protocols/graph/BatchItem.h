#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QList>

namespace passerelle::graph {

constexpr qsizetype mostBatchItems = 20; // reference cloud.md b.10

// One answer of a $batch, whose outer 200 says nothing about it.
struct BatchItem {
    qsizetype index = 0; // of the request it answers
    int status = 0;
    QJsonObject headers, body;

    QByteArray header(const char *name) const;
};

// The answers in any order; the first one of every request asked, others are passed over.
QList<BatchItem> batchItems(const QJsonObject &answer, qsizetype asked);

}
