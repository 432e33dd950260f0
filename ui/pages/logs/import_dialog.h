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
    void startPreview();
    void startImport();
    void show(const contract::Task& task);
    void update();
    void addResultFacts(const contract::json::object& result);

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
    bool m_imported = false;
};

} // namespace bursar::ui
