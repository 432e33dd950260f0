// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pages/common/query.h"

namespace bursar::models {

quint64 QueryBase::begin(bool quiet)
{
    m_loading = true;
    m_quiet = quiet;
    ++m_generation;
    Q_EMIT stateChanged();
    return m_generation;
}

void QueryBase::succeed()
{
    m_loading = false;
    m_failure.reset();
    m_readAt = displaySettings().now();
    Q_EMIT updated();
    Q_EMIT stateChanged();
}

void QueryBase::fail(const base::Error& error)
{
    m_loading = false;
    m_failure = error;
    Q_EMIT stateChanged();
}

void QueryBase::forget()
{
    ++m_generation;
    m_loading = false;
    m_failure.reset();
    m_readAt.reset();
    Q_EMIT stateChanged();
}

} // namespace bursar::models
