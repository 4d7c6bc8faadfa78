#include "org/HttpFaults.h"

#include <QtEndian>

namespace lab {

QByteArray gzip(const QByteArray &plain)
{
    QByteArray deflated = qCompress(plain).mid(4); // Qt's length, then the zlib stream
    deflated = deflated.mid(2, deflated.size() - 6);
    quint32 crc = 0xFFFFFFFFu;
    for (const char c : plain) {
        crc ^= quint8(c);
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc >> 1) ^ ((crc & 1) ? 0xEDB88320u : 0u);
    }
    QByteArray tail(8, '\0');
    qToLittleEndian(~crc, tail.data());
    qToLittleEndian(quint32(plain.size()), tail.data() + 4);
    return QByteArray("\x1F\x8B\x08\x00\x00\x00\x00\x00\x00\x03", 10) + deflated + tail;
}

namespace {

HttpResponse faultResponse(const QJsonObject &fault)
{
    const int status = fault.value("status").toInt(500);
    const QString body = fault.value("body").toString("html");
    const QByteArray page = "<html><head><title>" + QByteArray::number(status) + "</title></head><body><h1>"
        + reasonPhrase(status) + "</h1></body></html>";
    HttpResponse response = HttpResponse::html(status, page);
    if (fault.contains("content")) {
        response = HttpResponse::text(status, fault.value("content").toString().toUtf8());
        response.headers = {{"Content-Type", fault.value("contentType").toString("text/plain").toLatin1()}};
    } else if (body == "text") {
        response = HttpResponse::text(status, "The service is not available.");
    } else if (body == "empty") {
        response = {status, {}, {}, false, -1};
    } else if (body == "gzip") {
        response.body = gzip(page);
        response.headers.emplaceBack("Content-Encoding", "gzip");
    } else if (body == "nul") {
        response.body = QByteArray(4096, '\0');
        response.headers.emplaceBack("Content-Encoding", "gzip");
    }
    if (fault.contains("retryAfter"))
        response.headers.emplaceBack("Retry-After", fault.value("retryAfter").toVariant().toByteArray());
    const QJsonObject extra = fault.value("headers").toObject();
    for (auto it = extra.begin(); it != extra.end(); ++it)
        response.headers.emplaceBack(it.key().toLatin1(), it.value().toString().toLatin1());
    return response;
}

}

bool interfereHttp(World &world, const QString &area, const QStringList &subjects,
                   const std::shared_ptr<HttpExchange> &exchange)
{
    if (world.faults.take("silent", area, subjects)) {
        exchange->onEnd = nullptr; // never answered; the journal keeps status null
        return true;
    }
    if (world.faults.take("drop-before", area, subjects)) {
        exchange->drop();
        return true;
    }
    if (const auto fault = world.faults.take("redirect", area, subjects)) {
        HttpResponse response =
            HttpResponse::html(fault->value("status").toInt(302), "<html><body>Moved</body></html>");
        response.headers.emplaceBack("Location", fault->value("location").toString().toUtf8());
        exchange->answer(response);
        return true;
    }
    if (const auto fault = world.faults.take("cut-body", area, subjects)) {
        HttpResponse response = HttpResponse::text(200, QByteArray(2000, ' '));
        response.cutAfter = 100;
        exchange->answer(response);
        return true;
    }
    if (const auto fault = world.faults.take("http-status", area, subjects)) {
        exchange->answer(faultResponse(*fault));
        return true;
    }
    return false;
}

void spoilAnswer(World &world, const QString &area, const QStringList &subjects, HttpResponse *response)
{
    response->chunked = world.isOn("chunked");
    if (const auto slow = world.faults.take("slow-answer", area, subjects)) {
        response->pieceBytes = std::max(1, slow->value("bytes").toInt(100));
        response->pieceMs = slow->value("ms").toInt(20);
    }
    response->halved = world.faults.take("cut-answer", area, subjects).has_value();
}

int delayFor(World &world, const QString &area, const QStringList &subjects)
{
    const auto fault = world.faults.take("delay", area, subjects);
    return fault ? fault->value("ms").toInt(1000) : 0;
}

}
