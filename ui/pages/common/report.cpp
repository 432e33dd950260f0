// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/common/report.h"

#include "models/common/format.h"
#include "models/common/tr.h"
#include "ui/shell/page.h"
#include "ui/theme/tokens.h"
#include "ui/widgets/column.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/table_header.h"

#include <QAbstractItemModel>
#include <QBuffer>
#include <QCoreApplication>
#include <QDesktopServices>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QPageLayout>
#include <QPdfWriter>
#include <QSaveFile>
#include <QSettings>
#include <QStandardPaths>
#include <QTextDocument>
#include <QUrl>

namespace bursar::ui {
namespace {

constexpr int kPdfDpi = 144;
constexpr int kPictureWidth = 640;

FileChooser& fileChooser()
{
    static FileChooser chooser = [](QWidget* parent, const QString& title, const QString& name,
                                    const QString& filter) {
        QString kind;
        QString path = QFileDialog::getSaveFileName(parent, title, name, filter, &kind);
        // The suffix follows the kind that was chosen, not the suggested name.
        const QString suffix = kind.section(QLatin1String("(*"), 1).chopped(1);
        const QString suggested = QLatin1Char('.') + QFileInfo(name).suffix();
        if (!path.isEmpty() && !kind.isEmpty() && suffix != suggested && path.endsWith(suggested))
            path = path.chopped(suggested.size()) + suffix;
        return path;
    };
    return chooser;
}

QString escaped(const QString& text)
{
    return text.toHtmlEscaped();
}

QString hex(const QColor& color)
{
    return color.name();
}

/// Paper is white: reports always take the light colours.
const Tokens& paper()
{
    return tokensOf(Appearance::Light);
}

QString pictureTag(const QPixmap& picture)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    picture.save(&buffer, "PNG");
    const double width = picture.width() / picture.devicePixelRatio();
    return QStringLiteral("<p><img width=\"%1\" src=\"data:image/png;base64,%2\"></p>")
        .arg(std::min(static_cast<int>(width), kPictureWidth))
        .arg(QString::fromLatin1(bytes.toBase64()));
}

QString rowHtml(const QStringList& cells, const std::vector<bool>& isNumber, const QString& tag)
{
    QString html = QStringLiteral("<tr>");
    for (qsizetype i = 0; i < cells.size(); ++i) {
        const auto at = static_cast<std::size_t>(i);
        const bool right = at < isNumber.size() && isNumber[at];
        html += QStringLiteral("<%1 align=\"%2\">%3</%1>")
                    .arg(tag, right ? QStringLiteral("right") : QStringLiteral("left"), escaped(cells[i]));
    }
    return html + QStringLiteral("</tr>\n");
}

QString sectionHtml(const ReportSection& section)
{
    QString html = QStringLiteral("<h2>%1</h2>\n").arg(escaped(section.title));
    if (!section.note.isEmpty())
        html += QStringLiteral("<p class=\"note\">%1</p>\n").arg(escaped(section.note));
    if (!section.picture.isNull())
        html += pictureTag(section.picture);
    if (!section.rows.empty()) {
        html += QStringLiteral("<table width=\"100%\" cellspacing=\"0\" cellpadding=\"4\">\n");
        if (!section.columns.isEmpty())
            html += rowHtml(section.columns, section.isNumber, QStringLiteral("th"));
        for (const QStringList& row : section.rows)
            html += rowHtml(row, section.isNumber, QStringLiteral("td"));
        html += QStringLiteral("</table>\n");
    }
    return html;
}

QString headHtml(const Report& report)
{
    QString html = QStringLiteral("<h1>%1</h1>\n").arg(escaped(report.title));
    if (report.isSimulated)
        html += QStringLiteral("<p class=\"mark\">▨ %1</p>\n")
                    .arg(escaped(tr("Simulated: made up by the demo. No figure here is real.")));
    const std::pair<QString, QString> facts[] = {{tr("Range"), report.range},     {tr("Scope"), report.scope},
                                                 {tr("Revenue"), report.basis},   {tr("Server"), report.server},
                                                 {tr("Read at"), report.readAt}};
    html += QStringLiteral("<table cellspacing=\"0\" cellpadding=\"3\">\n");
    for (const auto& [label, value] : facts) {
        if (!value.isEmpty())
            html += QStringLiteral("<tr><td class=\"note\">%1</td><td>%2</td></tr>\n")
                        .arg(escaped(label), escaped(value));
    }
    return html + QStringLiteral("</table>\n");
}

QString styleHtml()
{
    return QStringLiteral("body { font-family: 'Inter', 'Noto Sans CJK KR', sans-serif; font-size: 13px; color: %1; }\n"
                          "h1 { font-size: 20px; } h2 { font-size: 15px; margin-top: 24px; }\n"
                          ".note { color: %2; } .mark { color: %3; font-weight: 600; }\n"
                          "table { border-collapse: collapse; } td, th { border-bottom: 1px solid %4; }\n"
                          "th { color: %2; } body { max-width: 960px; margin: 32px auto; }\n")
        .arg(hex(paper().text), hex(paper().textMuted), hex(paper().warning), hex(paper().border));
}

bool writeFile(const QString& path, const QByteArray& bytes, QString* problem)
{
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit())
        return true;
    *problem = file.errorString();
    return false;
}

