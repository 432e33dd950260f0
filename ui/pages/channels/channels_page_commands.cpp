// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/channels/channel_forms.h"
#include "ui/pages/channels/channel_list.h"
#include "ui/pages/channels/channel_view.h"
#include "ui/pages/channels/channels_page.h"
#include "ui/pages/common/cells.h"
#include "ui/pages/common/error_text.h"
#include "ui/pages/common/links.h"
#include "ui/widgets/button.h"
#include "ui/widgets/text_label.h"

#include <QLineEdit>
#include <QUuid>
#include <QVBoxLayout>

#include <algorithm>

/// What can be done on the page: in the list, and in one channel.
namespace bursar::ui {

namespace {
using contract::ApproveMilestone;
using contract::ChannelState;
using contract::CloseChannel;
using contract::CreateChannel;
using contract::ExitChannel;
using contract::SendTransaction;
using contract::TopUpChannel;
using Weight = PageAction::Weight;

std::string newKey()
{
    return QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString();
}
} // namespace

std::vector<PageAction> ChannelsPage::actions()
{
    return showsChannel() ? channelActions() : listActions();
}

std::vector<PageAction> ChannelsPage::listActions()
{
    return {{.id = QStringLiteral("openChannel"), .text = tr("Open channel…"), .icon = QStringLiteral("plus"),
             .shortcut = QKeySequence(Qt::Key_N), .weight = Weight::Primary, .run = [this] { openChannel(); },
             .whyDisabled = [this] { return whyNotAct(); }},
            {.id = QStringLiteral("export"), .text = tr("Export…"), .icon = QStringLiteral("export"),
             .shortcut = QKeySequence(Qt::Key_E), .weight = Weight::Secondary, .run = [this] { exportList(); },
             .whyDisabled = [this] { return whyNoExport(); }}};
}

std::vector<PageAction> ChannelsPage::channelActions()
{
    const auto whyActive = [this] { return whyNotActive(); };
    const auto whyPaused = [this](bool wanted) {
        const QString why = whyNotActive();
        if (!why.isEmpty() || m_record.data()->channel.paused == wanted)
            return why;
        return wanted ? tr("It is not paused.") : tr("It is paused.");
    };
    return {
        {.id = QStringLiteral("topUp"), .text = tr("Top up…"), .icon = QStringLiteral("plus"),
         .weight = Weight::Secondary, .run = [this] { topUp(); }, .whyDisabled = whyActive},
        {.id = QStringLiteral("export"), .text = tr("Export…"), .icon = QStringLiteral("export"),
         .shortcut = QKeySequence(Qt::Key_E), .weight = Weight::Secondary, .run = [this] { exportChannel(); },
         .whyDisabled = [this] { return whyNoExport(); }},
        {.id = QStringLiteral("closeChannel"), .text = tr("Close and settle…"), .icon = QStringLiteral("check"),
         .weight = Weight::Primary, .run = [this] { closeChannel(); }, .whyDisabled = whyActive},
        {.id = QStringLiteral("transact"), .text = tr("Send transaction (for tests)…"), .icon = QStringLiteral("bolt"),
         .weight = Weight::Menu, .run = [this] { transact(); }, .whyDisabled = [whyPaused] { return whyPaused(false); }},
        {.id = QStringLiteral("exitChannel"), .text = tr("Let leave…"), .icon = QStringLiteral("person"),
         .weight = Weight::Menu, .run = [this] { letLeave(); }, .whyDisabled = whyActive},
        {.id = QStringLiteral("pauseChannel"), .text = tr("Pause transactions"), .icon = QStringLiteral("pause"),
         .weight = Weight::Menu, .run = [this] { setPaused(true); }, .whyDisabled = [whyPaused] { return whyPaused(false); }},
        {.id = QStringLiteral("resumeChannel"), .text = tr("Resume transactions"), .icon = QStringLiteral("play"),
         .weight = Weight::Menu, .run = [this] { setPaused(false); }, .whyDisabled = [whyPaused] { return whyPaused(true); }},
        {.id = QStringLiteral("channelJournal"), .text = tr("Show its journal"), .icon = QStringLiteral("ledger"),
         .weight = Weight::Menu,
         .run = [this] { shell().open(ledgerCausedBy(QStringLiteral("channel:") + m_shown)); }},
    };
}

QString ChannelsPage::whyNotAct() const
{
    const models::Gateway& engine = const_cast<ChannelsPage*>(this)->gateway();
    if (!engine.isLive())
        return tr("The console is not connected to the engine.");
    const auto role = engine.role();
    return role && *role >= contract::Role::desk_operator ? QString() : tr("Operators steer channels.");
}

QString ChannelsPage::whyNotActive() const
{
    const QString why = whyNotAct();
    if (!why.isEmpty())
        return why;
    if (!m_record.data())
        return tr("The channel is not read yet.");
    switch (m_record.data()->channel.status) {
    case ChannelState::active: return {};
    case ChannelState::pending: return tr("The channel waits for its deposit.");
    case ChannelState::closing: return tr("The channel is closing.");
    case ChannelState::settled: return tr("The channel is settled.");
    case ChannelState::failed: return tr("The channel was never opened.");
    }
    return {};
}

void ChannelsPage::showDialog(models::ChannelOrder kind, ChannelForm* form)
{
    ChannelDialog::Subject subject{.kind = std::move(kind), .channelId = m_shown, .form = form, .roles = {},
                                   .whyNot = [this] { return whyNotAct(); }};
    if (const contract::ChannelDetail* detail = m_record.data()) {
        for (const contract::ChannelParticipant& participant : detail->participants) {
            if (participant.role)
                subject.roles.emplace(participant.agent_id, *participant.role);
        }
    }
    auto* dialog = new ChannelDialog(shell(), std::move(subject), window());
    connect(dialog, &ChannelDialog::happened, this, [this](const QString& opened) {
        readAgain();
        if (!opened.isEmpty())
            shell().toast(tr("Channel %1 was opened.").arg(opened), tr("Show"),
                          [this, opened] { shell().open(channelAt(opened)); });
    });
    connect(this, &QObject::destroyed, dialog, &QObject::deleteLater); // it asks the page what may be done
    dialog->open();
}

void ChannelsPage::openChannel()
{
    showDialog(CreateChannel::Input{}, new OpenForm);
}

void ChannelsPage::topUp()
{
    showDialog(TopUpChannel::Input{}, new TopUpForm(*m_record.data()));
}

void ChannelsPage::transact()
{
    showDialog(SendTransaction::Input{}, new TransactForm(*m_record.data()));
}

void ChannelsPage::letLeave()
{
    showDialog(ExitChannel::Input{}, new ExitForm(*m_record.data()));
}

void ChannelsPage::closeChannel()
{
    const CloseChannel::Input order{.id = m_shown.toStdString()};
    showDialog(order, new FixedForm(order));
}

void ChannelsPage::decide(const QString& milestoneId, bool isApproval)
{
    const ApproveMilestone::Input order{.id = m_shown.toStdString(), .milestone = milestoneId.toStdString(),
                                        .approved = isApproval};
    showDialog(order, new FixedForm(order));
}

/// Moves nothing yet: the client decides, or its silence does.
void ChannelsPage::deliver(const QString& milestoneId)
{
    auto* dialog = new SheetDialog(tr("Mark milestone delivered"), window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setIdentity(QStringList{m_shown, shell().serverName()}.join(QStringLiteral(" · ")));
    auto* words = new TextLabel(tr("Said for the provider. The client then approves or rejects it; when the client stays silent "
                                   "for too long it approves itself."));
    words->setWordWrap(true);
    dialog->body()->addWidget(words);
    QLineEdit* proof = MoneyDialog::addField(dialog->body(), QStringLiteral("deliveryProof"),
                                             tr("What was delivered: a link or a note (optional)"));
    auto* cancel = dialog->addButton(tr("Cancel"), ButtonKind::Secondary);
    auto* go = dialog->addButton(tr("Mark delivered"), ButtonKind::Primary);
    go->setObjectName(QStringLiteral("deliverRun"));
    connect(cancel, &QPushButton::clicked, dialog, &QDialog::reject);
    connect(go, &QPushButton::clicked, dialog, &QDialog::accept);
    connect(dialog, &QDialog::accepted, this,
            [this, milestoneId, proof] { sendDelivery(milestoneId, proof->text().trimmed()); });
    proof->setFocus();
    dialog->open();
}

void ChannelsPage::sendDelivery(const QString& milestoneId, const QString& proof)
{
    contract::CompleteMilestone::Input input{.id = m_shown.toStdString(), .milestone = milestoneId.toStdString()};
    if (!proof.isEmpty())
        input.proof = proof.toStdString();
    gateway().callWithKey<contract::CompleteMilestone>(
        std::move(input), newKey(), this, [this](const contract::Outcome<contract::Milestone>& outcome) {
            readAgain();
            outcome ? shell().toast(tr("%1 is marked delivered.").arg(text(outcome->name)))
                    : toastFailure(shell(), outcome.error());
        });
}

void ChannelsPage::setPaused(bool isPaused)
{
    const auto done = [this, isPaused, channel = m_shown](const contract::Outcome<contract::Channel>& outcome) {
        readAgain();
        if (!outcome)
            return toastFailure(shell(), outcome.error());
        shell().toast(isPaused ? tr("%1 is paused: no transactions for now.").arg(channel) : tr("%1 goes on.").arg(channel),
                      tr("Undo"), [this, isPaused, channel] {
                          if (m_shown == channel)
                              setPaused(!isPaused);
                      });
    };
    const contract::ChannelInput input{m_shown.toStdString()};
    isPaused ? gateway().callWithKey<contract::PauseChannel>(input, newKey(), this, done)
             : gateway().callWithKey<contract::ResumeChannel>(input, newKey(), this, done);
}

} // namespace bursar::ui
