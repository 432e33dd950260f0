// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/settings/settings_page.h"

#include "models/common/tr.h"
#include "ui/pages/common/error_text.h"
#include "ui/pages/common/links.h"
#include "ui/pages/common/page_scroll.h"
#include "ui/pages/common/panel_loader.h"
#include "ui/pages/settings/appearance_form.h"
#include "ui/pages/settings/setting_editor.h"
#include "ui/theme/style.h"
#include "ui/theme/theme.h"
#include "ui/widgets/card.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/inspector.h"

#include <QLineEdit>
#include <QTimer>
#include <QVBoxLayout>

#include <utility>

namespace bursar::ui {

namespace {
constexpr int kFilterWidth = 220;
constexpr int kRowsShownMax = 60;

std::vector<Column> columns()
{
    return {
        {.key = QStringLiteral("key"), .title = tr("Setting"), .kind = ColumnKind::Code, .width = 220,
         .isSortable = false},
        {.key = QStringLiteral("value"), .title = tr("Value"), .kind = ColumnKind::Code, .width = 200,
         .isSortable = false, .stretches = true},
        {.key = QStringLiteral("default"), .title = tr("Default"), .kind = ColumnKind::Code, .width = 140,
         .priority = 1, .isSortable = false},
        {.key = QStringLiteral("source"), .title = tr("Source"), .kind = ColumnKind::Text, .width = 160,
         .isSortable = false},
        {.key = QStringLiteral("type"), .title = tr("Type"), .kind = ColumnKind::Text, .width = 96, .priority = 2,
         .isSortable = false},
    };
}
} // namespace

SettingsPage::SettingsPage(Shell& shell, QWidget* parent)
    : Page(shell, parent), m_model(gateway()), m_scroll(new PageScroll(this))
{
    build();
    connect(&m_model, &models::SettingsModel::changed, this, &SettingsPage::onChanged);
    connect(&m_model, &models::SettingsModel::changeFailed, this, &SettingsPage::onFailed);
    connect(&m_model.list(), &models::QueryBase::updated, this, &SettingsPage::showList);
    connect(&gateway(), &models::Gateway::linkChanged, this, [this] {
        if (m_editor)
            m_editor->setReadOnlyReason(whyReadOnly());
    });
}

void SettingsPage::showList()
{
    m_engineCard->setSubtitle(tr("kept in %1").arg(QString::fromStdString(m_model.list().data()->file)));
    m_table->setState(m_model.shown() == 0 ? TableState::EmptyFiltered : TableState::Rows);
    if (!m_pendingSelection.isEmpty())
        return inspect(std::exchange(m_pendingSelection, {}));
    // What is being typed is not overwritten by a fresh answer.
    const contract::SettingRow* row = m_editor && !m_editor->isChanged() ? m_model.find(m_editor->key()) : nullptr;
    if (row)
        m_editor->show(*row, m_model.isPending(m_editor->key()), whyReadOnly());
}

void SettingsPage::watchPane()
{
    if (std::exchange(m_isWatching, true))
        return;
    // The dock closes and opens again when it moves the pane over the page or beside it.
    connect(&shell().inspector(), &Inspector::closed, this, [this] {
        QTimer::singleShot(0, this, [this] {
            if (shell().inspector().isOpen() || m_selected.isEmpty())
                return;
            m_selected.clear();
            shell().stateChanged();
        });
    });
}

QString SettingsPage::title() const
{
    return tr("Settings");
}

void SettingsPage::build()
{
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins({});
    outer->addWidget(m_scroll);
    auto* looks = new Card(tr("This console"));
    auto* form = new AppearanceForm(shell().settings());
    connect(form, &AppearanceForm::languageChosen, this,
            [this](QLocale::Language language) { shell().setLanguage(language); });
    looks->setContent(form);

    m_filter = new QLineEdit;
    m_filter->setObjectName(QStringLiteral("settingFilter"));
    m_filter->setAccessibleName(tr("Find a setting"));
    m_filter->setPlaceholderText(tr("Find a setting   /"));
    m_filter->setFixedWidth(theme().px(kFilterWidth));
    m_filter->setClearButtonEnabled(true);
    setSmall(m_filter, true);
    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_model.setFilter(text);
        m_table->setState(m_model.shown() == 0 ? TableState::EmptyFiltered : TableState::Rows);
        shell().stateChanged();
    });

    m_table = new DataTable(QStringLiteral("settings"));
    m_table->setObjectName(QStringLiteral("engineSettings"));
    m_table->setColumns(columns());
    m_table->setModel(&m_model.rows());
    fitRows(m_table, 1, kRowsShownMax);
    connect(m_table, &DataTable::rowActivated, this,
            [this](const QModelIndex& index) { inspect(m_model.rows().row(index.row()).key); });
    connect(m_table, &DataTable::clearFiltersRequested, m_filter, &QLineEdit::clear);

    m_engineCard = new Card(tr("Engine"));
    m_engineCard->addAction(m_filter);
    m_engineCard->setContent(m_table, false);
    m_engineCard->setSkeleton(SkeletonShape::Rows);
    new PanelLoader(m_engineCard, m_model.list(), gateway());
    m_scroll->column()->addWidget(looks);
    m_scroll->column()->addWidget(m_engineCard, 1);
}

