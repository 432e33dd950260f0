// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/start_screen.h"

#include "models/common/time.h"
#include "ui/shell/appearance.h"
#include "ui/shell/rail.h"
#include "ui/shell/start_cards.h"
#include "ui/theme/icons.h"
#include "ui/theme/paint.h"
#include "ui/widgets/button.h"
#include "ui/widgets/text_label.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QPainter>
#include <QSettings>

namespace bursar::ui {

namespace {
constexpr int kWide = 1120;
constexpr int kHeadHeight = 48;
constexpr int kCardHeight = 232;
constexpr int kGap = 16;
constexpr int kPadding = 24;

/// The sign beside the name.
class LogoMark : public QWidget {
public:
    LogoMark() { setFixedSize(theme().px(24), theme().px(24)); }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        paintLogo(&painter, rect());
    }
};
} // namespace

StartScreen::StartScreen(models::ServerList& servers, models::ServerProfiles& profiles, QSettings& settings,
                         Engine engine, QWidget* parent)
    : QWidget(parent), m_settings(settings), m_head(buildHead()), m_demo(new EngineCard(EngineProfile::demo, this)),
      m_local(new EngineCard(EngineProfile::local, this)), m_servers(new ServersCard(servers, profiles, this)),
      m_last(new Button({}, ButtonKind::Text, this))
{
    m_head->setParent(this);
    m_last->hide();
    m_last->setObjectName(QStringLiteral("whereYouLeft"));
    if (engine == Engine::None) {
        const QString reason = tr("This program is the console alone. The complete Bursar brings the engine along.");
        m_demo->setUnavailable(reason);
        m_local->setUnavailable(reason);
    }
    for (const EngineProfile profile : {EngineProfile::demo, EngineProfile::local}) {
        EngineCard* made = &card(profile);
        connect(made, &EngineCard::openRequested, this, [this, profile] { Q_EMIT engineRequested(profile); });
        connect(made, &EngineCard::cancelRequested, this, &StartScreen::cancelRequested);
        connect(made, &EngineCard::runningRequested, this, [this, profile] { Q_EMIT runningRequested(profile); });
    }
    connect(m_servers, &ServersCard::serverRequested, this, &StartScreen::serverRequested);
    connect(m_servers, &ServersCard::newRequested, this, &StartScreen::newServerRequested);
    connect(m_servers, &ServersCard::editRequested, this, &StartScreen::editRequested);
    connect(m_servers, &ServersCard::compareRequested, this, &StartScreen::compareRequested);
    connect(m_last, &Button::clicked, this, &StartScreen::lastRequested);
    connect(&theme(), &Theme::changed, this, [this] { place(); });
}

QWidget* StartScreen::buildHead()
{
    auto* head = new QWidget;
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins({});
    row->setSpacing(8);
    row->addWidget(new LogoMark);
    row->addWidget(new TextLabel(QStringLiteral("Bursar"), TextRole::Title));
    row->addWidget(new TextLabel(QStringLiteral(BURSAR_VERSION), TextRole::Label, Ink::Muted));
    row->addStretch(1);
    const bool isKorean = models::displaySettings().isKorean();
    const auto language = [&](const QString& name, QLocale::Language value, bool isPresent) {
        auto* button = new Button(name, ButtonKind::Text);
        button->setCheckable(true);
        button->setChecked(isPresent);
        button->setAccessibleName(tr("Language: %1").arg(name));
        connect(button, &Button::clicked, this, [this, button, value, isPresent] {
            button->setChecked(isPresent);
            if (!isPresent)
                Q_EMIT languageRequested(value);
        });
        row->addWidget(button);
    };
    language(QStringLiteral("EN"), QLocale::English, !isKorean);
    language(QStringLiteral("한국어"), QLocale::Korean, isKorean);
    auto* themeButton = new IconButton(Icon::Theme, tr("Light or dark"));
    connect(themeButton, &IconButton::clicked, this, [this] { appearance::switchTheme(m_settings); });
    row->addWidget(themeButton);
    auto* settingsButton = new IconButton(Icon::Settings, tr("Appearance"));
    auto* menu = new QMenu(settingsButton);
    connect(menu, &QMenu::aboutToShow, this, [this, menu] {
        menu->clear();
        appearance::fillMenu(menu, m_settings, [this](QLocale::Language value) { Q_EMIT languageRequested(value); });
    });
    settingsButton->setMenu(menu);
    settingsButton->setPopupMode(QToolButton::InstantPopup);
    row->addWidget(settingsButton);
    return head;
}

void StartScreen::setData(EngineProfile profile, const ProfileData& kept)
{
    card(profile).setData(kept);
}

void StartScreen::setRunning(EngineProfile profile, const std::optional<RunningEngine>& running)
{
    card(profile).setRunning(running);
}

void StartScreen::setProgress(EngineProfile profile, const EngineProgress& progress)
{
    card(profile).setProgress(progress);
}

void StartScreen::setStopped(EngineProfile profile, const QString& sentence)
{
    card(profile).setStopped(sentence);
}

void StartScreen::setLast(const LastPlace& place)
{
    QStringList parts{place.serverName, place.pageTitle};
    if (!place.filter.isEmpty())
        parts.append(place.filter);
    m_last->setText(tr("Where you left: %1").arg(parts.join(QStringLiteral(" › "))));
    m_last->setVisible(!place.server.isEmpty() && !place.pageTitle.isEmpty());
    this->place();
}

void StartScreen::paintEvent(QPaintEvent*)
{
    QPainter(this).fillRect(rect(), tokens().background);
}

void StartScreen::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    place();
}

void StartScreen::place()
{
    // Centred; the parts keep their places from size to size, so that nothing jumps.
    const int padding = theme().px(kPadding);
    const int gap = theme().px(kGap);
    const int room = std::min(width() - 2 * padding, theme().px(kWide));
    const int cardHeight = theme().px(kCardHeight);
    const int headHeight = theme().px(kHeadHeight);
    const int left = (width() - room) / 2;
    const int all = headHeight + gap + cardHeight + gap + theme().px(32);
    const int top = std::max(padding, (height() - all) * 2 / 5);
    m_head->setGeometry(left, top, room, headHeight);
    const int cards = top + headHeight + gap;
    const int small = (room - 2 * gap) * 29 / 100;
    const int tall = std::min(height() - cards - padding, theme().px(460));
    const int rows = m_servers->list()->model()->rowCount();
    const int wanted = theme().px(160) + rows * theme().px(52);
    const int height = std::clamp(wanted, cardHeight, std::max(cardHeight, tall));
    m_demo->setGeometry(left, cards, small, height);
    m_local->setGeometry(left + small + gap, cards, small, height);
    m_servers->setGeometry(left + 2 * (small + gap), cards, room - 2 * (small + gap), height);
    m_last->setGeometry(left - theme().px(8), cards + height + gap, m_last->sizeHint().width(),
                        m_last->sizeHint().height());
}

} // namespace bursar::ui
