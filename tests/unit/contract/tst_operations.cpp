// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/operation.h"

#include <boost/json.hpp>

#include <QTest>

#include <set>

using namespace bursar::contract;

/// Rules that every operation keeps, whoever adds it.
class TestOperations : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void namesAndPathsAreUnique()
    {
        std::set<std::string> names, routes;
        for (const OperationInfo& operation : operations()) {
            QVERIFY2(names.insert(std::string(operation.name)).second, operation.name.data());
            for (const char* path : operation.paths) {
                std::string shape(methodWord(operation.method));
                bool inside = false;
                for (const char* c = path; *c; ++c) { // parameter names do not tell paths apart
                    inside = *c == '{' || (inside && *c != '}');
                    if (!inside || *c == '{')
                        shape.push_back(*c);
                }
                QVERIFY2(routes.insert(shape).second, path);
            }
        }
        QVERIFY(names.size() > 60);
    }

    void everyPathParameterIsAField()
    {
        for (const OperationInfo& operation : operations()) {
            for (const std::string_view path : operation.paths) {
                for (auto begin = path.find('{'); begin != std::string_view::npos; begin = path.find('{', begin + 1)) {
                    const std::string_view name = path.substr(begin + 1, path.find('}', begin) - begin - 1);
                    const bool found = std::any_of(operation.fields.begin(), operation.fields.end(),
                                                   [&](const Field& field) { return field.name == name; });
                    QVERIFY2(found, operation.name.data());
                }
            }
        }
    }

    void everyRelationNamesAField()
    {
        for (const OperationInfo& operation : operations()) {
            if (operation.access.kind != Access::Kind::relation)
                continue;
            const bool found = std::any_of(operation.fields.begin(), operation.fields.end(), [&](const Field& field) {
                return field.name == operation.access.resourceField;
            });
            QVERIFY2(found, operation.name.data());
        }
    }

    void everyOperationSaysWhatItDoes()
    {
        for (const OperationInfo& operation : operations()) {
            QVERIFY2(operation.summary.size() > 10 && operation.summary.ends_with('.'), operation.name.data());
            QVERIFY2(operation.method != Method::get || operation.effect == Effect::read, operation.name.data());
            QVERIFY2(operation.outputSchema().is_object(), operation.name.data());
            QCOMPARE(findOperation(operation.name), &operation);
        }
    }
};

QTEST_GUILESS_MAIN(TestOperations)
#include "tst_operations.moc"
