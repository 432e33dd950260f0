// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/server_delegate.h"

#include "models/common/format.h"
#include "ui/shell/role_words.h"
#include "ui/theme/glyph.h"
#include "ui/theme/paint.h"

#include <QPainter>

namespace bursar::ui {

using models::ServerList;

namespace {
constexpr int kHeight = 52;

struct SeenLook {
    Glyph glyph;
    Tone tone;
    QString word;
};

SeenLook seenLook(const ServerList::Row& row)
{
    switch (row.seen) {
    case ServerList::Seen::NotYet: return {Glyph::Ring, Tone::Neutral, ServerDelegate::tr("not asked yet")};
    case ServerList::Seen::Looking: return {Glyph::Half, Tone::Progress, ServerDelegate::tr("looking…")};
    case ServerList::Seen::Answers:
        return {Glyph::Check, Tone::Positive,
                models::formatDuration(std::chrono::microseconds(row.probe.roundTripMicros))};
    case ServerList::Seen::NoAnswer: return {Glyph::Cross, Tone::Negative, ServerDelegate::tr("no answer")};
    case ServerList::Seen::CertificateChanged:
        return {Glyph::Octagon, Tone::Negative, ServerDelegate::tr("certificate changed")};
    }
    return {};
}

QString secondLine(const models::ServerProfile& profile)
{
    QStringList parts{models::environmentWord(profile.environment)};
    if (!profile.role.isEmpty())
        parts.append(roleText(profile.role));
    if (profile.lastUsed.isValid()) {
        const models::Instant used(std::chrono::milliseconds(profile.lastUsed.toMSecsSinceEpoch()));
        parts.append(ServerDelegate::tr("last used %1").arg(models::formatTime(used)));
    }
    return parts.join(QStringLiteral(" · "));
}
} // namespace

QSize ServerDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const
{
    return {200, theme().px(kHeight)};
}

void ServerDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const ServerList::Row* row = m_servers.row(index.data(ServerList::IdRole).toString());
    if (!row)
        return;
    const Tokens& t = tokens();
    const QRectF box = option.rect;
    const bool isSelected = option.state & QStyle::State_Selected;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (isSelected || (option.state & QStyle::State_MouseOver))
        paintPanel(painter, box, 6, isSelected ? t.selected : t.hover, isSelected ? t.selected : t.hover);
    if (isSelected)
        painter->fillRect(QRectF(box.left(), box.top() + 8, 2, box.height() - 16), t.accent);
    const double pad = theme().pxF(12);
    const QRectF first(box.left() + pad, box.top() + theme().pxF(6), box.width() - 2 * pad, theme().pxF(20));
    const QRectF second = first.translated(0, theme().pxF(20));
    const double name = paintText(painter, QRectF(first.topLeft(), QSizeF(first.width() * 0.45, first.height())),
                                  row->profile.name, {.role = TextRole::BodyStrong});
    paintText(painter, first.adjusted(name + theme().pxF(12), 0, 0, 0), row->profile.url.toString(),
              {.role = TextRole::Mono, .color = t.textMuted, .elide = Qt::ElideMiddle});
    const SeenLook seen = seenLook(*row);
    const double wordWidth = textWidth(seen.word, TextRole::Label) + 2;
    const double side = theme().pxF(12);
    paintText(painter, QRectF(second.right() - wordWidth, second.top(), wordWidth, second.height()), seen.word,
              {.role = TextRole::Label, .elide = Qt::ElideNone});
    const double glyphX = second.right() - wordWidth - side - theme().pxF(6);
    paintGlyph(painter, QRectF(glyphX, second.center().y() - side / 2, side, side), seen.glyph, t.tone(seen.tone));
    paintText(painter, QRectF(second.left(), second.top(), glyphX - second.left() - theme().pxF(8), second.height()),
              secondLine(row->profile), {.role = TextRole::Label, .color = t.textMuted});
    painter->restore();
}

} // namespace bursar::ui
