#include "services/ReadBack.h"
#include "tst_OfflineWorld.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace passerelle;
using namespace passerelle::test;
using core::FailureCode;
using model::Verdict;

namespace {

QJsonArray numbers(const QByteArray &bytes)
{
    QJsonArray out;
    for (const char c : bytes)
        out.append(static_cast<unsigned char>(c));
    return out;
}

QByteArray utf16(const QByteArray &utf8, bool mark)
{
    const QString decoded = QString::fromUtf8(utf8);
    return QByteArray(mark ? "\xFF\xFE" : "")
        + QByteArray(reinterpret_cast<const char *>(decoded.utf16()), decoded.size() * 2);
}

// What Get-MgServicePrincipal | ConvertTo-Json -Depth 5 gives: other names, bytes as numbers, dates in
// another form.
QJsonObject powerShell(const crypto::Certificate &c, bool windows)
{
    const QJsonArray identifier = numbers(QByteArray::fromBase64(c.thumbprint().toLatin1()));
    const auto date = [windows](const QDateTime &utc) -> QJsonValue {
        return windows ? QStringLiteral("/Date(%1)/").arg(utc.toMSecsSinceEpoch())
                       : utc.toString(Qt::ISODate);
    };
    const QJsonArray bytes = numbers(c.der());
    const QJsonValue key = windows ? QJsonValue(QJsonObject{ { "value", bytes }, { "Count", bytes.size() } })
                                   : QJsonValue(bytes);
    const QJsonObject entry{ { "CustomKeyIdentifier", identifier },
                             { "DisplayName", "CN=x" },
                             { "EndDateTime", date(c.notAfter()) },
                             { "Key", key },
                             { "KeyId", "k" },
                             { "StartDateTime", date(c.notBefore()) },
                             { "Type", "AsymmetricX509Cert" },
                             { "Usage", "Verify" },
                             { "AdditionalProperties", QJsonObject() } };
    return { { "AccountEnabled", true },
             { "AppId", skypeId.toUpper() },
             { "Id", "i" },
             { "KeyCredentials", windows ? QJsonValue(entry) : QJsonValue(QJsonArray{ entry }) } };
}

struct World {
    World() { state.setCertificate(exported(certificate)); }

    void judge(const QByteArray &json)
    {
        QSignalSpy finished(&readBack, &model::Activity::finished);
        readBack.judge(json);
        QVERIFY(finished.wait(2000));
    }
    QString code() const
    {
        return readBack.failure() ? QString(core::codeText(readBack.failure()->code)) : QString();
    }
    model::Finding row(const QString &name) const
    {
        for (const model::Finding &finding : readBack.findings()) {
            if (finding.id == name + skypeId)
                return finding;
        }
        return {};
    }

    crypto::Certificate certificate = newCertificate();
    crypto::Certificate other = newCertificate("Fabrikam");
    model::SetupState state;
    core::Clock clock;
    services::ReadBack readBack{ state, clock };
};

}

// procedure.md 10 ("accept a JSON read-back for Step 6") and 11, cloud.md b.1, b.2, b.10
class TestReadBack : public QObject {
    Q_OBJECT
private slots:
    void confirms_data()
    {
        QTest::addColumn<QString>("shape");
        for (const char *shape :
             { "entity", "list", "array", "batch", "powershell 7", "powershell 5.1", "mark", "utf-16",
               "utf-16 without mark", "broken lines", "double base64", "upper-case id" })
            QTest::newRow(shape) << QString(shape);
    }

