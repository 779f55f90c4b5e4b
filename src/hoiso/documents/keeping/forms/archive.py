"""Forms of holds, hand-over to an archive, and disposal."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms

from hoiso.core.forms import CleanTextField, VietnameseDateField, set_today
from hoiso.documents.keeping.forms.dossiers import CHOOSE
from hoiso.documents.keeping.public import Member
from hoiso.documents.tables.archive import DisposalMember, Transfer


class ReasonForm(forms.Form):
    """Why it is done."""

    reason = CleanTextField(label="Lý do", longest=500, widget=forms.Textarea(attrs={"rows": 2}))


class TransferForm(forms.Form):
    """Which archive, and its name."""

    to = forms.ChoiceField(label="Nộp vào", choices=Transfer.To.choices, widget=forms.HiddenInput)
    archive = CleanTextField(
        label="Tên nơi nhận", longest=200, help_text="Ví dụ: Lưu trữ cơ quan Hội LHPN tỉnh"
    )


class _Dated(forms.Form):
    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        set_today(self, today)


class SendForm(_Dated):
    """Who delivers the dossiers, and when."""

    deliverer = CleanTextField(label="Người giao", longest=150)
    sent_on = VietnameseDateField(label="Ngày giao", past=True)


class ReceiveForm(_Dated):
    """Who received them at the archive, and when."""

    receiver = CleanTextField(label="Người nhận của lưu trữ", longest=150)
    ended_on = VietnameseDateField(label="Ngày nhận", past=True)


class DisposalForm(forms.Form):
    """A name for the disposal, and why its dossiers may go."""

    title = CleanTextField(
        label="Tên đợt huỷ", longest=300, help_text="Ví dụ: Huỷ hồ sơ hết thời hạn bảo quản năm 2026"
    )
    reason = CleanTextField(label="Lý do huỷ", longest=300, initial="Hết thời hạn bảo quản")


class CommitteeForm(forms.Form):
    """The committee: its chair, its secretary, its other members."""

    chair = forms.TypedChoiceField(
        label="Chủ tịch hội đồng", coerce=int, error_messages={"required": "Chọn chủ tịch hội đồng"}
    )
    secretary = forms.TypedChoiceField(label="Thư ký", coerce=int, error_messages={"required": "Chọn thư ký"})
    members = forms.TypedMultipleChoiceField(
        label="Uỷ viên",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Chọn ít nhất một uỷ viên"},
    )

    def __init__(self, *args: Any, people: Mapping[int, str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.people = people
        for name in ("chair", "secretary"):
            self.fields[name].choices = [CHOOSE, *people.items()]  # type: ignore[attr-defined]
        self.fields["members"].choices = list(people.items())  # type: ignore[attr-defined]

    def committee(self) -> list[Member]:
        """Who was chosen, as the action wants it."""
        given, part = self.cleaned_data, DisposalMember.Part
        chosen = [(given["chair"], part.CHAIR), (given["secretary"], part.SECRETARY)]
        chosen += [(one, part.MEMBER) for one in given["members"]]
        return [Member(one, self.people[one], what.value) for one, what in chosen]


class OpinionForm(forms.Form):
    """A member's opinion."""

    opinion = forms.ChoiceField(
        label="Ý kiến",
        choices=[one for one in DisposalMember.Opinion.choices if one[0]],
        widget=forms.RadioSelect,
        error_messages={"required": "Chọn đồng ý hoặc không đồng ý"},
    )
    text = CleanTextField(
        label="Ghi thêm", longest=1000, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Không đồng ý thì ghi lý do và hồ sơ cần giữ.",
    )  # fmt: skip


class DecisionForm(_Dated):
    """The decision on which the disposal rests."""

    decision_number = CleanTextField(label="Số, ký hiệu quyết định", longest=60, help_text="Ví dụ 12/QĐ-BTV")
    decision_on = VietnameseDateField(label="Ngày quyết định", past=True)


class PackageForm(forms.Form):
    """The package of a dossier."""

    file = forms.FileField(
        label="Gói hồ sơ (ZIP)",
        error_messages={"required": "Chọn gói hồ sơ", "empty": "Gói hồ sơ này trống"},
    )
