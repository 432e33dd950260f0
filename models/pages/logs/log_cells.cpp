// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pages/logs/log_cells.h"

#include "models/common/tr.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QUrl>

#include <cmath>

namespace bursar::models {

namespace {
QString text(const std::string& value)
{
    return QString::fromStdString(value);
}

Cell optCode(const std::optional<std::string>& value, const QString& whyAbsent)
{
    return value && !value->empty() ? Cell(Code{text(*value)}) : Cell(Absent{whyAbsent});
}

Cell optText(const std::optional<std::string>& value, const QString& whyAbsent)
{
    return value && !value->empty() ? Cell(Text{text(*value)}) : Cell(Absent{whyAbsent});
}

/// Quoted for a POSIX shell.
QString shellQuoted(QString value)
{
    value.replace(QLatin1Char('\''), QLatin1String("'\\''"));
    return QString(QLatin1Char('\'') + value + QLatin1Char('\''));
}

/// Names of headers and parameters whose value is a credential, whoever stored it unredacted.
bool isSecretName(const QString& name)
{
    static const QRegularExpression kSecret(
        QStringLiteral("authorization|cookie|token|secret|key|passw|credential|signature|session|jwt|^x-payment"),
        QRegularExpression::CaseInsensitiveOption);
    return name.contains(kSecret);
}

/// Scheme and host of the agent: the logged path is the whole path.
QString addressOf(const QString& origin, const QString& pathAndQuery)
{
    const QUrl given(origin);
    QUrl url;
    url.setScheme(given.scheme());
    url.setHost(given.host());
    url.setPort(given.port());
    const QString path = pathAndQuery.section(QLatin1Char('?'), 0, 0);
    const QString query = pathAndQuery.section(QLatin1Char('?'), 1);
    QStringList kept;
    for (const QString& parameter : query.split(QLatin1Char('&'), Qt::SkipEmptyParts)) {
        if (!isSecretName(parameter.section(QLatin1Char('='), 0, 0)) && !parameter.contains(QLatin1String("[redacted]")))
            kept << parameter;
    }
    return QString(url.toString() + path
                   + (kept.isEmpty() ? QString() : QString(QLatin1Char('?') + kept.join(QLatin1Char('&')))));
}

bool isCustomerAddress(const std::string& value)
{
    return value.size() == 42 && value.starts_with("0x");
}
} // namespace

Cell paymentCell(const contract::RequestLog& row)
{
    if (!row.x402_amount_atomic)
        return Absent{row.status_code == 402 ? tr("Asked for payment; none came with this request.")
                                             : tr("No payment came with this request.")};
    const QString token = row.x402_token ? text(*row.x402_token).section(QLatin1Char('-'), 0, 0) : tr("USDC");
    return Money{text(row.x402_amount_atomic->atomic()), row.x402_decimals.value_or(6), token};
}

Cell logCell(const contract::RequestLog& row, LogColumn column)
{
    switch (column) {
    case LogColumn::Time:
        return Time{row.created_at, TimeStyle::Log};
    case LogColumn::Status:
        return Code{QString::number(row.status_code)};
    case LogColumn::Request:
        return Code{text(row.method + " " + row.path)};
    case LogColumn::Tool:
        return optCode(row.tool_name, tr("No tool was named."));
    case LogColumn::Latency:
        return Duration{std::chrono::microseconds(std::llround(row.response_ms * 1000))};
    case LogColumn::Customer:
        if (row.customer_id && isCustomerAddress(*row.customer_id))
            return Address{text(*row.customer_id), {}};
        return optCode(row.customer_id, tr("The request named no customer."));
    case LogColumn::Payment:
        return paymentCell(row);
    case LogColumn::PaymentState:
        return row.payment_state ? Cell(State{StateThing::Revenue, text(*row.payment_state), {}})
                                 : Cell(Absent{tr("No payment.")});
    case LogColumn::Key:
        return row.key_prefix ? Cell(KeyPrefix{text(*row.key_prefix)}) : Cell(Absent{tr("Not sent with a key.")});
    case LogColumn::Agent:
        return Code{text(row.agent_id)};
    case LogColumn::Country:
        return optText(row.country, tr("The address is in no country database."));
    case LogColumn::Version:
        return optCode(row.agent_version, tr("The agent sent no version."));
    case LogColumn::Protocol:
        return optText(row.protocol, tr("Plain HTTP."));
    case LogColumn::Source:
        return optText(row.source, {});
    }
    return Absent{};
}

QVariant logFilterValue(const contract::RequestLog& row, LogColumn column)
{
    if (column == LogColumn::Request)
        return text(row.path);
    if (column == LogColumn::Key)
        return row.key_id ? text(*row.key_id) : QString();
    return {};
}

QString asCurl(const contract::RequestLog& row, const QString& origin)
{
    // A tool call of MCP is a POST, whatever name its method goes by.
    const bool isVerb = row.method == "GET" || row.method == "POST" || row.method == "PUT" || row.method == "PATCH"
                        || row.method == "DELETE" || row.method == "HEAD";
    QString command = QStringLiteral("curl -X %1 %2").arg(isVerb ? text(row.method) : QStringLiteral("POST"),
                                                          shellQuoted(addressOf(origin, text(row.path))));
    if (row.headers) {
        for (const auto& [name, value] : *row.headers) {
            const bool isOurs = name == "host" || name == "content-length" || value.find("[redacted]") != std::string::npos;
            if (!isOurs && !isSecretName(text(name)))
                command += QStringLiteral(" \\\n  -H ") + shellQuoted(text(name + ": " + value));
        }
    }
    if (row.request_body && !row.request_body->empty())
        command += QStringLiteral(" \\\n  --data ") + shellQuoted(text(*row.request_body));
    return command;
}

QString prettyBody(const std::string& body)
{
    const QByteArray raw = QByteArray::fromStdString(body);
    const QJsonDocument document = QJsonDocument::fromJson(raw);
    return document.isNull() ? QString::fromUtf8(raw) : QString::fromUtf8(document.toJson(QJsonDocument::Indented));
}

} // namespace bursar::models
