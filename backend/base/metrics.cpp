// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/metrics.h"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <mutex>
#include <utility>

namespace bursar::base {

namespace {
class PromCounter final : public Counter {
public:
    explicit PromCounter(prometheus::Counter& counter) : m_counter(counter) {}
    void add(double amount) override { m_counter.Increment(amount); }
    double value() const override { return m_counter.Value(); }

private:
    prometheus::Counter& m_counter;
};

class PromGauge final : public Gauge {
public:
    explicit PromGauge(prometheus::Gauge& gauge) : m_gauge(gauge) {}
    void set(double value) override { m_gauge.Set(value); }
    void add(double amount) override { m_gauge.Increment(amount); }
    double value() const override { return m_gauge.Value(); }

private:
    prometheus::Gauge& m_gauge;
};

class PromHistogram final : public Histogram {
public:
    explicit PromHistogram(prometheus::Histogram& histogram) : m_histogram(histogram) {}
    void observe(double seconds) override { m_histogram.Observe(seconds); }

private:
    prometheus::Histogram& m_histogram;
};

const prometheus::Histogram::BucketBoundaries kSeconds{0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1,
                                                       0.25,   0.5,   1,      2.5,   5,    10,    30};
const prometheus::Histogram::BucketBoundaries kMilliseconds{0.1, 0.25, 0.5, 1,   2.5,  5,    10,   25,
                                                            50,  100,  250, 500, 1000, 2500, 10000};
} // namespace

struct Metrics::Impl {
    using Key = std::pair<std::string, Labels>;
    std::mutex mutex;
    prometheus::Registry registry;
    std::map<Key, std::unique_ptr<PromCounter>> counters;
    std::map<Key, std::unique_ptr<PromGauge>> gauges;
    std::map<Key, std::unique_ptr<PromHistogram>> histograms;

    Histogram& histogram(const std::string& name, const std::string& help, const Labels& labels,
                         const prometheus::Histogram::BucketBoundaries& buckets)
    {
        const std::lock_guard lock(mutex);
        auto& slot = histograms[{name, labels}];
        if (!slot) {
            auto& family = prometheus::BuildHistogram().Name(name).Help(help).Register(registry);
            slot = std::make_unique<PromHistogram>(family.Add(labels, buckets));
        }
        return *slot;
    }
};

Metrics::Metrics() : m_impl(std::make_unique<Impl>()) {}
Metrics::~Metrics() = default;

Counter& Metrics::counter(const std::string& name, const std::string& help, const Labels& labels)
{
    const std::lock_guard lock(m_impl->mutex);
    auto& slot = m_impl->counters[{name, labels}];
    if (!slot) {
        auto& family = prometheus::BuildCounter().Name(name).Help(help).Register(m_impl->registry);
        slot = std::make_unique<PromCounter>(family.Add(labels));
    }
    return *slot;
}

Gauge& Metrics::gauge(const std::string& name, const std::string& help, const Labels& labels)
{
    const std::lock_guard lock(m_impl->mutex);
    auto& slot = m_impl->gauges[{name, labels}];
    if (!slot) {
        auto& family = prometheus::BuildGauge().Name(name).Help(help).Register(m_impl->registry);
        slot = std::make_unique<PromGauge>(family.Add(labels));
    }
    return *slot;
}

Histogram& Metrics::histogram(const std::string& name, const std::string& help, const Labels& labels)
{
    return m_impl->histogram(name, help, labels, kSeconds);
}

Histogram& Metrics::millisecondsHistogram(const std::string& name, const std::string& help)
{
    return m_impl->histogram(name, help, {}, kMilliseconds);
}

std::string Metrics::text() const
{
    return prometheus::TextSerializer().Serialize(m_impl->registry.Collect());
}

} // namespace bursar::base
