#include "Cases.h"

namespace passerelle::test {

namespace {

constexpr quint32 timedOut = 2150858793;

FakeExchange::Script body(const QByteArray &xml)
{
    return onReceive([xml](const WsmanSeen &request) { return wire::soap(request, xml); });
}

ServerReply soapBytes(const QByteArray &envelope)
{
    return ServerReply::make(200, "application/soap+xml", envelope);
}

// What an honest server would say, with something put before it or changed in it.
FakeExchange::Script changed(std::function<QByteArray(QByteArray)> change)
{
    return onReceive([change](const WsmanSeen &request) {
        const QByteArray bytes =
            wire::receive(request, wire::fragments({ wire::pipelineState(4) }), true).bytes;
        return soapBytes(change(bytes.mid(bytes.indexOf("\r\n\r\n") + 4)));
    });
}

QByteArray entityBomb()
{
    QByteArray declarations = "<!DOCTYPE b [<!ENTITY e0 \"ha\">";
    for (int i = 1; i < 30; ++i) {
        const QByteArray before = "&e" + QByteArray::number(i - 1) + ';';
        declarations += "<!ENTITY e" + QByteArray::number(i) + " \"" + before.repeated(10) + "\">";
    }
    return declarations + "]>";
}

void addXml(HostileCases &cases)
{
    cases["entity-bomb"] = changed([](const QByteArray &xml) {
        return entityBomb() + QByteArray(xml).replace("<s:Body>", "<s:Body>&e29;");
    });
    cases["external-entity"] = changed([](const QByteArray &xml) {
        return "<!DOCTYPE b [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>"
            + QByteArray(xml).replace("<s:Body>", "<s:Body>&e;");
    });
    cases["utf-16"] = changed([](const QByteArray &xml) {
        const QString text = QString::fromUtf8(xml);
        return "\xFF\xFE" + QByteArray(reinterpret_cast<const char *>(text.utf16()), text.size() * 2);
    });
    cases["deep-envelope"] = body(QByteArray("<a>").repeated(200'000));
    cases["wide-envelope"] = body(QByteArray("<a/>").repeated(170'000));
    cases["attributes"] = body("<a" + [] {
        QByteArray all;
        for (int i = 0; i < 60'000; ++i)
            all += " a" + QByteArray::number(i) + "=''";
        return all;
    }() + "/>");
    cases["long-name"] = body('<' + QByteArray(700'000, 'n') + "/>");
    cases["long-text"] = body("<rsp:ReceiveResponse>" + QByteArray(700'000, 'x') + "</rsp:ReceiveResponse>");
    cases["blank-base64"] = body("<rsp:ReceiveResponse><rsp:Stream Name=\"stdout\">"
                                 + QByteArray(700'000, ' ') + "</rsp:Stream></rsp:ReceiveResponse>");
    cases["many-streams"] = body("<rsp:ReceiveResponse>" + QByteArray("<rsp:Stream/>").repeated(9'900)
                                 + "</rsp:ReceiveResponse>");
    cases["no-envelope"] = onReceive([](const WsmanSeen &) { return soapBytes("<html/>"); });
    cases["cut-envelope"] = changed([](const QByteArray &xml) { return xml.chopped(10); });
}

void addIds(HostileCases &cases)
{
    cases["long-shell-id"] = onAction("Create", [](const WsmanSeen &request) {
        return wire::soap(
            request, "<rsp:Shell><rsp:ShellId>" + QByteArray(700'000, 'A') + "</rsp:ShellId></rsp:Shell>");
    });
    cases["long-command-id"] = onAction("Command", [](const WsmanSeen &request) {
        return wire::soap(request,
                          "<rsp:CommandResponse><rsp:CommandId>" + QByteArray(700'000, 'A')
                              + "</rsp:CommandId></rsp:CommandResponse>");
    });
    cases["other-request"] = changed([](QByteArray xml) {
        const qsizetype at = xml.indexOf("<a:RelatesTo>") + 13;
        return xml.replace(at, xml.indexOf('<', at) - at, "uuid:00000000-0000-0000-0000-000000000000");
    });
    cases["other-command"] = onReceive([](WsmanSeen request) {
        request.commandId = "00000000-0000-0000-0000-000000000000";
        return wire::receive(request, QByteArray(500'000, 'x'), false);
    });
}

void addFaults(HostileCases &cases)
{
    cases["endless-timed-out"] =
        onReceive([](const WsmanSeen &request) { return wire::fault(request, timedOut); });
    cases["endless-empty"] =
        onReceive([](const WsmanSeen &request) { return wire::receive(request, {}, false); });
    cases["endless-timed-out-while-opening"] = [](const WsmanSeen &request) -> std::optional<ServerReply> {
        return request.action == "Receive" ? std::optional(wire::fault(request, timedOut)) : std::nullopt;
    };
    cases["endless-busy"] =
        onReceive([](const WsmanSeen &) { return ServerReply::make(503, "text/html", "busy"); });
    cases["long-fault"] =
        onReceive([](const WsmanSeen &request) { return wire::fault(request, 7, QByteArray(700'000, 'x')); });
    cases["fault-of-brackets"] = onReceive([](const WsmanSeen &request) {
        return wire::fault(request, 7, QByteArray("[A=b,c=d]").repeated(75'000));
    });
}

}

HostileCases wsmanCases()
{
    HostileCases cases;
    addXml(cases);
    addIds(cases);
    addFaults(cases);
    return cases;
}

}
