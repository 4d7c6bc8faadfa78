#include <QCoreApplication>
#include <QFile>
#include <QRegularExpression>
#include <QSet>
#include <QTest>
#include <QTranslator>
#include <QXmlStreamReader>

struct Message {
    QString context;
    QString source;
    QStringList translations;
    QString type;
    bool numerus = false;
};

class TestTranslations : public QObject {
    Q_OBJECT

    QList<Message> m_french, m_english;

    static QList<Message> read(const QString &language)
    {
        QFile file(QStringLiteral(PASSERELLE_SOURCE_DIR "/translations/passerelle_%1.ts").arg(language));
        QList<Message> messages;
        if (!file.open(QIODevice::ReadOnly))
            return messages;
        QXmlStreamReader xml(&file);
        QString context;
        Message message;
        while (!xml.atEnd()) {
            xml.readNext();
            if (xml.isStartElement()) {
                if (xml.name() == u"name")
                    context = xml.readElementText();
                else if (xml.name() == u"message") {
                    message = {};
                    message.context = context;
                    message.numerus = xml.attributes().value(QStringLiteral("numerus")) == u"yes";
                } else if (xml.name() == u"source")
                    message.source = xml.readElementText();
                else if (xml.name() == u"translation") {
                    message.type = xml.attributes().value(QStringLiteral("type")).toString();
                    if (!message.numerus)
                        message.translations << xml.readElementText();
                } else if (xml.name() == u"numerusform")
                    message.translations << xml.readElementText();
            } else if (xml.isEndElement() && xml.name() == u"message") {
                messages.append(message);
            }
        }
        return messages;
    }

    static QSet<QString> placeholders(const QString &text)
    {
        static const QRegularExpression pattern(QStringLiteral(R"(%n|%\d|\{[a-zA-Z]+\})"));
        QSet<QString> found;
        auto it = pattern.globalMatch(text);
        while (it.hasNext())
            found.insert(it.next().captured());
        return found;
    }

private slots:
    void initTestCase()
    {
        m_french = read(QStringLiteral("fr"));
        m_english = read(QStringLiteral("en"));
        QVERIFY(m_french.size() > 300);
    }

    void complete()
    {
        QStringList wrong;
        for (const Message &m : m_french + m_english) {
            const qsizetype forms = m.numerus ? 2 : 1;
            if (!m.type.isEmpty() || m.translations.size() != forms || m.translations.contains(QString()))
                wrong << m.context + QStringLiteral(": ") + m.source;
        }
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
    }

    void placeholdersAndMnemonics()
    {
        QStringList wrong;
        for (const Message &m : m_french) {
            for (const QString &t : m.translations) {
                QSet<QString> wanted = placeholders(m.source);
                QSet<QString> have = placeholders(t);
                if (m.numerus) {  // a singular may leave the number out
                    wanted.remove(QStringLiteral("%n"));
                    have.remove(QStringLiteral("%n"));
                }
                if (have != wanted || t.count(u'&') != m.source.count(u'&'))
                    wrong << m.context + QStringLiteral(": ") + m.source + QStringLiteral(" -> ") + t;
            }
        }
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
    }

    // ux.md section 10, F3 and F4.
    void frenchTypography()
    {
        const QList<std::pair<QString, QRegularExpression>> rules {
            {QStringLiteral("straight apostrophe"), QRegularExpression(QStringLiteral("\\p{L}'\\p{L}"))},
            {QStringLiteral("straight quote"), QRegularExpression(QStringLiteral("\""))},
            {QStringLiteral("three dots"), QRegularExpression(QStringLiteral("\\.\\.\\."))},
            {QStringLiteral("space before colon"), QRegularExpression(QStringLiteral("[^\\x{A0}\\d\\p{L}/\\\\:}]:|\\x{20}:"))},
            {QStringLiteral("space before ; ! ?"), QRegularExpression(QStringLiteral("[^\\x{202F}][;!?]"))},
            {QStringLiteral("no-break space in guillemets"), QRegularExpression(QStringLiteral("«[^\\x{A0}]|[^\\x{A0}]»"))},
            {QStringLiteral("veuillez"), QRegularExpression(QStringLiteral("veuillez"), QRegularExpression::CaseInsensitiveOption)},
        };
        QStringList wrong;
        for (const Message &m : m_french) {
            if (m.context == u"Format")
                continue;  // date formats, quoted for QLocale
            for (const QString &t : m.translations) {
                for (const auto &[name, rule] : rules) {
                    if (rule.match(t).hasMatch())
                        wrong << name + QStringLiteral(": ") + t;
                }
            }
        }
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
    }

    // French counts 0 as singular, English as plural.
    void pluralForms()
    {
        for (const auto &[language, list] : {std::pair(QStringLiteral("fr"), m_french), std::pair(QStringLiteral("en"), m_english)}) {
            QTranslator translator;
            QVERIFY(translator.load(QStringLiteral(":/i18n/passerelle_%1.qm").arg(language)));
            int checked = 0;
            for (const Message &m : list) {
                if (!m.numerus)
                    continue;
                ++checked;
                const auto text = [&](int n) { return translator.translate(m.context.toUtf8().constData(), m.source.toUtf8().constData(), nullptr, n); };
                QCOMPARE(text(1), m.translations[0]);
                QCOMPARE(text(2), m.translations[1]);
                QCOMPARE(text(0), language == u"fr" ? m.translations[0] : m.translations[1]);
            }
            QVERIFY(checked > 0);
        }
    }
};

QTEST_GUILESS_MAIN(TestTranslations)
#include "tst_translations.moc"
