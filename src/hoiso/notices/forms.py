"""Forms of one's own notices."""

from collections.abc import Mapping

from django import forms

from hoiso.core.forms import CleanTextField, VietnameseDateField, set_today
from hoiso.notices.actions import Ways
from hoiso.notices.events import EVENTS

WAYS = ("in_system", "by_push", "by_mail", "in_digest")


def ways_from(typed: Mapping[str, object]) -> dict[str, Ways]:
    """What is ticked in the table of choices: a field `<event>.<way>` for each."""
    return {event.code: Ways(*(f"{event.code}.{way}" in typed for way in WAYS)) for event in EVENTS}


class ReminderForm(forms.Form):
    """What to be reminded of, and when."""

    text = CleanTextField(label="Điều cần nhắc", longest=300)
    on = VietnameseDateField(label="Ngày nhắc", help_text="Ví dụ 20/09/2026. Lời nhắc hiện vào buổi sáng.")
    address = forms.CharField(required=False, max_length=300, widget=forms.HiddenInput)

    def __init__(self, data: Mapping[str, object] | None = None, *, today: object, **options: object) -> None:
        super().__init__(data, **options)  # type: ignore[arg-type]
        set_today(self, today)  # type: ignore[arg-type]
