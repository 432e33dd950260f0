// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/ledger/check_panel.h"

#include "models/common/format.h"
#include "ui/pages/common/cells.h"
#include "ui/pages/common/error_text.h"
#include "ui/theme/glyph.h"
#include "ui/theme/paint.h"
#include "ui/widgets/button.h"
#include "ui/widgets/text_label.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QPainter>
#include <QPlainTextEdit>
#include <QVBoxLayout>

#include <boost/json/serialize.hpp>

#include <algorithm>
#include <utility>

namespace bursar::ui {

namespace {
using namespace std::chrono_literals;
constexpr auto kTick = 80ms;
constexpr int kTurn = 24; // degrees a tick
constexpr int kGlyph = 13;
constexpr int kLeft = 36;
constexpr int kFaultLines = 6; // shown at once; the rest scrolls
constexpr int kFaultLine = 20;
} // namespace

CheckPanel::CheckPanel(models::Query<contract::CheckLedger>& check, models::Gateway& gateway, QWidget* parent)
    : QWidget(parent), m_check(check), m_gateway(gateway), m_title(new TextLabel({}, TextRole::BodyStrong)),
      m_detail(new TextLabel({}, TextRole::Label)), m_faults(new QPlainTextEdit),
      m_retry(new Button(tr("Retry"), ButtonKind::Text)), m_export(new Button(tr("Export…"), ButtonKind::Text))
{
    build();
    m_tick.setInterval(kTick);
    connect(&m_tick, &QTimer::timeout, this, [this] {
        m_angle = theme().motion() ? (m_angle + kTurn) % 360 : 0;
        showRunning();
    });
    connect(&check, &models::QueryBase::stateChanged, this, &CheckPanel::showState);
    hide();
}

void CheckPanel::build()
{
    setObjectName(QStringLiteral("ledgerCheck"));
    auto* close = new IconButton(Icon::Close, tr("Close"));
    close->setObjectName(QStringLiteral("closeCheck"));
    m_export->setObjectName(QStringLiteral("exportCheck"));
    m_retry->setObjectName(QStringLiteral("retryCheck"));
    auto* row = new QHBoxLayout;
    row->setSpacing(theme().px(12));
    m_detail->setElided(Qt::ElideRight);
    row->addWidget(m_title);
    row->addWidget(m_detail, 1);
    row->addWidget(m_retry);
    row->addWidget(m_export);
    row->addWidget(close);
    m_faults->setObjectName(QStringLiteral("ledgerFaults"));
    m_faults->setReadOnly(true);
    m_faults->setAccessibleName(tr("What does not add up"));
    m_faults->setFrameShape(QFrame::NoFrame);
    m_faults->setFont(fontOf(TextRole::Body));
    connect(&theme(), &Theme::changed, m_faults, [this] {
        m_faults->setFont(fontOf(TextRole::Body));
        fitFaults();
    });
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(theme().px(kLeft), theme().px(6), theme().px(8), theme().px(6));
    column->setSpacing(theme().px(4));
    column->addLayout(row);
    column->addWidget(m_faults);
    connect(close, &IconButton::clicked, this, &QWidget::hide);
    connect(m_retry, &QPushButton::clicked, this, &CheckPanel::start);
    connect(m_export, &QPushButton::clicked, this, &CheckPanel::exportRequested);
}

void CheckPanel::start()
{
    if (isRunning())
        return;
    m_startedAt = models::displaySettings().now();
    m_check.clear();
    m_check.read({});
}

void CheckPanel::showState()
{
    if (isRunning()) {
        show();
        m_tick.start();
        showRunning();
    } else {
        m_tick.stop();
        if (m_wasRunning)
            show(); // it may have been closed meanwhile: the result is still to be read
        if (m_check.failure())
            showFailure(*m_check.failure());
        else if (m_check.hasData())
            showResult(*m_check.data());
    }
    if (std::exchange(m_wasRunning, isRunning()) != isRunning())
        Q_EMIT changed();
}

void CheckPanel::showRunning()
{
    const auto since = m_startedAt ? models::displaySettings().now() - *m_startedAt : 0us;
    say(Tone::Progress, Glyph::None, tr("Checking the ledger"),
        tr("The whole journal is carried out again · %1").arg(models::formatAge(since)));
}

void CheckPanel::showResult(const contract::LedgerCheck& result)
{
    const QString checked = tr("%1 entries, %2 accounts, %3 open holds, %4 sealed heads · %5 · %6")
                                .arg(models::formatCount(result.entries), models::formatCount(result.accounts),
                                     models::formatCount(result.holds), models::formatCount(result.heads),
                                     models::formatDuration(microsecondsOf(result.seconds * 1000)),
                                     models::formatTime(*m_check.readAt()));
    if (result.faults.empty())
        return say(Tone::Positive, Glyph::Check, tr("Everything adds up"), checked);
    const auto count = static_cast<qint64>(result.faults.size());
    say(Tone::Negative, Glyph::Octagon, count == 1 ? tr("1 fault") : tr("%1 faults").arg(models::formatCount(count)), checked);
    QStringList lines;
    for (const std::string& fault : result.faults)
        lines << text(fault);
    m_faults->setPlainText(lines.join(QLatin1Char('\n')));
    fitFaults();
    m_faults->show();
}

void CheckPanel::fitFaults()
{
    const int lines = std::clamp(m_faults->blockCount(), 1, kFaultLines);
    m_faults->setFixedHeight(theme().px(lines * kFaultLine + 12));
}

void CheckPanel::showFailure(const base::Error& error)
{
    const ErrorText words = errorText(error);
    say(Tone::Negative, Glyph::Cross, tr("The check did not finish"),
        QStringList{words.sentence, words.code}.join(QStringLiteral(" · ")));
}

void CheckPanel::say(Tone tone, Glyph glyph, const QString& title, const QString& detail)
{
    m_tone = tone;
    m_glyph = glyph;
    m_title->setText(title);
    m_detail->setText(detail);
    m_faults->hide();
    m_export->setVisible(!isRunning() && m_check.hasData());
    m_retry->setVisible(!isRunning() && m_check.failure().has_value());
    setAccessibleName(title);
    setAccessibleDescription(detail);
    update();
}

QByteArray CheckPanel::asJson() const
{
    if (!m_check.hasData())
        return {};
    const auto encoded = boost::json::serialize(contract::Codec<contract::CheckLedger>::encodeOutput(*m_check.data()));
    QJsonObject result = QJsonDocument::fromJson(QByteArray::fromStdString(encoded)).object();
    result.insert(QStringLiteral("checked_at"), models::formatRfc3339(*m_check.readAt()));
    return QJsonDocument(result).toJson();
}

void CheckPanel::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Tokens& t = tokens();
    paintPanel(&painter, rect(), theme().pxF(6), t.soft(m_tone), QColor());
    painter.fillRect(QRectF(0, 0, 3, height()), t.tone(m_tone));
    painter.fillRect(QRectF(3, 0, 6, height()), t.soft(m_tone));
    const double side = theme().pxF(kGlyph);
    const QRectF box(theme().pxF(14), m_title->geometry().center().y() - side / 2 + 0.5, side, side);
    if (m_glyph == Glyph::None)
        paintSpinner(&painter, box, t.tone(m_tone), m_angle);
    else
        paintGlyph(&painter, box, m_glyph, t.tone(m_tone));
}

} // namespace bursar::ui