QString suggestedPath(Shell& shell, const QString& name)
{
    const QString fallback = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    return QDir(shell.settings().value(QStringLiteral("exports/folder"), fallback).toString()).filePath(name);
}

} // namespace

void saveExport(Shell& shell, const QString& path, const QByteArray& bytes)
{
    shell.settings().setValue(QStringLiteral("exports/folder"), QFileInfo(path).absolutePath());
    QString problem;
    const QString name = QFileInfo(path).fileName();
    if (!writeFile(path, bytes, &problem)) {
        shell.toastError(tr("%1 could not be written: %2").arg(name, problem));
        return;
    }
    shell.toast(tr("%1 written").arg(name), tr("Open"),
                [path] { QDesktopServices::openUrl(QUrl::fromLocalFile(path)); });
}

void setFileChooser(FileChooser chooser)
{
    fileChooser() = std::move(chooser);
}

QByteArray reportHtml(const Report& report)
{
    QString html = QStringLiteral("<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><title>%1</title>\n<style>\n%2"
                                  "</style></head><body>\n")
                       .arg(escaped(report.title), styleHtml());
    html += headHtml(report);
    for (const ReportSection& section : report.sections)
        html += sectionHtml(section);
    html += QStringLiteral("<p class=\"note\">%1</p>\n</body></html>\n")
                .arg(escaped(tr("Made by Bursar. Days are UTC days.")));
    return html.toUtf8();
}

QByteArray reportPdf(const Report& report)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setTitle(report.title);
    writer.setResolution(kPdfDpi);
    writer.setPageLayout({QPageSize(QPageSize::A4), QPageLayout::Portrait, QMarginsF(16, 16, 16, 16),
                          QPageLayout::Millimeter});
    QTextDocument document;
    document.setDefaultStyleSheet(QStringLiteral(".note, th { color: %1 } .mark { color: %2; font-weight: bold }")
                                      .arg(hex(paper().textMuted), hex(paper().warning)));
    document.setHtml(QString::fromUtf8(reportHtml(report)));
    document.print(&writer);
    buffer.close();
    return bytes;
}

ReportSection sectionOf(const QString& title, const DataTable& table)
{
    ReportSection section;
    section.title = title;
    const auto& columns = table.header()->columns();
    const QAbstractItemModel* model = table.model();
    std::vector<int> taken;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (columns[i].title.isEmpty() || columns[i].kind == ColumnKind::Series)
            continue;
        taken.push_back(static_cast<int>(i));
        section.columns.append(columns[i].title);
        section.isNumber.push_back(columnAlignment(columns[i].kind).testFlag(Qt::AlignRight));
    }
    for (int row = 0; model && row < model->rowCount(); ++row) {
        QStringList cells;
        for (const int column : taken)
            cells.append(models::shown(models::cellOf(model->index(row, column).data(models::kCellRole))));
        section.rows.push_back(std::move(cells));
    }
    return section;
}

void exportReport(Shell& shell, QWidget* parent, const Report& report, const QString& suggestedName)
{
    const QString path = fileChooser()(parent, tr("Export report"), suggestedPath(shell, suggestedName),
                                       tr("Web page (*.html);;PDF (*.pdf)"));
    if (path.isEmpty())
        return;
    const bool isPdf = path.endsWith(QLatin1String(".pdf"), Qt::CaseInsensitive);
    saveExport(shell, path, isPdf ? reportPdf(report) : reportHtml(report));
}

QString askExportFile(Shell& shell, QWidget* parent, const QString& title, const QString& suggestedName,
                      const QString& kinds)
{
    return fileChooser()(parent, title, suggestedPath(shell, suggestedName), kinds);
}

void exportFile(Shell& shell, QWidget* parent, const QString& title, const QByteArray& bytes,
                const QString& suggestedName, const QString& kinds)
{
    const QString path = askExportFile(shell, parent, title, suggestedName, kinds);
    if (!path.isEmpty())
        saveExport(shell, path, bytes);
}

void exportText(Shell& shell, QWidget* parent, const QByteArray& text, const QString& suggestedName)
{
    exportFile(shell, parent, tr("Export"), text, suggestedName, tr("Comma-separated (*.csv)"));
}

} // namespace bursar::ui
