"""Forms of a member's standing: core member, posts."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from hoiso.core.forms import CleanTextField, VietnameseDateField, set_today
from hoiso.members.models import Member, MemberPost


class CoreForm(forms.Form):
    """From which day to which she is a core member."""

    valid_from = VietnameseDateField(label="Từ ngày")
    valid_to = VietnameseDateField(label="Đến ngày", required=False)
    paper = CleanTextField(label="Quyết định, biên bản", longest=200, required=False)

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        set_today(self, today)


class PostForm(CoreForm):
    """A post: which, where, in which term."""

    kind = forms.ChoiceField(
        label="Chức vụ", choices=[("", "Chọn chức vụ"), *MemberPost.Kind.choices],
        error_messages={"required": "Chọn chức vụ", "invalid_choice": "Chọn chức vụ trong danh sách"},
    )  # fmt: skip
    title = CleanTextField(label="Tên chức vụ", longest=100, required=False)
    term = CleanTextField(label="Nhiệm kỳ", longest=30, required=False)

    def __init__(self, *args: Any, member: Member, **options: Any) -> None:
        super().__init__(*args, **options)
        places = [one for one in (member.branch, member.group, member.commune) if one is not None]
        self.fields["unit"] = forms.TypedChoiceField(
            label="Ở đâu", coerce=int, choices=[(one.pk, one.name) for one in places],
            error_messages={
                "required": "Chọn nơi giữ chức vụ",
                "invalid_choice": "Chọn nơi giữ chức vụ trong danh sách",
            },
        )  # fmt: skip


class EndForm(forms.Form):
    """The last day of what lasts; `which` names the row."""

    last = VietnameseDateField(label="Ngày cuối")

    def __init__(
        self, *args: Any, today: date, label: str, running: Sequence[tuple[int, str]], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.fields["which"] = forms.TypedChoiceField(
            label=label, coerce=int, choices=running,
            error_messages={
                "required": f"Chọn {label.lower()}",
                "invalid_choice": f"Chọn {label.lower()} trong danh sách",
            },
        )  # fmt: skip
        set_today(self, today)
