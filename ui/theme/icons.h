// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QIcon>

class QPainter;
class QRectF;

namespace bursar::ui {

/// The icon set: 16 px, stroke 1.5. `resources/icons/<name>.svg`, the name in lower case with dashes.
enum class Icon {
    Logo,
    Overview,
    Customers,
    Revenue,
    Performance,
    Logs,
    Alerts,
    Registry,
    Network,
    Marketplace,
    Topics,
    Channels,
    Wallets,
    Ledger,
    Payouts,
    Withdrawals,
    Queues,
    Users,
    Audit,
    System,
    Settings,
    Search,
    Bell,
    ChevronDown,
    ChevronUp,
    ChevronLeft,
    ChevronRight,
    Close,
    Copy,
    Filter,
    Columns,
    Export,
    Import,
    Refresh,
    Live,
    Pause,
    Play,
    Pin,
    Star,
    StarFilled,
    Key,
    Globe,
    Theme,
    Sun,
    Moon,
    Plus,
    Minus,
    More,
    ExternalWindow,
    Check,
    Warning,
    Question,
    Info,
    Calendar,
    Clock,
    Trash,
    Edit,
    Lock,
    Unlock,
    Link,
    Undo,
    Download,
    Upload,
    Server,
    Shield,
    Bolt,
    Sort,
    Sliders,
    Table,
    Camera,
    Freeze,
    SignOut,
    Mute,
    Menu,
    Eye,
    Fuel,
    Code,
    Person
};

constexpr int kIconCount = static_cast<int>(Icon::Person) + 1;

/// A themed icon: the tint follows theme and state (muted at rest, text when active, faint when disabled).
QIcon icon(Icon icon);
/// A themed icon in a fixed colour, read when called.
QIcon icon(Icon icon, const QColor& color);
/// Paints at once, tinted; cached by colour, size and pixel ratio.
void paintIcon(QPainter* painter, const QRectF& rect, Icon icon, const QColor& color);
/// `overview`, `chevron-down`: the file name without its suffix.
QString iconFileName(Icon icon);

} // namespace bursar::ui
