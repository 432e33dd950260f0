// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <memory>
#include <string>

/// Prometheus metrics. Names follow its conventions (bursar_<module>_…_total, base units); labels take few, fixed
/// values, never an id. Thread-safe; a handle stays valid for the life of the Metrics.
namespace bursar::base {

using Labels = std::map<std::string, std::string>;

class Counter {
public:
    virtual ~Counter() = default;
    virtual void add(double amount = 1) = 0;
    virtual double value() const = 0;
};

class Gauge {
public:
    virtual ~Gauge() = default;
    virtual void set(double value) = 0;
    virtual void add(double amount) = 0;
    virtual double value() const = 0;
};

class Histogram {
public:
    virtual ~Histogram() = default;
    virtual void observe(double seconds) = 0;
};

class Metrics {
public:
    Metrics();
    ~Metrics();

    Counter& counter(const std::string& name, const std::string& help, const Labels& labels = {});
    Gauge& gauge(const std::string& name, const std::string& help, const Labels& labels = {});
    /// Seconds, 0.5 ms … 30 s.
    Histogram& histogram(const std::string& name, const std::string& help, const Labels& labels = {});
    /// Milliseconds, 0.1 ms … 10 s: only for names that older dashboards read.
    Histogram& millisecondsHistogram(const std::string& name, const std::string& help);
    /// The text exposition format, version 0.0.4.
    std::string text() const;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace bursar::base
