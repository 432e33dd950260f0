// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "contract/types.h"

/// Health, self-description, settings, tasks, search across kinds.
namespace bursar::contract {

struct GetHealth {
    static constexpr OperationId kName = "GetHealth";
    static constexpr Method kMethod = Method::get;
    static constexpr std::array kPaths{"/healthz", "/health"};
    static constexpr Access kAccess = Access::everyone();
    static constexpr Effect kEffect = Effect::read;
    static constexpr bool kLenient = true;
    static constexpr std::string_view kSummary = "Says that the process answers.";
    using Input = Empty;
    using Output = Status;
};

struct Readiness {
    std::string status; // ready
    bool database = false;
    bool simulated = false;
    std::string version;
};
BOOST_DESCRIBE_STRUCT(Readiness, (), (status, database, simulated, version))

struct GetReadiness {
    static constexpr OperationId kName = "GetReadiness";
    static constexpr Method kMethod = Method::get;
    static constexpr std::array kPaths{"/readyz", "/ready"};
    static constexpr Access kAccess = Access::everyone();
    static constexpr Effect kEffect = Effect::read;
    static constexpr bool kLenient = true;
    static constexpr std::string_view kSummary = "Says that the database answers and requests are served; else 503.";
    using Input = Empty;
    using Output = Readiness;
};

struct GetAgentCard {
    static constexpr OperationId kName = "GetAgentCard";
    static constexpr Method kMethod = Method::get;
    static constexpr std::array kPaths{"/.well-known/agent.json"};
    static constexpr Access kAccess = Access::everyone();
    static constexpr Effect kEffect = Effect::read;
    static constexpr bool kLenient = true;
    static constexpr std::string_view kSummary = "The ERC-8004 registration file of this server.";
    using Input = Empty;
    using Output = json::value;
};

struct GetOpenApi {
    static constexpr OperationId kName = "GetOpenApi";
    static constexpr Method kMethod = Method::get;
    static constexpr std::array kPaths{"/openapi.json"};
    static constexpr Access kAccess = Access::everyone();
    static constexpr Effect kEffect = Effect::read;
    static constexpr bool kLenient = true;
    static constexpr std::string_view kSummary = "This interface as an OpenAPI 3.1 document.";
    using Input = Empty;
    using Output = json::value;
};

struct SystemStatus {
    std::string version;
    base::Time started_at;
    base::Time now;
    bool simulated = false;
    std::string mode; // embedded or server
    std::string url;  // where agents reach the engine; empty when it does not listen
    std::string data_directory;
    std::string database; // ok, unavailable
    std::optional<double> database_ms;
    std::string database_version;
    std::int64_t database_bytes = 0;
    std::int64_t disk_free_bytes = 0;
    double ingest_per_second = 0;
    double ingest_lag_seconds = 0; // age of the oldest aggregate that is not folded
    std::int64_t ingest_queued = 0;
    std::int64_t connections = 0;
    std::int64_t logs_total = 0;
    std::string revenue_basis;
};
BOOST_DESCRIBE_STRUCT(SystemStatus, (),
                      (version, started_at, now, simulated, mode, url, data_directory, database, database_ms,
                       database_version, database_bytes, disk_free_bytes, ingest_per_second, ingest_lag_seconds,
                       ingest_queued, connections, logs_total, revenue_basis))

struct GetSystemStatus {
    static constexpr OperationId kName = "GetSystemStatus";
    static constexpr Method kMethod = Method::get;
    static constexpr std::array kPaths{"/v1/system/status"};
    static constexpr Access kAccess = Access::deskRead();
    static constexpr Effect kEffect = Effect::read;
    static constexpr std::string_view kSummary = "State of the engine, its database and its queues.";
    using Input = Empty;
    using Output = SystemStatus;
};

struct SettingRow {
    std::string key;
    std::string type; // integer, boolean, text, choice, path, seconds
    std::string value;
    std::string default_value;
    std::string source; // default, file, environment, option
    std::string description;
    std::vector<std::string> environment;
    std::vector<std::string> choices;
    std::optional<std::int64_t> minimum;
    std::optional<std::int64_t> maximum;
    bool secret = false;
};
BOOST_DESCRIBE_STRUCT(SettingRow, (),
                      (key, type, value, default_value, source, description, environment, choices, minimum, maximum,
                       secret))

struct SettingList {
    std::vector<SettingRow> settings;
    std::string file; // the file that settings are read from and written to
};
BOOST_DESCRIBE_STRUCT(SettingList, (), (settings, file))

struct ListSettings {
    static constexpr OperationId kName = "ListSettings";
    static constexpr Method kMethod = Method::get;
    static constexpr std::array kPaths{"/v1/settings"};
    static constexpr Access kAccess = Access::desk(Role::admin);
    static constexpr Effect kEffect = Effect::read;
    static constexpr std::string_view kSummary = "Every setting with value, default, source and limits.";
    using Input = Empty;
    using Output = SettingList;
};

struct ChangeSetting {
    static constexpr OperationId kName = "ChangeSetting";
    static constexpr Method kMethod = Method::put;
    static constexpr std::array kPaths{"/v1/settings/{key}"};
    static constexpr Access kAccess = Access::desk(Role::admin);
    static constexpr Effect kEffect = Effect::write;
    static constexpr std::string_view kSummary =
        "Writes one setting to the configuration file; it takes effect at the next start. No value: back to default.";
    struct Input {
        std::string key;
        std::optional<std::string> value;
    };
    using Output = SettingRow;
};
BOOST_DESCRIBE_STRUCT(ChangeSetting::Input, (), (key, value))

/// Long work: import, export, sync.
struct Task {
    std::string id;
    std::string kind;  // import
    std::string title;
    std::string state; // waiting, running, done, failed, canceled
    std::int64_t done = 0;
    std::optional<std::int64_t> total;
    std::string unit; // rows, bytes
    double rate_per_second = 0;
    std::optional<double> seconds_left;
    std::string message;
    json::object result;
    base::Time created_at;
    base::Time updated_at;
    std::optional<base::Time> finished_at;
};
BOOST_DESCRIBE_STRUCT(Task, (),
                      (id, kind, title, state, done, total, unit, rate_per_second, seconds_left, message, result,
                       created_at, updated_at, finished_at))

struct TaskList {
    std::vector<Task> tasks;
};
BOOST_DESCRIBE_STRUCT(TaskList, (), (tasks))

struct TaskInput {
    std::string id;
};
BOOST_DESCRIBE_STRUCT(TaskInput, (), (id))

struct ListTasks {
    static constexpr OperationId kName = "ListTasks";
    static constexpr Method kMethod = Method::get;
    static constexpr std::array kPaths{"/v1/tasks"};
    static constexpr Access kAccess = Access::deskRead();
    static constexpr Effect kEffect = Effect::read;
    static constexpr std::string_view kSummary = "Long work of the last 7 days, newest first.";
    using Input = Empty;
    using Output = TaskList;
};

struct GetTask {
    static constexpr OperationId kName = "GetTask";
    static constexpr Method kMethod = Method::get;
    static constexpr std::array kPaths{"/v1/tasks/{id}"};
    static constexpr Access kAccess = Access::deskRead();
    static constexpr Effect kEffect = Effect::read;
    static constexpr std::string_view kSummary = "Progress and result of one task.";
    using Input = TaskInput;
    using Output = Task;
};

struct CancelTask {
    static constexpr OperationId kName = "CancelTask";
    static constexpr Method kMethod = Method::post;
    static constexpr std::array kPaths{"/v1/tasks/{id}/cancel"};
    static constexpr Access kAccess = Access::desk(Role::desk_operator);
    static constexpr Effect kEffect = Effect::write;
    static constexpr std::string_view kSummary = "Stops a task; what it has done so far stays.";
    using Input = TaskInput;
    using Output = Task;
};

struct FoundItem {
    std::string kind; // agent, customer, log, payment, key, task, batch
    std::string id;
    std::string title;
    std::string detail;
    std::optional<std::string> agent_id;
    std::optional<base::Time> at;
};
BOOST_DESCRIBE_STRUCT(FoundItem, (), (kind, id, title, detail, agent_id, at))

struct FoundItems {
    std::vector<FoundItem> items;
};
BOOST_DESCRIBE_STRUCT(FoundItems, (), (items))

struct FindAnything {
    static constexpr OperationId kName = "FindAnything";
    static constexpr Method kMethod = Method::get;
    static constexpr std::array kPaths{"/v1/search"};
    static constexpr Access kAccess = Access::deskRead();
    static constexpr Effect kEffect = Effect::read;
    static constexpr std::string_view kSummary =
        "Finds agents, customers, requests, payments and keys by id, address, hash or the beginning of a name.";
    struct Input {
        std::string q;
        std::optional<int> limit;
    };
    using Output = FoundItems;
};
BOOST_DESCRIBE_STRUCT(FindAnything::Input, (), (q, limit))

} // namespace bursar::contract
