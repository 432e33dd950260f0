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
    /// The lines of a first call to that address with that key.
    using Snippet = QString (*)(const QString& url, const QString& key);
    /// `sentence` says what would be here.
    void say(EmptyState* state, const QString& sentence);
    /// What is not begun by a request: the lines that begin it, and what is waited for then.
    void say(EmptyState* state, const QString& sentence, Snippet snippet, const QString& waiting);
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
