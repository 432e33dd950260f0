// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/customers/customer_export.h"

#include "models/pages/customers/customer_cells.h"
#include "ui/pages/common/cells.h"
#include "ui/pages/common/csv.h"
#include "ui/pages/common/error_text.h"
#include "ui/pages/customers/customer_fields.h"

#include <QSaveFile>

namespace bursar::ui {

namespace {
/// Facts that have no column.
QStringList moreNames()
{
    return {QStringLiteral("known_by"), QStringLiteral("churn_reason"), QStringLiteral("revenue_basis")};
}

QString basisWire(contract::RevenueBasis basis)
{
    switch (basis) {
    case contract::RevenueBasis::verified:
        return QStringLiteral("verified");
    case contract::RevenueBasis::simulated:
        return QStringLiteral("simulated");
    case contract::RevenueBasis::claimed:
        break;
    }
    return QStringLiteral("claimed");
}
} // namespace

CustomerExport::CustomerExport(models::Gateway& gateway, models::CustomerQuestion question, const QString& file,
                               QObject* parent)
    : QObject(parent), m_gateway(gateway), m_question(std::move(question)), m_path(file)
{
}

CustomerExport::~CustomerExport() = default;

void CustomerExport::start()
{
    m_file = std::make_unique<QSaveFile>(m_path);
    if (!m_file->open(QIODevice::WriteOnly))
        return fail(m_file->errorString());
    QStringList names;
    for (const Column& column : customerColumns())
        names << column.key;
    m_file->write(csvLine(names + moreNames()));
    read();
}

void CustomerExport::read()
{
    contract::ListCustomers::Input input = models::customersInput(m_question, kPageRows);
    input.cursor = m_cursor;
    m_gateway.call<contract::ListCustomers>(
        std::move(input), this, [this](contract::Outcome<contract::CustomerPage> outcome) {
            if (m_canceled)
                return fail(tr("Canceled; nothing was written."));
            if (!outcome)
                return fail(errorText(outcome.error()).sentence);
            write(*outcome);
        });
}

void CustomerExport::write(const contract::CustomerPage& page)
{
    for (const contract::Customer& row : page.customers) {
        QStringList fields;
        for (int column = 0; column < models::kCustomerColumnCount; ++column)
            fields << models::copied(models::customerCell(row, static_cast<models::CustomerColumn>(column)));
        fields << text(row.known_by) << text(row.churn_reason) << basisWire(row.revenue_basis);
        m_file->write(csvLine(fields));
    }
    m_rows += static_cast<qint64>(page.customers.size());
    m_cursor = page.next;
    if (m_cursor)
        return read();
    if (!m_file->commit())
        return fail(m_file->errorString());
    Q_EMIT finished(m_path, m_rows);
}

void CustomerExport::fail(const QString& sentence)
{
    if (m_file)
        m_file->cancelWriting();
    Q_EMIT failed(sentence);
}

} // namespace bursar::ui
