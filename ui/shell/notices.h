// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/common/state_words.h"

#include <QObject>
#include <QString>

#include <vector>

namespace bursar::ui {

/// Something that needs a person: a line of the bell's list, and the banner when it is the worst.
struct Notice {
    enum class Weight { Bell, Banner };
    QString id; ///< one notice per id
    models::Tone tone = models::Tone::Warning;
    models::Glyph glyph = models::Glyph::Triangle;
    QString text;
    QString action; ///< empty: none
    Weight weight = Weight::Bell;
    int rank = 0; ///< the highest is the banner
    friend bool operator==(const Notice&, const Notice&) = default;
};

/// What needs a person now, worst first.
class Notices : public QObject {
    Q_OBJECT

public:
    explicit Notices(QObject* parent = nullptr) : QObject(parent) {}
    void set(const Notice& notice);
    void clear(const QString& id);
    const std::vector<Notice>& all() const { return m_notices; }
    /// The worst one that belongs on the page; null when there is none.
    const Notice* banner() const;

Q_SIGNALS:
    void changed();
    /// The operator asks for a notice's action, in the banner or in the bell.
    void actionRequested(const QString& id);

private:
    std::vector<Notice> m_notices;
};

} // namespace bursar::ui
