// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/dialogs.h"

#include <QComboBox>

#include <optional>
#include <vector>

class QSettings;

namespace bursar::ui {

/// A filter with a segment of the engine, under a name of the operator's.
struct SavedSegment {
    QString name;
    QString segment; ///< all, vip, new, returning, churned, paying
    QString filter;  ///< as typed
    friend bool operator==(const SavedSegment&, const SavedSegment&) = default;
};

/// The segments that were saved in this profile.
class SavedSegments {
public:
    explicit SavedSegments(QSettings& settings) : m_settings(settings) {}
    std::vector<SavedSegment> all() const;
    /// Replaces one of the same name.
    void save(const SavedSegment& segment);
    void remove(const QString& name);
    /// The one that says the same.
    std::optional<SavedSegment> matching(const QString& segment, const QString& filter) const;

private:
    void write(const std::vector<SavedSegment>& segments);
    QSettings& m_settings;
};

/// Words of the engine's segments, in the order of the list.
const QStringList& segmentWords();
QString segmentTitle(const QString& word);
QString segmentExplained(const QString& word);

/// Chooses a segment: the engine's, then the saved ones.
class SegmentPicker : public QComboBox {
    Q_OBJECT

public:
    explicit SegmentPicker(QSettings& settings, QWidget* parent = nullptr);
    /// Shows what is in force: a saved segment when it says the same, else the engine's.
    void showCurrent(const QString& segment, const QString& filter);

Q_SIGNALS:
    void segmentChosen(const QString& word);
    void savedChosen(const bursar::ui::SavedSegment& segment);

private:
    SavedSegments m_saved;
};

/// Asks for the name of a segment.
class SaveSegmentDialog : public SheetDialog {
    Q_OBJECT

public:
    SaveSegmentDialog(const SavedSegment& segment, const QStringList& taken, QWidget* window);

Q_SIGNALS:
    void named(const QString& name);
};

} // namespace bursar::ui
