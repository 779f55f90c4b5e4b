"""The box and its filters; a part that makes no sense does not narrow."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from hoiso.core.forms import CleanTextField, VietnameseDateField, set_today
from hoiso.documents.incoming.kinds import KIND_CHOICES
from hoiso.documents.search.queries import Asked
from hoiso.documents.search.words import LONGEST_QUESTION
from hoiso.documents.tables.document import Direction, State, Urgency

_ALL = ("", "Tất cả")
FIELDS = (
    "q", "don_vi", "huong", "so", "tinh_trang", "loai", "khan", "noi_gui", "tu", "den", "han_tu", "han_den",
    "xep",
)  # fmt: skip


class SearchForm(forms.Form):
    """What is asked for, from the address."""

    q = CleanTextField(label="Tìm văn bản", longest=LONGEST_QUESTION, required=False)
    don_vi = forms.TypedChoiceField(label="Đơn vị", coerce=int, empty_value=None, required=False)
    huong = forms.ChoiceField(label="Loại sổ", choices=(_ALL, *Direction.choices), required=False)
    so = forms.TypedChoiceField(label="Sổ", coerce=int, empty_value=None, required=False)
    tinh_trang = forms.ChoiceField(label="Tình trạng", choices=(_ALL, *State.choices), required=False)
    loai = forms.ChoiceField(label="Loại văn bản", choices=(_ALL, *KIND_CHOICES[1:]), required=False)
    khan = forms.TypedChoiceField(
        label="Độ khẩn", choices=(_ALL, *Urgency.choices), coerce=int, empty_value=None, required=False
    )
    noi_gui = CleanTextField(label="Cơ quan ban hành", longest=200, required=False)
    tu = VietnameseDateField(label="Từ ngày", required=False)
    den = VietnameseDateField(label="Đến hết ngày", required=False)
    han_tu = VietnameseDateField(label="Hạn từ ngày", required=False)
    han_den = VietnameseDateField(label="Hạn đến ngày", required=False)
    xep = forms.ChoiceField(
        label="Xếp theo",
        choices=(("", "Đúng trích yếu, rồi mới nhất"), ("hop", "Hợp nhất trước")),
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        today: date,
        units: Sequence[tuple[int, str]],
        books: Sequence[tuple[int, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        set_today(self, today)
        for name, first, options in (("don_vi", "Mọi đơn vị của tôi", units), ("so", "Tất cả các sổ", books)):
            field = self.fields[name]
            assert isinstance(field, forms.TypedChoiceField)
            field.choices = [("", first), *options]

    def asked(self) -> Asked:
        """What is asked for, as far as it makes sense."""
        self.is_valid()
        given = self.cleaned_data
        return Asked(
            words=given.get("q", ""),
            issuer=given.get("noi_gui", ""),
            unit_id=given.get("don_vi"),
            direction=given.get("huong", ""),
            state=given.get("tinh_trang", ""),
            book_id=given.get("so"),
            kind=given.get("loai", ""),
            urgency=given.get("khan"),
            day_from=given.get("tu"),
            day_to=given.get("den"),
            due_from=given.get("han_tu"),
            due_to=given.get("han_den"),
            best=given.get("xep") == "hop",
        )

    def in_words(self) -> str:
        """The search as a line for paper and exports."""
        parts = []
        for name in FIELDS:
            value = self.cleaned_data.get(name)
            if value in (None, ""):
                continue
            field = self.fields[name]
            shown = value
            if isinstance(value, date):
                shown = value.strftime("%d/%m/%Y")
            elif isinstance(field, forms.ChoiceField):
                shown = next((name for code, name in field.widget.choices if code == value), value)
            parts.append(f"“{shown}”" if name == "q" else f"{field.label}: {shown}")
        return "; ".join(parts) or "Tất cả"


class SaveForm(forms.Form):
    """A name for a search that is kept."""

    ten = CleanTextField(label="Tên của tìm kiếm", longest=100)
    bao = forms.BooleanField(label="Báo mỗi sáng khi có văn bản mới", required=False)
