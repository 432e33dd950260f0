// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/fake_engine_client.h"
#include "support/fake_shell.h"
#include "support/insight_answers.h"
#include "ui/theme/theme.h"

#include <QElapsedTimer>
#include <QTest>

namespace bursar::test {

/// A page on a fake engine and a fake shell, shown offscreen on a busy afternoon.
template <class P>
class PageBench {
public:
    using Prepare = std::function<void(FakeEngineClient&)>;
    explicit PageBench(const Prepare& prepare = {})
    {
        models::displaySettings().freezeNow(afternoon());
        answerBusyAfternoon(*client);
        if (prepare)
            prepare(*client);
        gateway = std::make_unique<models::Gateway>(client);
        shell = std::make_unique<FakeShell>(*gateway);
        page = std::make_unique<P>(*shell);
        page->resize(1064, 670);
        page->show();
    }
    /// Reads, and waits for every first answer.
    void open()
    {
        page->refresh();
        settle();
    }
    static void settle()
    {
        for (int i = 0; i < 8; ++i)
            QCoreApplication::processEvents();
    }
    template <class W>
    W* child(const char* name) const
    {
        return page->template findChild<W*>(QLatin1String(name));
    }

    std::shared_ptr<FakeEngineClient> client = std::make_shared<FakeEngineClient>();
    std::unique_ptr<models::Gateway> gateway;
    std::unique_ptr<FakeShell> shell;
    std::unique_ptr<P> page;
};

} // namespace bursar::test