QString SettingsPage::whyReadOnly() const
{
    const auto& me = const_cast<SettingsPage*>(this)->gateway().me();
    const auto role = me && me->role ? contract::roleFromWord(*me->role) : std::nullopt;
    if (!role || *role < contract::Role::admin)
        return tr("Only admins and owners change settings.");
    return const_cast<SettingsPage*>(this)->gateway().isLive() ? QString() : tr("There is no line to the engine.");
}

void SettingsPage::inspect(const QString& key)
{
    const contract::SettingRow* row = m_model.find(key);
    if (!row)
        return;
    m_selected = key;
    watchPane();
    Inspector& inspector = shell().inspector();
    m_editor = new SettingEditor;
    inspector.clearActions();
    inspector.setKind(tr("Engine setting"));
    inspector.setTitle(key);
    inspector.setId({});
    inspector.setContext({});
    inspector.setWhy(Tone::Neutral, Glyph::None, {});
    inspector.addTab(QStringLiteral("summary"), tr("Summary"), m_editor);
    m_editor->show(*row, m_model.isPending(key), whyReadOnly());
    connect(m_editor, &SettingEditor::saveRequested, this, [this](const QString& of, const QString& value) {
        m_editor->setBusy(true);
        m_model.change(of, value);
    });
    connect(m_editor, &SettingEditor::resetRequested, this, [this](const QString& of) {
        m_editor->setBusy(true);
        m_model.change(of, std::nullopt);
    });
    connect(m_editor, &QObject::destroyed, this, [this, editor = m_editor] {
        if (m_editor == editor)
            m_editor = nullptr;
    });
    shell().showInspector();
    shell().stateChanged();
}

void SettingsPage::onChanged(const QString& key)
{
    if (m_editor && m_editor->key() == key) {
        m_editor->setBusy(false);
        m_editor->show(*m_model.find(key), true, whyReadOnly());
    }
    shell().toast(tr("%1 is written. It is in force after the engine's next start.").arg(key));
}

void SettingsPage::onFailed(const QString& key, const base::Error& error)
{
    const QString sentence = errorText(error).sentence;
    if (m_editor && m_editor->key() == key) {
        m_editor->setBusy(false);
        m_editor->showProblem(sentence);
    } else {
        shell().toastError(sentence);
    }
}

void SettingsPage::refresh()
{
    m_model.read();
}

QJsonObject SettingsPage::saveState() const
{
    return {{state::kSelected, m_selected.isEmpty() ? m_pendingSelection : m_selected},
            {state::kFilter, m_filter->text()}};
}

void SettingsPage::restoreState(const QJsonObject& saved)
{
    if (saved.isEmpty())
        return;
    m_filter->setText(saved.value(state::kFilter).toString());
    m_pendingSelection = saved.value(state::kSelected).toString();
}

void SettingsPage::focusFilter()
{
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
}

} // namespace bursar::ui
