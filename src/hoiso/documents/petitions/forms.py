"""Forms of letters and petitions."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms

from hoiso.core.forms import CleanTextField, VietnameseDateField, set_today
from hoiso.documents.petitions.entry import Letter
from hoiso.documents.petitions.public import NEW
from hoiso.documents.petitions.queries import DEFAULT_VIEW, VIEWS, LikeOne, PetitionFilter
from hoiso.documents.tables.petition import Petition

_TEXT = {"rows": 6}


def _choice(label: str, choices: Any, *, radio: bool = False) -> forms.ChoiceField:
    name = f"{label[0].lower()}{label[1:]}"
    return forms.ChoiceField(
        label=label,
        choices=choices if radio else [("", f"Chọn {name}"), *choices],
        widget=forms.RadioSelect if radio else forms.Select,
        error_messages={"required": f"Chọn {name}", "invalid_choice": f"Chọn {name} trong danh sách"},
    )


class LetterForm(forms.Form):
    """The line of the register."""

    received_on = VietnameseDateField(label="Ngày nhận", past=True)
    way = _choice("Cách nhận", Petition.Way.choices)
    kind = _choice("Loại đơn", Petition.Kind.choices, radio=True)
    matter = _choice("Lĩnh vực", Petition.Matter.choices)
    anonymous = forms.BooleanField(label="Đơn không ghi tên người gửi", required=False)
    sender_name = CleanTextField(label="Họ và tên người gửi", longest=150, required=False)
    sender_address = CleanTextField(label="Địa chỉ", longest=300, required=False)
    sender_phone = CleanTextField(label="Điện thoại", longest=20, required=False)
    many = forms.BooleanField(label="Đơn có nhiều người cùng ký", required=False)
    about = CleanTextField(label="Người, cơ quan bị khiếu nại, tố cáo", longest=300, required=False)
    summary = CleanTextField(label="Nội dung đơn", longest=5_000, widget=forms.Textarea(attrs=_TEXT))

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        set_today(self, today)

    def clean(self) -> dict[str, Any]:
        """A name, or the tick that there is none: one of the two."""
        given = super().clean() or {}
        if "sender_name" in given:
            if given.get("anonymous") and given["sender_name"]:
                self.add_error("anonymous", "Đã ghi tên người gửi: bỏ dấu chọn này, hoặc xoá tên")
            elif not given.get("anonymous") and not given["sender_name"]:
                self.add_error("sender_name", "Nhập họ và tên người gửi, hoặc chọn “Đơn không ghi tên”")
        return given

    def letter(self) -> Letter:
        """What was entered."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "anonymous"}
        return Letter(**{name: given[name] for name in Letter.__dataclass_fields__})


class RegisterForm(LetterForm):
    """A new letter: also its files, and what it is where like ones stand in the register."""

    same = forms.ChoiceField(
        label="Đơn này là", required=False, widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Chọn đây là đơn mới hay đơn trùng"},
    )  # fmt: skip

    def offer(self, like: Sequence[LikeOne]) -> None:
        """Ask which of them it repeats."""
        self.fields["same"].choices = [  # type: ignore[attr-defined]
            (NEW, "Đơn mới, xử lý riêng"),
            *((str(one.id), f"Trùng với đơn số {one.number_written}: lưu cùng đơn đó") for one in like),
        ]

    def clean_same(self) -> str:
        """Taken as it comes: the action knows which ones are alike."""
        return str(self.cleaned_data["same"])

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        asked = str(self.data.get("same", ""))
        self.fields["same"].choices = [(asked, asked)] if asked else []  # type: ignore[attr-defined]


