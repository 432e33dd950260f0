// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/customers/customer_segments.h"

#include "models/common/tr.h"
#include "ui/theme/style.h"
#include "ui/widgets/button.h"
#include "ui/widgets/text_label.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLineEdit>
#include <QSettings>
#include <QVBoxLayout>

namespace bursar::ui {

namespace {
constexpr QLatin1StringView kKey("customers/segments");
constexpr QLatin1StringView kName("name");
constexpr QLatin1StringView kSegment("segment");
constexpr QLatin1StringView kFilter("filter");
constexpr int kNameLength = 40;
} // namespace

std::vector<SavedSegment> SavedSegments::all() const
{
    std::vector<SavedSegment> out;
    const QJsonArray array = QJsonDocument::fromJson(m_settings.value(kKey).toByteArray()).array();
    for (const QJsonValue& value : array) {
        const QJsonObject object = value.toObject();
        SavedSegment segment{object.value(kName).toString(), object.value(kSegment).toString(),
                             object.value(kFilter).toString()};
        if (!segment.name.isEmpty() && segmentWords().contains(segment.segment))
            out.push_back(std::move(segment));
    }
    return out;
}

void SavedSegments::save(const SavedSegment& segment)
{
    std::vector<SavedSegment> segments = all();
    std::erase_if(segments, [&](const SavedSegment& each) { return each.name == segment.name; });
    segments.push_back(segment);
    std::ranges::sort(segments, [](const SavedSegment& a, const SavedSegment& b) {
        return QString::localeAwareCompare(a.name, b.name) < 0;
    });
    write(segments);
}

void SavedSegments::remove(const QString& name)
{
    std::vector<SavedSegment> segments = all();
    std::erase_if(segments, [&](const SavedSegment& each) { return each.name == name; });
    write(segments);
}

std::optional<SavedSegment> SavedSegments::matching(const QString& segment, const QString& filter) const
{
    for (const SavedSegment& each : all()) {
        if (each.segment == segment && each.filter == filter)
            return each;
    }
    return std::nullopt;
}

void SavedSegments::write(const std::vector<SavedSegment>& segments)
{
    QJsonArray array;
    for (const SavedSegment& each : segments)
        array.append(QJsonObject{{kName, each.name}, {kSegment, each.segment}, {kFilter, each.filter}});
    m_settings.setValue(kKey, QJsonDocument(array).toJson(QJsonDocument::Compact));
}

const QStringList& segmentWords()
{
    static const QStringList kWords{QStringLiteral("all"),       QStringLiteral("vip"),     QStringLiteral("new"),
                                    QStringLiteral("returning"), QStringLiteral("churned"), QStringLiteral("paying")};
    return kWords;
}

QString segmentTitle(const QString& word)
{
    if (word == QLatin1String("vip"))
        return tr("VIP");
    if (word == QLatin1String("new"))
        return tr("New");
    if (word == QLatin1String("returning"))
        return tr("Returning");
    if (word == QLatin1String("churned"))
        return tr("Churned");
    if (word == QLatin1String("paying"))
        return tr("Paying");
    return tr("All customers");
}

QString segmentExplained(const QString& word)
{
    if (word == QLatin1String("vip"))
        return tr("The top 10 % by revenue.");
    if (word == QLatin1String("new"))
        return tr("First seen within 7 days.");
    if (word == QLatin1String("returning"))
        return tr("Known for more than 7 days and seen within them.");
    if (word == QLatin1String("churned"))
        return tr("Not seen for 7 days.");
    if (word == QLatin1String("paying"))
        return tr("Paid at least once.");
    return tr("Everybody who ever called.");
}

SegmentPicker::SegmentPicker(QSettings& settings, QWidget* parent) : QComboBox(parent), m_saved(settings)
{
    setSmall(this, true);
    setAccessibleName(tr("Segment"));
    setSizeAdjustPolicy(QComboBox::AdjustToContents);
    connect(this, &QComboBox::activated, this, [this](int index) {
        const QString chosen = itemData(index).toString();
        if (segmentWords().contains(chosen)) {
            Q_EMIT segmentChosen(chosen);
            return;
        }
        for (const SavedSegment& each : m_saved.all()) {
            if (each.name == itemText(index)) {
                Q_EMIT savedChosen(each);
                return;
            }
        }
    });
}

void SegmentPicker::showCurrent(const QString& segment, const QString& filter)
{
    const QSignalBlocker blocker(this);
    const auto saved = m_saved.all();
    clear();
    for (const QString& word : segmentWords()) {
        addItem(segmentTitle(word), word);
        setItemData(count() - 1, segmentExplained(word), Qt::ToolTipRole);
    }
    if (!saved.empty())
        insertSeparator(count());
    const auto match = m_saved.matching(segment, filter);
    int current = std::max(0, findData(segment));
    for (const SavedSegment& each : saved) {
        addItem(each.name, QString());
        const QString said = QString(segmentTitle(each.segment) + QLatin1Char(' ') + each.filter);
        setItemData(count() - 1, said.trimmed(), Qt::ToolTipRole);
        if (match && match->name == each.name)
            current = count() - 1;
    }
    setCurrentIndex(current);
    setToolTip(itemData(current, Qt::ToolTipRole).toString());
}

SaveSegmentDialog::SaveSegmentDialog(const SavedSegment& segment, const QStringList& taken, QWidget* window)
    : SheetDialog(tr("Save this segment"), window)
{
    setIdentity(QString(segmentTitle(segment.segment) + QLatin1String("  ") + segment.filter).trimmed());
    auto* name = new QLineEdit(segment.name);
    name->setObjectName(QStringLiteral("segmentName"));
    name->setMaxLength(kNameLength);
    name->setAccessibleName(tr("Name"));
    auto* note = new TextLabel({}, TextRole::Label, Ink::Muted);
    body()->addWidget(new TextLabel(tr("Name"), TextRole::LabelStrong));
    body()->addWidget(name);
    body()->addWidget(note);
    auto* cancel = addButton(tr("Cancel"), ButtonKind::Secondary);
    auto* save = addButton(tr("Save segment"), ButtonKind::Primary);
    const auto check = [name, note, save, taken] {
        const QString wanted = name->text().trimmed();
        save->setDisabledReason(wanted.isEmpty() ? tr("Give it a name.") : QString());
        note->setText(taken.contains(wanted) ? tr("This replaces the one of the same name.") : QString());
    };
    const auto accepted = [this, name] {
        const QString wanted = name->text().trimmed();
        if (wanted.isEmpty())
            return;
        Q_EMIT named(wanted);
        accept();
    };
    connect(name, &QLineEdit::textChanged, this, check);
    connect(name, &QLineEdit::returnPressed, this, accepted);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(save, &QPushButton::clicked, this, accepted);
    check();
    name->setFocus();
}

} // namespace bursar::ui
