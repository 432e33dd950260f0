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

#include <utility>

namespace bursar::ui {

namespace {
constexpr int kLinesShownMax = 20;
constexpr int kFactsHeight = 260;

qint64 countIn(const contract::json::object& result, std::string_view name)
{
    const contract::json::value* value = result.if_contains(name);
    return value && value->is_number() ? value->to_number<std::int64_t>() : 0;
}

QString textIn(const contract::json::object& object, std::string_view name)
{
    const contract::json::value* value = object.if_contains(name);
    return value && value->is_string() ? text(std::string(value->get_string())) : QString();
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
        m_isUndone = true;
        m_undo->setBusy(false);
        update();
        m_status->setText(tr("%1 rows were taken away again.").arg(models::formatCount(rows)));
        Q_EMIT dataChanged();
    });
    connect(&m_model, &models::ImportModel::undoFailed, this, [this](const base::Error& error) {
        m_undo->setBusy(false);
        m_status->setText(errorText(error).sentence);
    });
    update();
}

ImportDialog::~ImportDialog() = default;

void ImportDialog::build()
{
    m_agent->setObjectName(QStringLiteral("importAgent"));
    m_agent->setAccessibleName(tr("The requests belong to"));
    m_file->setObjectName(QStringLiteral("importFile"));
    m_file->setAccessibleName(tr("File"));
    m_status->setObjectName(QStringLiteral("importStatus"));
    m_facts->setObjectName(QStringLiteral("importFacts"));
    m_import->setObjectName(QStringLiteral("importRun"));
    m_undo->setObjectName(QStringLiteral("importUndo"));
    m_cancel->setObjectName(QStringLiteral("importClose"));
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
    connect(m_undo, &QPushButton::clicked, this, [this] {
        m_undo->setBusy(true);
        m_model.undo();
    });
    connect(m_cancel, &QPushButton::clicked, this, &ImportDialog::cancelOrClose);
}

void ImportDialog::cancelOrClose()
{
    if (!m_model.isBusy())
        return reject();
    const bool isForGood = !m_model.isPreview();
    m_model.cancel();
    m_facts->clear();
    m_status->setText(isForGood ? tr("Canceled. What was stored so far stays.") : QString());
    if (isForGood)
        Q_EMIT dataChanged();
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
    const QString agent = m_agent->currentData().toString();
    const QString file = m_file->text();
    // Leaving the field is not a new question: it also happens on the way to the Import button.
    if (std::exchange(m_lookedAt, QString(agent + QLatin1Char('\n') + file)) == m_lookedAt)
        return;
    m_isPreviewed = false;
    m_model.start(agent, file, models::ImportModel::Kind::Preview);
}

void ImportDialog::startImport()
{
    m_isAnnounced = false;
    m_isUndone = false;
    m_model.start(m_agent->currentData().toString(), m_file->text(), models::ImportModel::Kind::ForGood);
}

bool ImportDialog::isImported() const
{
    return m_model.stage() == models::ImportModel::Stage::Done && !m_model.isPreview() && !m_isUndone;
}

QString ImportDialog::whyNotImport() const
{
    if (m_model.isBusy())
        return tr("Wait until this is done, or cancel.");
    if (isImported())
        return tr("This file is imported.");
    return m_isPreviewed ? QString() : tr("Choose an agent and a file first.");
}

void ImportDialog::update()
{
    using Stage = models::ImportModel::Stage;
    const Stage stage = m_model.stage();
    const bool busy = m_model.isBusy();
    const bool done = stage == Stage::Done;
    m_isPreviewed = m_isPreviewed || (done && m_model.isPreview());
    const bool isNew = isImported() && !std::exchange(m_isAnnounced, true);
    m_agent->setEnabled(!busy);
    m_file->setEnabled(!busy);
    m_browse->setEnabled(!busy);
    m_progress->setVisible(busy);
    m_cancel->setText(busy ? tr("Cancel") : tr("Close"));
    m_import->setDisabledReason(whyNotImport());
    m_undo->setVisible(isImported() && countIn(m_model.task().result, "added") > 0);
    if (stage == Stage::Uploading) {
        m_progress->setRange(0, 1000);
        m_progress->setValue(static_cast<int>(m_model.uploaded() * 1000));
        m_status->setText(tr("Sending %1 …").arg(m_model.fileName()));
    } else if (stage == Stage::Failed) {
        const auto& failure = m_model.failure();
        m_status->setText(failure ? errorText(*failure).sentence : text(m_model.task().message));
        m_lookedAt.clear(); // the same file may be tried again
    } else if (stage == Stage::Working || done) {
        show(m_model.task());
    }
    if (isNew)
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
    if (!task.finished_at && task.seconds_left)
        line += QStringLiteral(" · ") + tr("%1 left").arg(models::formatDuration(microsecondsOf(*task.seconds_left * 1000)));
    m_status->setText(line);
    if (task.finished_at)
        addResultFacts(task.result);
}

void ImportDialog::addResultFacts(const contract::json::object& result)
{
    struct Name {
        const char* key;
        QString words;
    };
    const Name names[] = {{"lines", tr("Lines")},
                          {"requests", tr("Requests")},
                          {"added", tr("Added")},
                          {"duplicates", tr("Known before")},
                          {"malformed", tr("Could not be read")},
                          {"repaired", tr("Cut off, taken in part")},
                          {"first_at", tr("First")},
                          {"last_at", tr("Last")}};
    const bool isPreview = result.if_contains("preview");
    m_facts->clear();
    for (const Name& name : names) {
        const contract::json::value* value = result.if_contains(name.key);
        const bool isStored = std::string_view(name.key) == "added" || std::string_view(name.key) == "duplicates";
        if (!value || (isPreview && isStored)) // a preview stores nothing
            continue;
        if (value->is_number())
            m_facts->addFact(name.words, models::Count{value->to_number<std::int64_t>()});
        else if (const auto at = value->is_string() ? base::parseTime(value->get_string()) : std::nullopt)
            m_facts->addFact(name.words, models::Time{*at});
    }
    addPreviewRows(result);
    addLines(tr("Lines that could not be read"), result, "malformed_lines");
    addLines(tr("Lines that were taken in part"), result, "repaired_lines");
}

void ImportDialog::addPreviewRows(const contract::json::object& result)
{
    const contract::json::value* rows = result.if_contains("rows");
    if (!rows || !rows->is_array() || rows->get_array().empty())
        return;
    m_facts->addHeading(tr("What the first lines become"));
    int shown = 0;
    for (const contract::json::value& row : rows->get_array()) {
        if (!row.is_object() || ++shown > kLinesShownMax)
            break;
        const contract::json::object& fields = row.get_object();
        const auto at = base::parseTime(textIn(fields, "at").toStdString());
        const QString request = QStringLiteral("%1 %2 %3").arg(QString::number(countIn(fields, "status")),
                                                               textIn(fields, "method"), textIn(fields, "path"));
        m_facts->addFact(at ? models::formatTime(*at) : QString(), models::Code{request}, textIn(fields, "customer"));
    }
}

void ImportDialog::addLines(const QString& title, const contract::json::object& result, const char* list)
{
    const contract::json::value* lines = result.if_contains(list);
    if (!lines || !lines->is_array() || lines->get_array().empty())
        return;
    m_facts->addHeading(title);
    int shown = 0;
    for (const contract::json::value& line : lines->get_array()) {
        if (!line.is_object() || ++shown > kLinesShownMax)
            break;
        const contract::json::object& fields = line.get_object();
        m_facts->addFact(tr("Line %1").arg(countIn(fields, "line")), models::Text{textIn(fields, "reason")});
    }
}

} // namespace bursar::ui
