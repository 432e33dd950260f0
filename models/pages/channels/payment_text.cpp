// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pages/channels/payment_text.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <boost/json/serialize.hpp>

namespace bursar::models {

namespace {
/// base64 in either alphabet, padded or not; empty when it is something else.
QByteArray decoded(QByteArray text)
{
    text.replace('-', '+').replace('_', '/');
    while (text.endsWith('='))
        text.chop(1);
    const auto result = QByteArray::fromBase64Encoding(text, QByteArray::Base64Encoding | QByteArray::OmitTrailingEquals
                                                                 | QByteArray::AbortOnBase64DecodingErrors);
    return result ? *result : QByteArray();
}

QJsonObject objectIn(const QByteArray& bytes)
{
    return QJsonDocument::fromJson(bytes).object();
}
} // namespace

std::optional<PaymentDemand> readDemand(const contract::json::value& payment)
{
    PaymentDemand out;
    const QByteArray bytes = QByteArray::fromStdString(boost::json::serialize(payment));
    const QJsonObject accepted =
        objectIn(bytes).value(QLatin1String("accepts")).toArray().first().toObject();
    const auto field = [&accepted](const char* name) { return accepted.value(QLatin1String(name)).toString(); };
    out.network = field("network");
    out.token = field("asset");
    out.tokenName = accepted.value(QLatin1String("extra")).toObject().value(QLatin1String("name")).toString();
    out.amountAtomic = field("amount");
    out.payTo = field("payTo");
    out.json = QJsonDocument::fromJson(bytes).toJson(QJsonDocument::Indented);
    if (out.network.isEmpty() || out.amountAtomic.isEmpty() || out.payTo.isEmpty())
        return std::nullopt;
    return out;
}

std::optional<SignedPayment> readPayment(const QString& text)
{
    QByteArray bytes = text.trimmed().toUtf8();
    if (!bytes.startsWith('{'))
        bytes = decoded(bytes.simplified().replace(" ", ""));
    const QJsonObject payment = objectIn(bytes);
    const int version = payment.value(QLatin1String("x402Version")).toInt();
    if ((version != 1 && version != 2) || !payment.value(QLatin1String("payload")).isObject())
        return std::nullopt;
    return SignedPayment{version, bytes.toBase64().toStdString()};
}

} // namespace bursar::models
