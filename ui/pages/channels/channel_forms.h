// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pages/channels/channel_flow.h"

#include <QWidget>

class QComboBox;
class QLineEdit;
class QPlainTextEdit;
class QVBoxLayout;

namespace bursar::ui {

/// The fields that say what is ordered.
class ChannelForm : public QWidget {
    Q_OBJECT

public:
    using QWidget::QWidget;
    struct Order {
        std::optional<models::ChannelOrder> order; ///< empty: not complete
        QString missing;                           ///< what is missing or wrong, in a sentence
    };
    virtual Order order() const = 0;

Q_SIGNALS:
    void changed();
};

/// Participants, amount, milestones: a new channel.
class OpenForm final : public ChannelForm {
    Q_OBJECT

public:
    explicit OpenForm(QWidget* parent = nullptr);
    Order order() const override;

private:
    QPlainTextEdit* m_participants;
    QLineEdit* m_amount;
    QPlainTextEdit* m_milestones;
};

/// Who gets how many credits.
class TopUpForm final : public ChannelForm {
    Q_OBJECT

public:
    explicit TopUpForm(const contract::ChannelDetail& channel, QWidget* parent = nullptr);
    Order order() const override;

private:
    std::string m_id;
    QComboBox* m_who;
    QLineEdit* m_amount;
};

/// From whom to whom, how much, and why.
class TransactForm final : public ChannelForm {
    Q_OBJECT

public:
    explicit TransactForm(const contract::ChannelDetail& channel, QWidget* parent = nullptr);
    Order order() const override;

private:
    std::string m_id;
    QComboBox* m_from;
    QComboBox* m_to;
    QLineEdit* m_amount;
    QLineEdit* m_memo;
};

/// Who leaves.
class ExitForm final : public ChannelForm {
    Q_OBJECT

public:
    explicit ExitForm(const contract::ChannelDetail& channel, QWidget* parent = nullptr);
    Order order() const override;

private:
    std::string m_id;
    QComboBox* m_who;
};

/// Nothing to fill in: the order is complete.
class FixedForm final : public ChannelForm {
    Q_OBJECT

public:
    explicit FixedForm(models::ChannelOrder order, QWidget* parent = nullptr);
    Order order() const override { return {m_order, {}}; }

private:
    models::ChannelOrder m_order;
};

} // namespace bursar::ui