class PersonForm(forms.Form):
    """Somebody of the unit, and words for her."""

    to = forms.TypedChoiceField(
        label="Người nhận", coerce=int,
        error_messages={"required": "Chọn người nhận", "invalid_choice": "Chọn người nhận trong danh sách"},
    )  # fmt: skip
    words = CleanTextField(
        label="Lời dặn", longest=1_000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, people: Mapping[int, str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["to"].choices = [("", "Chọn người nhận"), *people.items()]  # type: ignore[attr-defined]


class KeeperForm(PersonForm):
    """Who keeps it from now on."""

    words = None  # type: ignore[assignment]


class AcceptForm(forms.Form):
    """Taken on; for proposals and feedback the office names its own day."""

    symbol = CleanTextField(label="Số, ký hiệu thông báo", longest=50, required=False)
    complex_matter = forms.BooleanField(label="Vụ việc phức tạp", required=False)
    remote = forms.BooleanField(label="Vùng sâu, vùng xa, đi lại khó khăn", required=False)
    due_on = VietnameseDateField(label="Hạn giải quyết", required=False)

    def __init__(self, *args: Any, today: date, kind: str, **options: Any) -> None:
        super().__init__(*args, **options)
        set_today(self, today)
        if kind in (Petition.Kind.COMPLAINT, Petition.Kind.DENUNCIATION):
            del self.fields["due_on"]
        if kind != Petition.Kind.COMPLAINT:
            del self.fields["complex_matter"], self.fields["remote"]


class ExtendForm(forms.Form):
    """Why it takes longer; for proposals and feedback until when."""

    reason = CleanTextField(label="Lý do gia hạn", longest=1_000, widget=forms.Textarea(attrs={"rows": 3}))
    due_on = VietnameseDateField(label="Hạn mới")

    def __init__(self, *args: Any, today: date, kind: str, **options: Any) -> None:
        super().__init__(*args, **options)
        set_today(self, today)
        if kind in (Petition.Kind.COMPLAINT, Petition.Kind.DENUNCIATION):
            del self.fields["due_on"]


class RefuseForm(forms.Form):
    """Why it is not taken on."""

    reason = CleanTextField(label="Lý do", longest=2_000, widget=forms.Textarea(attrs={"rows": 4}))
    symbol = CleanTextField(label="Số, ký hiệu thông báo", longest=50, required=False)


class ForwardForm(forms.Form):
    """To whom, and why."""

    to = CleanTextField(label="Cơ quan có thẩm quyền", longest=300)
    reason = CleanTextField(label="Lý do chuyển", longest=2_000, widget=forms.Textarea(attrs={"rows": 4}))
    symbol = CleanTextField(label="Số, ký hiệu phiếu chuyển", longest=50, required=False)


class PutAwayForm(forms.Form):
    """Why it is kept and not handled."""

    reason = CleanTextField(label="Lý do lưu đơn", longest=2_000, widget=forms.Textarea(attrs={"rows": 4}))


class ResultForm(forms.Form):
    """What came of it."""

    outcome = _choice("Kết quả", Petition.Outcome.choices, radio=True)
    result = CleanTextField(label="Nội dung giải quyết", longest=5_000, widget=forms.Textarea(attrs=_TEXT))


class FilterForm(forms.Form):
    """What the list is narrowed by; what is typed wrongly narrows nothing."""

    loai = forms.ChoiceField(
        label="Loại đơn", required=False, choices=[("", "Tất cả"), *Petition.Kind.choices]
    )
    linh_vuc = forms.ChoiceField(
        label="Lĩnh vực", required=False, choices=[("", "Tất cả"), *Petition.Matter.choices]
    )
    tu = VietnameseDateField(label="Nhận từ ngày", required=False)
    den = VietnameseDateField(label="Đến ngày", required=False)

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        set_today(self, today)

    def asked(self) -> PetitionFilter:
        """The filter of the list; fields in error are left out."""
        self.is_valid()
        given, view = self.cleaned_data, str(self.data.get("xem", ""))
        return PetitionFilter(
            view=view if view in VIEWS else DEFAULT_VIEW,
            words=str(self.data.get("q", "")).replace("\x00", "").strip()[:100],
            kind=given.get("loai", ""), matter=given.get("linh_vuc", ""),
            first=given.get("tu"), last=given.get("den"),
        )  # fmt: skip
