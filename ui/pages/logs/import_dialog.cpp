// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/logs/import_dialog.h"

#include "contract/registry.h"
#include "models/common/format.h"
#include "ui/pages/common/cells.h"
#include "ui/pages/common/error_text.h"
#include "ui/theme/theme.h"
#include "ui/widgets/button.h"
#include "ui/widgets/inspector.h"
#include "ui/widgets/text_label.h"

#include <QComboBox>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QProgressBar>
#include <QScrollArea>
#include <QVBoxLayout>

#include <boost/json/array.hpp>

namespace bursar::ui {

namespace {
constexpr int kRefusedShownMax = 20;
constexpr int kFactsHeight = 260;

qint64 countIn(const contract::json::object& result, std::string_view name)
{
    const contract::json::value* value = result.if_contains(name);
    return value && value->is_number() ? value->to_number<std::int64_t>() : 0;
}
} // namespace

ImportDialog::ImportDialog(models::Gateway& gateway, const QString& agentId, QWidget* window)
    : SheetDialog(tr("Import an access log"), window), m_gateway(gateway), m_model(gateway), m_agent(new QComboBox),
      m_file(new QLineEdit), m_browse(new Button(tr("Choose…"))), m_progress(new QProgressBar),
      m_status(new TextLabel({}, TextRole::Body, Ink::Muted)), m_facts(new FactList),
      m_undo(new Button(tr("Undo import"), ButtonKind::DestructiveText)),
      m_cancel(addButton(tr("Close"), ButtonKind::Secondary)),
      m_import(addButton(tr("Import"), ButtonKind::Primary))
{
    build();
    fillAgents(agentId);
    connect(&m_model, &models::ImportModel::changed, this, &ImportDialog::update);
    connect(&m_model, &models::ImportModel::undone, this, [this](qint64 rows) {
        m_imported = false;
        m_status->setText(tr("%1 rows were taken away again.").arg(models::formatCount(rows)));
        m_undo->hide();
        Q_EMIT dataChanged();
    });
    connect(&m_model, &models::ImportModel::undoFailed, this,
            [this](const base::Error& error) { m_status->setText(errorText(error).sentence); });
    update();
}

ImportDialog::~ImportDialog() = default;

void ImportDialog::build()
{
    m_file->setObjectName(QStringLiteral("importFile"));
    m_file->setPlaceholderText(tr("Apache, nginx or JSON lines; plain or gzip"));
    m_status->setWordWrap(true);
    m_progress->setTextVisible(false);
    m_undo->hide();
    auto* scroll = new QScrollArea;
    scroll->setWidget(m_facts);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFixedHeight(theme().px(kFactsHeight));
    auto* fileRow = new QHBoxLayout;
    fileRow->addWidget(m_file, 1);
    fileRow->addWidget(m_browse);
    body()->addWidget(new TextLabel(tr("The requests belong to"), TextRole::LabelStrong));
    body()->addWidget(m_agent);
    body()->addWidget(new TextLabel(tr("File"), TextRole::LabelStrong));
    body()->addLayout(fileRow);
    body()->addWidget(m_status);
    body()->addWidget(m_progress);
    body()->addWidget(scroll);
    setFootWidget(m_undo);
    connect(m_browse, &QPushButton::clicked, this, &ImportDialog::chooseFile);
    connect(m_file, &QLineEdit::editingFinished, this, &ImportDialog::startPreview);
    connect(m_agent, &QComboBox::activated, this, &ImportDialog::startPreview);
    connect(m_import, &QPushButton::clicked, this, &ImportDialog::startImport);
    connect(m_undo, &QPushButton::clicked, &m_model, &models::ImportModel::undo);
    connect(m_cancel, &QPushButton::clicked, this, [this] {
        const auto stage = m_model.stage();
        if (stage == models::ImportModel::Stage::Uploading || stage == models::ImportModel::Stage::Working)
            return m_model.cancel();
        reject();
    });
}

void ImportDialog::fillAgents(const QString& chosen)
{
    contract::ListAgents::Input input;
    input.status = "active";
    input.limit = 500;
    m_gateway.call<contract::ListAgents>(
        std::move(input), this, [this, chosen](contract::Outcome<contract::AgentList> outcome) {
            if (!outcome)
                return m_status->setText(errorText(outcome.error()).sentence);
            for (const contract::Agent& agent : outcome->agents)
                m_agent->addItem(QStringLiteral("%1  (%2)").arg(text(agent.name), text(agent.agent_id)),
                                 text(agent.agent_id));
            if (const int index = m_agent->findData(chosen); index >= 0)
                m_agent->setCurrentIndex(index);
            update();
        });
}

void ImportDialog::chooseFile()
{
    const QString file = QFileDialog::getOpenFileName(this, tr("Import an access log"), m_file->text());
    if (file.isEmpty())
        return;
    m_file->setText(file);
    startPreview();
}

void ImportDialog::startPreview()
{
    if (m_file->text().isEmpty() || m_agent->currentIndex() < 0)
        return;
    m_imported = false;
    m_model.start(m_agent->currentData().toString(), m_file->text(), true);
}

void ImportDialog::startImport()
{
    m_imported = true;
    m_model.start(m_agent->currentData().toString(), m_file->text(), false);
}

void ImportDialog::update()
{
    using Stage = models::ImportModel::Stage;
    const Stage stage = m_model.stage();
    const bool busy = stage == Stage::Uploading || stage == Stage::Working;
    m_agent->setEnabled(!busy);
    m_file->setEnabled(!busy);
    m_browse->setEnabled(!busy);
    m_progress->setVisible(busy);
    m_cancel->setText(busy ? tr("Cancel") : tr("Close"));
    const bool previewed = stage == Stage::Done && m_model.isPreview();
    m_import->setDisabledReason(previewed                           ? QString()
                                : m_imported && stage == Stage::Done ? tr("This file is imported.")
                                : busy                               ? tr("Wait until this is done, or cancel.")
                                                                     : tr("Choose an agent and a file first."));
    m_undo->setVisible(stage == Stage::Done && m_imported && !m_model.isPreview()
                       && countIn(m_model.task().result, "added") > 0);
    if (stage == Stage::Uploading) {
        m_progress->setRange(0, 1000);
        m_progress->setValue(static_cast<int>(m_model.uploaded() * 1000));
        m_status->setText(tr("Sending %1 …").arg(m_model.fileName()));
    } else if (stage == Stage::Failed) {
        const auto& failure = m_model.failure();
        m_status->setText(failure ? errorText(*failure).sentence : text(m_model.task().message));
    } else if (stage == Stage::Working || stage == Stage::Done) {
        show(m_model.task());
    }
    if (stage == Stage::Done && !m_model.isPreview())
        Q_EMIT dataChanged();
}

void ImportDialog::show(const contract::Task& task)
{
    if (task.total && *task.total > 0) {
        m_progress->setRange(0, 1000);
        m_progress->setValue(static_cast<int>(task.done * 1000 / *task.total));
    } else {
        m_progress->setRange(0, 0);
    }
    QString line = text(task.message);
    if (!task.finished_at && task.rate_per_second > 0)
        line += QStringLiteral(" · ") + tr("%1 a second").arg(models::formatShort(task.rate_per_second));
    m_status->setText(line);
    if (task.finished_at)
        addResultFacts(task.result);
}

void ImportDialog::addResultFacts(const contract::json::object& result)
{
    m_facts->clear();
    for (const auto& item : result) {
        if (item.value().is_number())
            m_facts->addFact(text(std::string(item.key())), models::Count{item.value().to_number<std::int64_t>()});
        else if (item.value().is_string())
            m_facts->addFact(text(std::string(item.key())), models::Code{text(std::string(item.value().as_string()))});
    }
    for (const char* list : {"repaired_lines", "malformed_lines", "malformed", "repaired"}) {
        const contract::json::value* lines = result.if_contains(list);
        if (!lines || !lines->is_array() || lines->get_array().empty())
            continue;
        m_facts->addHeading(text(std::string(list)));
        int shown = 0;
        for (const contract::json::value& line : lines->get_array()) {
            if (!line.is_object() || ++shown > kRefusedShownMax)
                break;
            const contract::json::object& fields = line.get_object();
            const contract::json::value* reason = fields.if_contains("reason");
            m_facts->addFact(tr("Line %1").arg(countIn(fields, "line")),
                             models::Text{reason && reason->is_string() ? text(std::string(reason->get_string()))
                                                                        : QString()});
        }
    }
}

} // namespace bursar::ui