    void confirms()
    {
        QFETCH(QString, shape);
        World w;
        const QJsonObject entity = principal({ keyOf(w.other), keyOf(w.certificate) });
        QByteArray json = text(entity);
        if (shape == "list")
            json = text({ { "@odata.context", "c" }, { "value", QJsonArray{ entity } } });
        else if (shape == "array")
            json = QJsonDocument(QJsonArray{ principal({}, "7557eb47-c689-4224-abcf-aef9bd7573df"), entity })
                       .toJson();
        else if (shape == "batch")
            json = text(
                { { "responses",
                    QJsonArray{ QJsonObject{ { "id", "2" },
                                             { "status", 404 },
                                             { "body", QJsonObject{ { "error", QJsonObject() } } } },
                                QJsonObject{ { "id", "1" }, { "status", 200 }, { "body", entity } } } } });
        else if (shape == "powershell 7")
            json = text(powerShell(w.certificate, false));
        else if (shape == "powershell 5.1")
            json = utf16(text(powerShell(w.certificate, true)), true);
        else if (shape == "mark")
            json.prepend("\xEF\xBB\xBF");
        else if (shape == "utf-16")
            json = utf16(json, true);
        else if (shape == "utf-16 without mark")
            json = utf16(json, false);
        else if (shape == "broken lines") {
            const QByteArray key = w.certificate.der().toBase64();
            QByteArray broken = key;
            for (qsizetype at = 80; at < broken.size(); at += 82)
                broken.insert(at, "\r\n");
            json.replace(key, broken);
            json.replace("00000004-0000-0ff1-", "00000004-0000-\r\n0ff1-");
        } else if (shape == "double base64") {
            json.replace(w.certificate.der().toBase64(), w.certificate.der().toBase64().toBase64());
        } else if (shape == "upper-case id") {
            json.replace(skypeId.toLatin1(), skypeId.toUpper().toLatin1());
        }
        w.judge(json);
        QCOMPARE(w.code(), QString());
        QVERIFY(w.readBack.isConfirmed());
        QCOMPARE(w.row("check.match.").verdict, Verdict::Pass);
        QCOMPARE(w.row("check.dates.").verdict, Verdict::Pass);
        QCOMPARE(w.row("check.enabled.").verdict, Verdict::Pass);
        QCOMPARE(w.row("check.stale.").verdict, Verdict::Pass);
        // What Exchange holds is judged by the step itself.
        QCOMPARE(w.state.stepRecord(model::step::uploadCheck).status, model::StepStatus::NotRun);
        QVERIFY(!w.readBack.principals().isEmpty());
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("detail"); // in the values or the technical part
        QTest::newRow("nothing") << QByteArray() << "READBACK-FORMAT"
                                 << "JSON";
        QTest::newRow("no JSON") << QByteArray("Id : 1234") << "READBACK-FORMAT"
                                 << "JSON";
        QTest::newRow("cut") << text(principal({})).chopped(9) << "READBACK-FORMAT"
                             << "JSON";
        QTest::newRow("error of Graph")
            << QByteArray(R"({"error":{"code":"Authorization_RequestDenied","message":"x"}})")
            << "READBACK-FORMAT"
            << "Authorization_RequestDenied";
        QTest::newRow("without application id") << QByteArray(R"({"keyCredentials":[]})") << "READBACK-FORMAT"
                                                << "appId";
        QTest::newRow("without keys")
            << QByteArray(R"({"appId":"00000004-0000-0ff1-ce00-000000000000"})") << "READBACK-FORMAT"
            << "keyCredentials";
        QTest::newRow("ConvertTo-Json cut the keys") << QByteArray(
            R"({"AppId":"00000004-0000-0ff1-ce00-000000000000","KeyCredentials":["Microsoft.Graph.PowerShell.Models.MicrosoftGraphKeyCredential"]})")
                                                     << "READBACK-FORMAT"
                                                     << "-Depth";
        QTest::newRow("a number") << QByteArray("[17]") << "READBACK-FORMAT"
                                  << "appId";
        QTest::newRow("too large") << QByteArray(9 << 20, ' ') << "READBACK-FORMAT"
                                   << "MiB";
        QTest::newRow("deep") << QByteArray(5000, '[') + QByteArray(5000, ']') << "READBACK-FORMAT"
                              << "";
        QTest::newRow("other application")
            << text(principal({}, "7557eb47-c689-4224-abcf-aef9bd7573df")) << "READBACK-OTHER-APP"
            << "7557eb47";
        QTest::newRow("empty list") << QByteArray(R"({"value":[]})") << "READBACK-OTHER-APP"
                                    << "";
        QTest::newRow("no keys") << text(principal({})) << "KEY-NOT-FOUND"
                                 << "";
        QTest::newRow("null") << QByteArray("null") << "READBACK-FORMAT"
                              << "";
    }

    void refuses()
    {
        QFETCH(QByteArray, json);
        QFETCH(QString, code);
        QFETCH(QString, detail);
        World w;
        w.judge(json);
        QCOMPARE(w.code(), code);
        QString told = w.readBack.failure()->technical;
        for (const QString &value : w.readBack.failure()->values)
            told += ' ' + value;
        QVERIFY2(told.contains(detail), qPrintable(told));
        QVERIFY(!w.readBack.isConfirmed());
        QCOMPARE(w.state.stepRecord(model::step::uploadCheck).status, model::StepStatus::NotRun);
    }

    void keyOfSomebodyElse()
    {
        World w;
        w.judge(text(principal({ keyOf(w.other) })));
        QCOMPARE(w.code(), QStringLiteral("KEY-NOT-FOUND"));
        QCOMPARE(w.readBack.failure()->values["thumbprint"], w.certificate.thumbprint());
        QCOMPARE(w.row("check.match.").verdict, Verdict::Fail);
    }

    // cloud.md b.1: without $select the value is null; an identifier alone, chosen by whoever wrote it,
    // proves nothing.
    void nullValue()
    {
        World w;
        QJsonObject key = keyOf(w.certificate);
        key["key"] = QJsonValue::Null;
        w.judge(text(principal({ key })));
        QCOMPARE(w.code(), QStringLiteral("READBACK-NO-VALUE"));
    }

    void identifierOfOursOnAnotherKey()
    {
        World w;
        QJsonObject key = keyOf(w.other);
        key["customKeyIdentifier"] = w.certificate.thumbprint();
        w.judge(text(principal({ key })));
        QCOMPARE(w.code(), QStringLiteral("KEY-NOT-FOUND"));
    }

