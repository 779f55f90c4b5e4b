"""Forms of acts, transfers, the day and transfer files."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from hoiso.core.forms import CleanTextField, VietnameseDateField, set_today
from hoiso.members.lives.acts import CARD, GROUP, Act
from hoiso.members.lives.public import Doing, Move
from hoiso.members.register.public import Branch


class ActForm(forms.Form):
    """The day, the paper, the reason of an act; a card's number or a group where the act has one."""

    def __init__(
        self, *args: Any, act: Act, today: date, groups: Iterable[Branch] = (), **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.act = act
        self.fields["on"] = VietnameseDateField(label="Ngày", past=True)
        if act.code == CARD:
            self.fields["card"] = CleanTextField(label="Số thẻ", longest=30)
        if act.code == GROUP:
            self.fields["group"] = _units("Tổ phụ nữ", groups, "Không ở tổ nào", required=False)
        self.fields["paper"] = CleanTextField(
            label="Quyết định hoặc biên bản", longest=200, required=act.paper,
            help_text="Ví dụ 12/QĐ-BTV; hoặc Biên bản họp chi hội ngày 05/9/2026",
            error_messages={"required": "Ghi số quyết định, hoặc biên bản họp ngày nào"},
        )  # fmt: skip
        self.fields["reason"] = CleanTextField(label="Lý do, ghi chú", longest=500, required=act.reason,
            error_messages={"required": "Ghi lý do"})  # fmt: skip
        set_today(self, today)

    def doing(self) -> Doing:
        """What was entered."""
        given = self.cleaned_data
        return Doing(
            act=self.act, on=given["on"], paper=given["paper"], reason=given["reason"],
            card=given.get("card", ""), group_id=given.get("group"),
        )  # fmt: skip


class TransferForm(forms.Form):
    """Where members go, from which day, by which paper."""

    def __init__(self, *args: Any, today: date, branches: Iterable[tuple[int, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["to_branch"] = forms.TypedChoiceField(
            label="Chi hội đến", coerce=int, empty_value=None,
            choices=[("", "Chọn chi hội"), *((str(one), name) for one, name in branches)],
            error_messages={"required": "Chọn chi hội đến", "invalid_choice": "Chọn chi hội trong danh sách"},
        )  # fmt: skip
        self.fields["on"] = VietnameseDateField(label="Từ ngày", past=True)
        self.fields["paper"] = CleanTextField(
            label="Giấy giới thiệu hoặc quyết định", longest=200, required=False
        )
        self.fields["reason"] = CleanTextField(label="Lý do, ghi chú", longest=500, required=False)
        set_today(self, today)

    def move(self) -> Move:
        """What was entered."""
        given = self.cleaned_data
        return Move(
            to_branch_id=given["to_branch"], on=given["on"], paper=given["paper"], reason=given["reason"]
        )


class AnswerForm(forms.Form):
    """The day of taking her in, or why not."""

    on = VietnameseDateField(label="Nhận từ ngày", past=True, required=False)
    words = CleanTextField(label="Ghi chú; khi không nhận: vì sao", longest=500, required=False)

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        set_today(self, today)


class DayForm(forms.Form):
    """The day of the list, under which units, and what it is narrowed by; what is wrong narrows nothing."""

    ngay = VietnameseDateField(label="Ngày", past=True)
    don_vi = forms.ChoiceField(
        label="Đơn vị", choices=[("cu", "Theo đơn vị khi đó"), ("moi", "Theo đơn vị hiện nay")],
        required=False, widget=forms.RadioSelect,
    )  # fmt: skip
    tinh_trang = forms.ChoiceField(
        label="Tình trạng", required=False,
        choices=[("", "Hội viên (đang sinh hoạt, tạm vắng, tạm dừng)"), ("active", "Đang sinh hoạt"),
                 ("away", "Tạm vắng"), ("suspended", "Tạm dừng sinh hoạt"), ("waiting", "Chờ công nhận")],
    )  # fmt: skip

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        set_today(self, today)


class FileForm(forms.Form):
    """A transfer file from another province, the branch that takes her, from which day."""

    def __init__(self, *args: Any, today: date, branches: Iterable[Branch], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["tep"] = forms.FileField(
            label="Tệp chuyển sinh hoạt",
            error_messages={"required": "Chọn tệp nơi đi đã gửi", "empty": "Tệp này trống. Chọn lại tệp"},
        )  # fmt: skip
        self.fields["branch"] = _units("Chi hội nhận", branches, "Chọn chi hội")
        self.fields["on"] = VietnameseDateField(label="Nhận từ ngày", past=True)
        self.fields["another"] = forms.BooleanField(label="Đã xem, đây là người khác", required=False)
        set_today(self, today)


def _units(
    label: str, units: Iterable[Branch], none: str, *, required: bool = True
) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label, coerce=int, empty_value=None, required=required,
        choices=[("", none), *((str(one.id), one.name) for one in units)],
        error_messages={"required": none, "invalid_choice": "Chọn trong danh sách"},
    )  # fmt: skip
