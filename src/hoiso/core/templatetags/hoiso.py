"""Tags and filters of every page: icons, state tags, form controls, dates and numbers in words."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from django import forms, template
from django.conf import settings
from django.forms import BoundField
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from hoiso.core import paging, phrases

register = template.Library()

_ICONS = Path(__file__).parent.parent / "templates" / "icons"
_TAG_ICONS = {"new": "pen", "soon": "clock", "late": "warn", "done": "check", "calm": "arrow"}
_SOON_DAYS = 2


@lru_cache(maxsize=256)
def _icon(name: str, css: str) -> SafeString:
    drawing = (_ICONS / f"{name}.svg").read_text("utf-8")
    inner = drawing[drawing.index(">") + 1 : drawing.rindex("</svg>")]
    return mark_safe(  # noqa: S308 - our own file and our own class names
        f'<svg class="{css}" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{inner}</svg>'
    )


@register.simple_tag
def icon(name: str, *, small: bool = False) -> SafeString:
    """The named drawing of `templates/icons`, inline; an unknown name raises FileNotFoundError."""
    return _icon(name, "hs-icon hs-icon--s" if small else "hs-icon")


@lru_cache(maxsize=1024)
def _tag(kind: str, words: str, drawing: str) -> SafeString:
    css = "hs-tag" if kind == "calm" else f"hs-tag hs-tag--{kind}"
    picture = _icon(drawing or _TAG_ICONS[kind], "hs-icon hs-icon--s")
    return format_html('<span class="{}">{}{}</span>', css, picture, words)


@register.simple_tag
def tag(kind: str, words: str, drawing: str = "") -> SafeString:
    """A state in words: kind `new`, `soon`, `late`, `done` or `calm`. The quick form of <c-tag>, for rows."""
    return _tag(kind or "calm", str(words), drawing)


@register.simple_tag
def due_tag(deadline: date | None, today: date) -> SafeString:
    """The tag of a deadline: late, soon (two calendar days or less) or calm; nothing without a deadline."""
    if deadline is None:
        return SafeString("")
    words = phrases.days_left(deadline, today)
    days = (deadline - today).days
    kind = "late" if days < 0 else "soon" if days <= _SOON_DAYS else "calm"
    return _tag(kind, words[0].upper() + words[1:], "" if kind != "calm" else "clock")


@register.simple_tag
def largest_upload() -> SafeString:
    """What the page's script must know to refuse a file before it is sent: bytes of one, and of a sending."""
    return format_html(' data-largest="{}" data-largest-all="{}"', settings.MAX_FILE, settings.MAX_BODY)


_CLASSES: Sequence[tuple[type[forms.Widget], str]] = (
    (forms.CheckboxInput, ""),
    (forms.CheckboxSelectMultiple, ""),
    (forms.RadioSelect, ""),
    (forms.FileInput, "hs-file"),
    (forms.Widget, "hs-in"),
)


@register.simple_tag
def control(field: BoundField, css: str = "", hint: str = "", **attrs: str) -> SafeString:
    """The input of a form field with our classes; names of attributes with `_` become `-`.

    Django names the field's own help text and error for screen readers; a hint that stands only in the
    template is added here.
    """
    widget = field.field.widget
    base = next(name for kind, name in _CLASSES if isinstance(widget, kind))
    is_date = isinstance(field.field, forms.DateField)
    names = [base, "hs-in--date" if is_date else "", str(widget.attrs.get("class", "")), css]
    extra: dict[str, str | bool] = {}
    if is_date:
        extra.update(inputmode="numeric", autocomplete="off")
    extra.update({key.replace("_", "-"): value for key, value in attrs.items()})
    if hint and not field.help_text:
        described = [f"{field.auto_id}_helptext", f"{field.auto_id}_error" if field.errors else ""]
        extra["aria-describedby"] = " ".join(filter(None, described))
    if css_class := " ".join(filter(None, names)):
        extra["class"] = css_class
    return field.as_widget(attrs=extra)


@register.filter
def error_target(field: BoundField) -> str:
    """Id that a link of the error summary jumps to: the input, or the first of several choices."""
    group = isinstance(field.field.widget, (forms.RadioSelect, forms.CheckboxSelectMultiple))
    return f"{field.auto_id}_0" if group else str(field.id_for_label or field.auto_id)


@register.filter
def error_count(form: forms.BaseForm) -> int:
    """How many sentences the error summary of this form lists."""
    return sum(len(errors) for errors in form.errors.values())


@register.filter
def undo_url(extra_tags: str | None) -> str:
    """The address among the extra tags of a message: where `core.pages.go_to` put the way back."""
    return next((word for word in (extra_tags or "").split() if word.startswith("/")), "")


@register.filter
def share(value: float | Decimal | None, whole: float | Decimal | None) -> str:
    """Width of a bar in per cent for SVG ("72.4%"), between 0 and 100; 0 when there is no whole."""
    if not value or not whole:
        return "0%"
    return f"{min(max(float(value) / float(whole), 0.0), 1.0) * 100:.1f}%"


@register.filter
def vndate(day: date | None) -> str:
    """24/11/2026; empty for nothing."""
    return phrases.vn_date(day) if day else ""


@register.filter
def vntime(at: datetime | None) -> str:
    """23/11/2026, 08:15 in Vietnam; empty for nothing."""
    return phrases.vn_time(at) if at else ""


@register.filter
def vnday(day: date | None) -> str:
    """thứ Ba, 24/11/2026; empty for nothing."""
    return phrases.vn_day(day) if day else ""


@register.filter
def days_left(deadline: date | None, today: date) -> str:
    """còn 6 ngày, hạn hôm nay, quá hạn 3 ngày; empty without a deadline."""
    return phrases.days_left(deadline, today) if deadline else ""


@register.filter
def filesize_vi(size: int | None) -> str:
    """340 KB; empty when unknown."""
    return "" if size is None else phrases.file_size(size)


@register.filter
def number_vi(value: float | Decimal | None, decimals: int = 0) -> str:
    """1.234,5; empty for nothing."""
    return "" if value is None else phrases.number(value, decimals)


@register.filter
def counted(value: int | None) -> str:
    """1.000; a count that stopped above a thousand reads "hơn 1.000"."""
    return f"hơn {phrases.number(paging.COUNTED)}" if beyond_count(value) else number_vi(value)


@register.filter
def beyond_count(value: int | None) -> bool:
    """Whether there are more than were counted."""
    return value is not None and value > paging.COUNTED


@register.simple_tag
def help_phone() -> str:
    """Number to call for help, from the settings, so that error pages need neither request nor database."""
    return str(settings.HELP_PHONE)