    void wrongUse()
    {
        World w;
        QJsonObject key = keyOf(w.certificate);
        key["usage"] = "Sign";
        w.judge(text(principal({ key })));
        QCOMPARE(w.code(), QStringLiteral("KEY-NOT-FOUND"));
    }

    // procedure.md 11: other dates are told, they do not undo the match. Two hours: local time taken for UTC.
    void otherDates()
    {
        World w;
        QJsonObject key = keyOf(w.certificate);
        key["endDateTime"] = iso(w.certificate.notAfter().addSecs(-7200));
        w.judge(text(principal({ key })));
        QCOMPARE(w.code(), QString());
        QCOMPARE(w.row("check.dates.").verdict, Verdict::Attention);
        QCOMPARE(*w.row("check.dates.").code, FailureCode::KeyDates);

        key = keyOf(w.certificate); // without a zone: UTC, not the time of this PC
        key["endDateTime"] = iso(w.certificate.notAfter()).remove('Z');
        key["startDateTime"] = iso(w.certificate.notBefore()).replace("Z", ".0000000Z");
        w.judge(text(principal({ key })));
        QCOMPARE(w.row("check.dates.").verdict, Verdict::Pass);
    }

    void disabledAndStale()
    {
        World w;
        QJsonObject entity = principal({ keyOf(w.certificate), keyOf(newCertificate("old", -3)) });
        entity["accountEnabled"] = false;
        w.judge(text(entity));
        QVERIFY(w.readBack.isConfirmed());
        QCOMPARE(w.row("check.enabled.").verdict, Verdict::Attention);
        QCOMPARE(*w.row("check.stale.").code, FailureCode::KeyStale);
    }

    void nextCertificateIsWantedToo()
    {
        World w;
        const crypto::Certificate next = newCertificate("Next");
        w.state.setNextCertificate(exported(next));
        w.judge(text(principal({ keyOf(w.certificate) })));
        QCOMPARE(w.code(), QStringLiteral("KEY-NOT-FOUND"));
        QCOMPARE(w.readBack.failure()->values["thumbprint"], next.thumbprint());
        w.judge(text(principal({ keyOf(w.certificate), keyOf(next) })));
        QVERIFY(w.readBack.isConfirmed());
    }

    // cloud.md d: where Exchange Online's own application was ticked, its keys are judged too. One text may hold one of them.
    void everyTickedApplication()
    {
        World w;
        model::CloudSettings settings;
        settings.uploadToExchangeOnline = true;
        w.state.setCloudSettings(settings);
        const QString exchange = QLatin1String(model::constant::exchangeOnlineAppId);
        w.judge(text(principal({ keyOf(w.certificate) })));
        QCOMPARE(w.code(), QStringLiteral("READBACK-OTHER-APP"));
        QCOMPARE(w.readBack.failure()->values["name"], QStringLiteral("Office 365 Exchange Online"));
        w.judge(text(principal({ keyOf(w.other) }, exchange)));
        QCOMPARE(w.code(), QStringLiteral("KEY-NOT-FOUND"));
        w.judge(text(principal({ keyOf(w.certificate) }, exchange)));
        QCOMPARE(w.code(), QString());
        QCOMPARE(w.readBack.principals().size(), 2);
    }

    // A thread of the pool reads and parses: the interface goes on, and may change its mind.
    void doesNotHoldUpTheCaller()
    {
        World w;
        QSignalSpy finished(&w.readBack, &model::Activity::finished);
        w.readBack.judge(text(principal({ keyOf(w.certificate) })));
        QVERIFY(w.readBack.isRunning());
        QCOMPARE(w.row("check.match.").verdict, Verdict::Pending);
        w.readBack.cancel();
        QVERIFY(finished.wait(2000));
        QCOMPARE(w.code(), QStringLiteral("CANCELLED"));
        QVERIFY(!w.readBack.isConfirmed());
    }

    void withoutCertificate()
    {
        World w;
        w.state.setCertificate(std::nullopt);
        w.judge(text(principal({})));
        QCOMPARE(w.code(), QStringLiteral("CERT-READ-FAIL"));
    }

    void fromFile()
    {
        World w;
        QTemporaryDir folder;
        const QString name = folder.filePath("answer.json");
        QSignalSpy finished(&w.readBack, &model::Activity::finished);
        w.readBack.judgeFile(name);
        QVERIFY(finished.wait(2000));
        QCOMPARE(w.code(), QStringLiteral("LOCAL-FILE"));
        QFile file(name);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text(principal({ keyOf(w.certificate) })));
        file.close();
        w.readBack.judgeFile(name);
        QVERIFY(finished.wait(2000));
        QVERIFY(w.readBack.isConfirmed());
    }
};

QTEST_GUILESS_MAIN(TestReadBack)
#include "tst_ReadBack.moc"
