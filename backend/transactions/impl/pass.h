// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "transactions/impl/submission.h"

namespace bursar::transactions {

/// One step of a Sender.
class Pass {
public:
    /// Looks in a row that must find a nonce used for good, and not by us, before it is given up: nodes
    /// behind one address need not agree, and what is given up is signed again.
    static constexpr unsigned kForeignLooks = 3;

    explicit Pass(const Desk& desk) : m_desk(desk), m_view(desk), m_submission(desk, m_view) {}

    /// Keys of intents whose state changed.
    std::vector<std::string> run();

private:
    /// Whether the step goes on. `note` writes why the item waits, until when.
    template <class Work, class Note> bool guarded(Work work, Note note);
    bool lookAtSlots();
    bool startIntents();
    void look(Slot& slot);
    void seeMined(Slot& slot, const Attempt& attempt, const chain::evm::Receipt& receipt);
    void finish(Slot& slot, const Attempt& attempt);
    void seeForeign(Slot& slot);
    void lose(Slot& slot);
    void closeGap();

    const Desk& m_desk;
    ChainView m_view;
    Submission m_submission;
    std::vector<std::string> m_changed;
};

} // namespace bursar::transactions
