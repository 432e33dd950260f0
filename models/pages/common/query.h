// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/client/gateway.h"
#include "models/common/time.h"

#include <QObject>

#include <optional>

namespace bursar::models {

/// What a panel knows about its data: none yet, being read, read at, failed. The last good data stays.
class QueryBase : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    bool isLoading() const { return m_loading; }
    /// A reload that nobody asked for (live): it is not announced.
    bool isQuiet() const { return m_quiet; }
    virtual bool hasData() const = 0;
    /// Neither data nor a failure yet.
    bool isWaiting() const { return !hasData() && !m_failure; }
    /// Why the last read failed; empty after a good one.
    const std::optional<base::Error>& failure() const { return m_failure; }
    /// When the present data was read.
    std::optional<Instant> readAt() const { return m_readAt; }
    /// Retry: asks the last question again.
    virtual void repeat() = 0;

Q_SIGNALS:
    /// New data arrived.
    void updated();
    /// Anything of the above changed, also after `updated`.
    void stateChanged();

protected:
    /// Begins a read and returns its generation; answers of earlier generations are dropped.
    quint64 begin(bool quiet);
    bool isCurrent(quint64 generation) const { return generation == m_generation; }
    void succeed();
    void fail(const base::Error& error);
    void forget();

private:
    std::optional<base::Error> m_failure;
    std::optional<Instant> m_readAt;
    quint64 m_generation = 0;
    bool m_loading = false;
    bool m_quiet = false;
};

/// One operation asked again and again with changing inputs; keeps its last good answer.
template <class Op>
class Query final : public QueryBase {
public:
    using Input = typename Op::Input;
    using Output = typename Op::Output;

    explicit Query(Gateway& gateway, QObject* parent = nullptr) : QueryBase(parent), m_gateway(gateway) {}

    /// Asks now; an answer that is still under way no longer counts.
    void read(Input input)
    {
        m_input = std::move(input);
        send(false);
    }
    /// Asks again without announcing it, unless an answer is under way.
    void refresh(Input input)
    {
        if (isLoading())
            return;
        m_input = std::move(input);
        send(true);
    }
    void repeat() override
    {
        if (m_input)
            send(false);
    }
    /// Forgets data and question: the panel's subject changed.
    void clear()
    {
        m_data.reset();
        m_answered.reset();
        m_input.reset();
        forget();
    }

    bool hasData() const override { return m_data.has_value(); }
    /// The last good answer; null before the first.
    const Output* data() const { return m_data ? &*m_data : nullptr; }
    /// The question that `data` answers.
    const Input* answered() const { return m_answered ? &*m_answered : nullptr; }

private:
    void send(bool quiet)
    {
        const quint64 generation = begin(quiet);
        m_gateway.call<Op>(*m_input, this,
                           [this, generation, input = *m_input](contract::Outcome<Output> outcome) {
                               if (!isCurrent(generation))
                                   return;
                               if (!outcome)
                                   return fail(outcome.error());
                               m_data = outcome.take();
                               m_answered = input;
                               succeed();
                           });
    }

    Gateway& m_gateway;
    std::optional<Input> m_input;
    std::optional<Input> m_answered;
    std::optional<Output> m_data;
};

} // namespace bursar::models
