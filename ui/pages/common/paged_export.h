// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/client/gateway.h"
#include "models/common/cell.h"
#include "ui/widgets/column.h"

#include <QObject>
#include <QSaveFile>

#include <boost/json/serialize.hpp>

namespace bursar::ui {

/// Writes everything that a list matches to a file, page by page: CSV of its columns with every digit, or (`.jsonl`) the
/// records as JSON lines. The file appears whole, at the end.
class PagedExport : public QObject {
    Q_OBJECT

public:
    PagedExport(std::vector<Column> columns, const QString& file, QObject* parent);

    virtual void start() = 0;
    void cancel();
    qint64 rows() const { return m_rows; }

Q_SIGNALS:
    void finished(const QString& file, qint64 rows);
    void canceled();
    void failed(const QString& sentence);

protected:
    bool open();
    bool isCanceled() const { return m_isCanceled; }
    bool isJson() const { return m_isJson; }
    void writeCells(const std::vector<models::Cell>& cells);
    void writeLine(const QByteArray& line);
    void end();
    void fail(const QString& sentence);
    void fail(const base::Error& error);
    std::size_t columnCount() const { return m_columns.size(); }

private:
    std::vector<Column> m_columns;
    QSaveFile m_file;
    qint64 m_rows = 0;
    bool m_isJson;
    bool m_isCanceled = false;
};

/// The export of a `models::PagedModel<List>`'s question.
template <class List>
class ListExport final : public PagedExport {
public:
    using Op = typename List::Op;

    ListExport(models::Gateway& gateway, typename Op::Input question, std::vector<Column> columns, const QString& file,
               QObject* parent, List list = {})
        : PagedExport(std::move(columns), file, parent), m_gateway(gateway), m_question(std::move(question)),
          m_list(std::move(list))
    {
        m_question.limit = kPageRows;
        m_question.cursor.reset();
    }
    void start() override
    {
        if (open())
            read();
    }

private:
    static constexpr int kPageRows = 500;

    void read()
    {
        m_gateway.call<Op>(m_question, this, [this](contract::Outcome<typename Op::Output> outcome) {
            if (isCanceled())
                return;
            if (!outcome)
                return fail(outcome.error());
            take(outcome.take());
        });
    }
    void take(typename Op::Output page)
    {
        if (isJson())
            writeRecords(contract::Codec<Op>::encodeOutput(page));
        else
            writeRows(m_list.rows(page));
        m_question.cursor = page.next;
        page.next ? read() : end();
    }
    void writeRows(const std::vector<typename List::Row>& rows)
    {
        for (const auto& row : rows) {
            std::vector<models::Cell> cells;
            for (std::size_t column = 0; column < columnCount(); ++column)
                cells.push_back(m_list.cell(row, static_cast<int>(column)));
            writeCells(cells);
        }
    }
    /// The rows are the page's one array.
    void writeRecords(const contract::json::value& page)
    {
        for (const auto& member : page.as_object()) {
            if (!member.value().is_array())
                continue;
            for (const contract::json::value& record : member.value().get_array())
                writeLine(QByteArray::fromStdString(boost::json::serialize(record)));
        }
    }

    models::Gateway& m_gateway;
    typename Op::Input m_question;
    List m_list;
};

} // namespace bursar::ui
