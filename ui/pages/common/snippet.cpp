// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/common/snippet.h"

#include "ui/pages/common/cells.h"
#include "ui/widgets/empty_state.h"

namespace bursar::ui {

QString sdkSnippet(const QString& url, const QString& key)
{
    return QStringLiteral("import requests\n"
                          "requests.post(\"%1/v1/ingest\",\n"
                          "    headers={\"Authorization\": \"Bearer %2\"},\n"
                          "    json={\"entries\": [{\"requestId\": \"first-call\", \"method\": \"POST\", "
                          "\"path\": \"/mcp\",\n"
                          "        \"toolName\": \"search\", \"statusCode\": 200, \"responseMs\": 12}]})")
        .arg(url, key);
}

FirstSteps::FirstSteps(models::Gateway& gateway, QObject* parent) : QObject(parent), m_status(gateway)
{
    connect(&m_status, &models::QueryBase::updated, this, &FirstSteps::changed);
}

void FirstSteps::say(EmptyState* state, const QString& sentence)
{
    say(state, sentence, sdkSnippet, tr("Waiting for the first call…"));
}

void FirstSteps::say(EmptyState* state, const QString& sentence, Snippet snippet, const QString& waiting)
{
    if (!m_asked) {
        m_asked = true;
        m_status.read({});
    }
    QString words = sentence;
    const bool listens = m_status.data() && !m_status.data()->url.empty();
    if (m_status.data() && !listens) {
        state->showNever(words + QLatin1Char(' ')
                         + tr("This engine takes in no requests over the network; turn listening on in Settings."));
        return;
    }
    if (m_key.isEmpty())
        words += QLatin1Char(' ') + tr("A key is made in Registry: register an agent, or open one and add a key.");
    const QString url = listens ? text(m_status.data()->url) : QStringLiteral("http://127.0.0.1:8080");
    state->showNever(words, snippet(url, m_key.isEmpty() ? QStringLiteral("YOUR_KEY") : m_key), waiting);
}

} // namespace bursar::ui
