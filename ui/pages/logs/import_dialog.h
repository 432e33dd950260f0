// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pages/logs/import_model.h"
#include "ui/widgets/dialogs.h"

class QComboBox;
class QLineEdit;
class QProgressBar;

namespace bursar::ui {

class FactList;

/// Brings in an access log: choose agent and file, see what the first lines would become, import, undo.
class ImportDialog : public SheetDialog {
    Q_OBJECT

public:
    ImportDialog(models::Gateway& gateway, const QString& agentId, QWidget* window);
    ~ImportDialog() override;

    QLineEdit* fileEdit() const { return m_file; }

Q_SIGNALS:
    /// Rows came in or were taken away.
    void dataChanged();

private:
    void build();
    void fillAgents(const QString& chosen);
    void chooseFile();
    /// Looks at the file unless that was done already.
    void startPreview();
    void startImport();
    void cancelOrClose();
    void show(const contract::Task& task);
    void update();
    bool isImported() const;
    QString whyNotImport() const;
    void addResultFacts(const contract::json::object& result);
    void addLines(const QString& title, const contract::json::object& result, const char* list);
    void addPreviewRows(const contract::json::object& result);

    models::Gateway& m_gateway;
    models::ImportModel m_model;
    QComboBox* m_agent;
    QLineEdit* m_file;
    Button* m_browse;
    QProgressBar* m_progress;
    TextLabel* m_status;
    FactList* m_facts;
    Button* m_undo;
    Button* m_cancel;
    Button* m_import;
    QString m_lookedAt; ///< agent and file of the present preview
    bool m_isPreviewed = false;
    bool m_isAnnounced = false; ///< that rows came in
    bool m_isUndone = false;
};

} // namespace bursar::ui
