// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/common/cell.h"

#include <QByteArray>
#include <QPixmap>
#include <QString>
#include <QStringList>

#include <functional>
#include <vector>

class QAbstractItemModel;
class QWidget;

namespace bursar::ui {

class DataTable;
class Shell;

/// A figure or a table of a report, as shown on the page.
struct ReportSection {
    QString title;
    QString note;
    QPixmap picture;            ///< of a chart; may be null
    QStringList columns;
    std::vector<QStringList> rows;
    std::vector<bool> isNumber; ///< per column: right-aligned
};

/// What a page hands over on paper. Says what it covers, what revenue means in it, and whether it is simulated.
struct Report {
    QString title;
    QString server;   ///< which engine
    QString range;
    QString scope;
    QString basis;    ///< sentence about revenue
    QString readAt;
    bool isSimulated = false;
    std::vector<ReportSection> sections;
};

/// One self-contained page: no links outside, pictures inside.
QByteArray reportHtml(const Report& report);
QByteArray reportPdf(const Report& report);
/// The table as it is shown: its columns' titles and all rows of its model, in exact digits.
ReportSection sectionOf(const QString& title, const DataTable& table);

/// Asks for a file and writes it: `.html` or `.pdf` by its suffix. The outcome is a toast, with a way to open it.
void exportReport(Shell& shell, QWidget* parent, const Report& report, const QString& suggestedName);
/// Asks for a file of these kinds (`Receipt (*.json)`) and writes the bytes as they are. The outcome is a toast.
void exportFile(Shell& shell, QWidget* parent, const QString& title, const QByteArray& bytes,
                const QString& suggestedName, const QString& kinds);
/// Asks for the file of an export that is written bit by bit; empty: canceled.
QString askExportFile(Shell& shell, QWidget* parent, const QString& title, const QString& suggestedName,
                      const QString& kinds);
/// Writes the bytes to a file that was asked for. The outcome is a toast.
void saveExport(Shell& shell, const QString& path, const QByteArray& bytes);
/// Asks for a file and writes text (CSV).
void exportText(Shell& shell, QWidget* parent, const QByteArray& text, const QString& suggestedName);

/// What asks for a file name; tests answer in advance. Empty answer: canceled.
using FileChooser = std::function<QString(QWidget* parent, const QString& title, const QString& name,
                                          const QString& filter)>;
void setFileChooser(FileChooser chooser);

} // namespace bursar::ui
