// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pages/settings/settings_model.h"

#include <QUuid>

#include <utility>

namespace bursar::models {

namespace {
QString text(const std::string& value)
{
    return QString::fromStdString(value);
}

Cell valueCell(const std::string& value, const QString& whyAbsent)
{
    return value.empty() ? Cell(Absent{whyAbsent}) : Cell(Code{text(value)});
}
} // namespace

SettingsModel::SettingsModel(Gateway& gateway, QObject* parent)
    : QObject(parent), m_gateway(gateway), m_list(gateway), m_rows(ColumnCount)
{
    connect(&m_list, &QueryBase::updated, this, &SettingsModel::take);
}

void SettingsModel::read()
{
    m_list.read({});
}

const contract::SettingRow* SettingsModel::find(const QString& key) const
{
    if (const auto pending = m_pending.constFind(key); pending != m_pending.constEnd())
        return &*pending;
    if (!m_list.data())
        return nullptr;
    for (const contract::SettingRow& row : m_list.data()->settings) {
        if (text(row.key) == key)
            return &row;
    }
    return nullptr;
}

void SettingsModel::setFilter(const QString& text)
{
    m_filter = text.trimmed();
    fill();
}

void SettingsModel::take()
{
    // What was written is in force once the engine has started again.
    for (const contract::SettingRow& row : m_list.data()->settings) {
        const auto pending = m_pending.constFind(text(row.key));
        if (pending != m_pending.constEnd() && pending->value == row.value && pending->source == row.source)
            m_pending.erase(pending);
    }
    fill();
}

void SettingsModel::fill()
{
    if (!m_list.data())
        return;
    std::vector<CellRow> rows;
    for (const contract::SettingRow& each : m_list.data()->settings) {
        const QString key = text(each.key);
        const contract::SettingRow& row = *find(key);
        if (!m_filter.isEmpty() && !key.contains(m_filter, Qt::CaseInsensitive)
            && !text(row.description).contains(m_filter, Qt::CaseInsensitive))
            continue;
        const QString none = tr("not set");
        rows.push_back({key,
                        {Code{key}, valueCell(row.value, none), valueCell(row.default_value, none),
                         Text{isPending(key) ? tr("%1, after restart").arg(text(row.source)) : text(row.source),
                              row.source == "default"},
                         Text{text(row.type), true}},
                        {},
                        false});
    }
    m_rows.setRows(std::move(rows));
}

void SettingsModel::change(const QString& key, const std::optional<QString>& value)
{
    if (std::exchange(m_changing, true)) {
        Q_EMIT changeFailed(key, base::Error(base::ErrorCode::Conflict, "in_progress", "another change is under way"));
        return;
    }
    contract::ChangeSetting::Input input{key.toStdString(), {}};
    if (value)
        input.value = value->toStdString();
    m_gateway.callWithKey<contract::ChangeSetting>(
        std::move(input), QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString(), this,
        [this, key](contract::Outcome<contract::SettingRow> outcome) {
            m_changing = false;
            if (!outcome) {
                Q_EMIT changeFailed(key, outcome.error());
                return;
            }
            m_pending.insert(key, outcome.take());
            fill();
            Q_EMIT changed(key);
        });
}

} // namespace bursar::models
