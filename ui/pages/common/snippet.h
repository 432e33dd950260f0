// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/client/gateway.h"
#include "models/pages/common/query.h"

#include "contract/system.h"

#include <QObject>

namespace bursar::ui {

class EmptyState;

/// The five lines that send a first request to this engine, for empty pages.
QString sdkSnippet(const QString& url, const QString& key);

/// What empty pages say and wait for. The engine's address is asked for when it is first needed.
class FirstSteps : public QObject {
    Q_OBJECT

public:
    explicit FirstSteps(models::Gateway& gateway, QObject* parent = nullptr);
    /// `sentence` says what would be here.
    void say(EmptyState* state, const QString& sentence);
    /// A key that was just made and is still known: stands in the snippet instead of the advice where to get one.
    void setKey(const QString& key) { m_key = key; }

Q_SIGNALS:
    /// The address arrived: say it again.
    void changed();

private:
    models::Query<contract::GetSystemStatus> m_status;
    QString m_key;
    bool m_asked = false;
};

} // namespace bursar::ui
