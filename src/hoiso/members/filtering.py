"""The filter of the list of members: its form, its place in addresses, its words.

What is typed into the search box is a person's name or number: it stands in addresses sealed, so that no log
and no history holds it.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.http import urlencode

from hoiso.access.public import seal, unseal
from hoiso.core.forms import clean_text
from hoiso.members.register.public import (
    SEARCH_SEAL,
    VIEWS,
    Branch,
    Branches,
    MemberFilter,
    Place,
    question,
)

_LONGEST = 100
KEPT = ("xem", "chi_hoi", "to", "tuoi_tu", "tuoi_den", "nong_cot", "xep")


def sealed(typed: str) -> str:
    """What was typed, as it may stand in an address; empty for nothing."""
    text = clean_text(typed)[:_LONGEST]
    return seal(SEARCH_SEAL, text) if text else ""


def typed_in(given: Mapping[str, str]) -> str:
    """What was typed, out of an address; empty where there is nothing or it was made up."""
    box = given.get("tim", "")
    return (unseal(SEARCH_SEAL, box) or "") if box else ""


def filter_words(place: Place, wanted: MemberFilter, branches: Branches) -> str:
    """The filter as a line for paper and files."""
    parts = [VIEWS[wanted.view]]
    if wanted.branch_id:
        parts.append(branches.name_of(wanted.branch_id))
    if wanted.group_id:
        parts.append(branches.name_of(wanted.group_id))
    if wanted.core:
        parts.append("nòng cốt")
    if wanted.age_from is not None:
        parts.append(f"từ {wanted.age_from} tuổi")
    if wanted.age_to is not None:
        parts.append(f"đến {wanted.age_to} tuổi")
    if wanted.asked:
        parts.append("theo ô tìm")
    return ", ".join(part for part in parts if part)


def list_address(given: Mapping[str, str], **changes: str) -> str:
    """The list with what the address asks, some of it changed."""
    return reverse("member_list") + address_of(given, **changes)


def address_of(given: Mapping[str, str], **changes: str) -> str:
    parts: dict[str, Any] = {name: given[name] for name in (*KEPT, "tim") if name in given} | changes
    kept = {name: value for name, value in parts.items() if value}
    return f"?{urlencode(kept)}" if kept else "?"


def unit_field(
    label: str, units: Sequence[Branch], none: str, *, required: bool = True
) -> forms.TypedChoiceField:
    """A branch or a group to choose."""
    return forms.TypedChoiceField(
        label=label, coerce=int, empty_value=None, required=required,
        choices=[("", none), *((str(one.id), one.name) for one in units)],
        error_messages={"required": none, "invalid_choice": f"{none} trong danh sách"},
    )  # fmt: skip


class FilterForm(forms.Form):
    """What the list is narrowed by; what is typed wrongly narrows nothing."""

    def __init__(self, *args: Any, branches: Branches, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["chi_hoi"] = unit_field("Chi hội", branches.branches, "Tất cả chi hội", required=False)
        self.fields["to"] = unit_field("Tổ phụ nữ", branches.groups, "Tất cả tổ", required=False)
        self.fields["tuoi_tu"] = _age("Từ tuổi")
        self.fields["tuoi_den"] = _age("Đến tuổi")
        self.fields["nong_cot"] = forms.BooleanField(label="Chỉ hội viên nòng cốt", required=False)

    def wanted(self, typed: str) -> MemberFilter:
        """The filter of the list with what the search box holds."""
        self.is_valid()
        given, view = self.cleaned_data, str(self.data.get("xem", ""))
        asked = question(typed) if typed else None
        return MemberFilter(
            view=view if view in VIEWS else "dang",
            branch_id=given.get("chi_hoi"), group_id=given.get("to"), core=given.get("nong_cot", False),
            age_from=given.get("tuoi_tu"), age_to=given.get("tuoi_den"), asked=asked,
        )  # fmt: skip


def _age(label: str) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, required=False, min_value=0, max_value=130,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip
