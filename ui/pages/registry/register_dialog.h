// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "contract/registry.h"
#include "models/client/gateway.h"
#include "ui/widgets/dialogs.h"

class QComboBox;
class QLineEdit;

namespace bursar::ui {

/// Registers an agent from the desk. A refusal names the field; nothing typed is lost.
class RegisterDialog : public SheetDialog {
    Q_OBJECT

public:
    RegisterDialog(models::Gateway& gateway, QWidget* window);

Q_SIGNALS:
    void registered(const QString& agentId, const QString& apiKey);

private:
    QLineEdit* addField(const QString& name, const QString& label, const QString& placeholder);
    void send();
    void show(const base::Error& error);
    void check();

    models::Gateway& m_gateway;
    QLineEdit* m_name;
    QLineEdit* m_id;
    QLineEdit* m_origin;
    QLineEdit* m_category;
    QComboBox* m_tier;
    TextLabel* m_problem;
    Button* m_register = nullptr;
    std::string m_attempt; ///< idempotency key of the present input
};

} // namespace bursar::ui
