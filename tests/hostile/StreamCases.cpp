#include "Cases.h"

#include <QtEndian>

namespace passerelle::test {

namespace {

enum Type : quint32 {
    Output = 0x00041004,
    Error = 0x00041005,
    State = 0x00041006,
    Warning = 0x00041009,
    Progress = 0x00041010,
    HostCall = 0x00041100,
    Unknown = 0x00049999,
};
constexpr qsizetype answerSize = 540'000; // decoded bytes of one answer, below the limit of a body

QByteArray fragment(quint64 object, quint64 number, char flags, const QByteArray &blob, qint64 length = -1)
{
    QByteArray head(21, '\0');
    qToBigEndian(object, head.data());
    qToBigEndian(number, head.data() + 8);
    head[16] = flags;
    qToBigEndian(quint32(length < 0 ? blob.size() : length), head.data() + 17);
    return head + blob;
}

FakeExchange::Script stream(const QByteArray &bytes, bool done = false)
{
    return onReceive([bytes, done](const WsmanSeen &request) { return wire::receive(request, bytes, done); });
}

FakeExchange::Script message(quint32 type, const QByteArray &xml, bool thenCompleted = true)
{
    QList<QByteArray> messages{ wire::message(type, xml) };
    if (thenCompleted)
        messages.append(wire::pipelineState(4));
    return stream(wire::fragments(messages), thenCompleted);
}

// The same message again and again, answer after answer.
FakeExchange::Script endless(quint32 type, const QByteArray &xml)
{
    const QByteArray one = wire::fragments({ wire::message(type, xml) });
    return stream(one.repeated(qMax<qsizetype>(1, answerSize / one.size())));
}

// One message that goes on, fragment after fragment, answer after answer.
FakeExchange::Script endlessMessage(qsizetype blobSize, bool restart)
{
    auto number = std::make_shared<quint64>(0);
    return onReceive([=](const WsmanSeen &request) {
        QByteArray bytes;
        while (bytes.size() < qMin<qsizetype>(answerSize, 60'000 * (21 + blobSize))) {
            const bool first = *number == 0 || restart;
            bytes += fragment(restart ? ++*number : 1, restart ? 0 : (*number)++, first ? 1 : 0,
                              QByteArray(blobSize, 'x'));
        }
        return wire::receive(request, bytes, false);
    });
}

void addFragments(HostileCases &cases)
{
    cases["gigabyte-fragment"] = stream(fragment(1, 0, 3, {}, 0x40000000));
    cases["negative-fragment"] = stream(fragment(1, 0, 3, "x", 0xFFFFFFFF));
    cases["object-zero"] = stream(fragment(0, 0, 3, "x"));
    cases["out-of-order"] = stream(fragment(1, 0, 1, "a") + fragment(1, 2, 2, "b"));
    cases["interleaved"] = stream(fragment(1, 0, 1, "a") + fragment(2, 1, 0, "b") + fragment(1, 1, 2, "c")
                                  + fragment(2, 2, 2, "d"));
    cases["duplicate-fragment"] =
        stream(fragment(1, 0, 1, "a") + fragment(1, 1, 0, "b") + fragment(1, 1, 0, "b"));
    cases["no-start"] = stream(fragment(1, 0, 2, "a"));
    cases["endless-empty-fragments"] = endlessMessage(0, false);
    cases["endless-message"] = endlessMessage(32'768, false);
    cases["endless-restarts"] = endlessMessage(1000, true);
    cases["done-in-the-middle"] = stream(fragment(1, 0, 1, "a"), true);
    cases["short-message"] = stream(wire::fragments({ "short" }));
}

QByteArray manyProperties(const QByteArray &around, int count)
{
    QByteArray properties;
    for (int i = 0; i < count; ++i)
        properties += "<S N=\"p" + QByteArray::number(i) + "\"/>";
    return QByteArray(around).replace("HERE", properties);
}

// Objects that each hold ten references to the one before: small, until somebody unfolds them.
QByteArray referenceBomb()
{
    QByteArray xml = "<Obj RefId=\"0\"><LST><Obj RefId=\"1\"><S>x</S></Obj>";
    for (int i = 2; i < 40; ++i)
        xml += "<Obj RefId=\"" + QByteArray::number(i) + "\"><LST>"
            + QByteArray("<Ref RefId=\"" + QByteArray::number(i - 1) + "\"/>").repeated(10) + "</LST></Obj>";
    return xml + "</LST></Obj>";
}

void addClixml(HostileCases &cases)
{
    cases["deep-objects"] = message(Output, QByteArray("<Obj><LST>").repeated(20'000));
    cases["deep-lists"] = message(Output, QByteArray("<LST>").repeated(100'000));
    cases["wide-list"] = message(Output, "<LST>" + QByteArray("<S/>").repeated(60'000) + "</LST>");
    cases["doctype"] = message(Output, "<!DOCTYPE a [<!ENTITY b 'c'>]><S>&b;</S>");
    cases["not-xml"] = message(Output, "hello");
    cases["long-property-name"] =
        message(Output, "<Obj><MS><S N=\"" + QByteArray(5000, 'n') + "\"/></MS></Obj>");
    cases["error-of-many-properties"] = message(Error, manyProperties("<Obj><MS>HERE</MS></Obj>", 25'000));
    cases["state-of-many-properties"] = message(
        State, manyProperties("<Obj><MS><I32 N=\"PipelineState\">5</I32>HERE</MS></Obj>", 25'000), false);
    cases["reference-bomb"] = message(Output, referenceBomb());
    cases["self-base"] = message(Output, "<Obj RefId=\"0\"><Ref RefId=\"0\"/></Obj>");
    cases["self-list"] = message(Output, "<Obj RefId=\"0\"><LST><Ref RefId=\"0\"/><S>x</S></LST></Obj>");
    cases["state-out-of-range"] =
        message(State, "<Obj><MS><I32 N=\"PipelineState\">99999999999999999999</I32></MS></Obj>", false);
    cases["largest-text"] = message(Output, "<S>" + QByteArray(500'000, 'x') + "</S>");
}

void addFloods(HostileCases &cases)
{
    const QByteArray text = "<S>" + QByteArray(3000, 'x') + "</S>";
    cases["endless-output"] = endless(Output, text);
    cases["endless-small-output"] = endless(Output, "<S/>");
    cases["endless-wide-output"] = endless(Output, "<LST>" + QByteArray("<S/>").repeated(28'000) + "</LST>");
    cases["endless-null-output"] = endless(Output, {});
    cases["endless-errors"] = endless(Error, "<Obj><ToString>" + QByteArray(3000, 'x') + "</ToString></Obj>");
    cases["endless-warnings"] =
        endless(Warning, "<Obj><ToString>" + QByteArray(3000, 'x') + "</ToString></Obj>");
    cases["endless-progress"] = endless(Progress, text);
    cases["endless-unknown"] = endless(Unknown, text);
    cases["endless-host-calls"] =
        endless(HostCall,
                "<Obj><MS><I64 N=\"ci\">1</I64><Obj "
                "N=\"mi\"><ToString>GetName</ToString><I32>1</I32></Obj></MS></Obj>");
    cases["unknown-type"] = message(Unknown, "<S>from the future</S>");
}

}

HostileCases streamCases()
{
    HostileCases cases;
    addFragments(cases);
    addClixml(cases);
    addFloods(cases);
    return cases;
}

}
