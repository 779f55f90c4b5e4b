"""Forms of a case: who works on it until when, opinions, notes, pause and cancelling."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from hoiso.core.forms import CleanTextField, VietnameseDateField, set_today
from hoiso.documents.keeping.forms.dossiers import CHOOSE, DossierForm
from hoiso.work.people import Person


class _PeopleForm(forms.Form):
    """A form with a choice of colleagues."""

    def __init__(self, *args: Any, people: Sequence[Person], today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        set_today(self, today)
        for name in ("lead", "officer", "officers"):
            field = self.fields.get(name)
            if isinstance(field, forms.TypedChoiceField | forms.TypedMultipleChoiceField):
                choices = [(one.id, f"{one.full_name}, {one.title}") for one in people]
                field.choices = choices if name == "officers" else [CHOOSE, *choices]


def _officer(label: str, *, required: bool = True) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label, coerce=int, required=required, empty_value=None,
        error_messages={
            "required": "Chọn người trong danh sách", "invalid_choice": "Chọn người trong danh sách",
        },
    )  # fmt: skip


class NewDossierForm(DossierForm, _PeopleForm):
    """The cover of a new dossier, who leads the case (else whoever opens it) and until when."""

    lead = _officer("Người chủ trì", required=False)
    due_on = VietnameseDateField(
        label="Hạn giải quyết", required=False,
        help_text="Ví dụ 20/12/2026. Hồ sơ chỉ để xếp văn bản thì để trống.",
    )  # fmt: skip


class LeadForm(_PeopleForm):
    """Who leads the case from now on, and until when."""

    officer = _officer("Người chủ trì")
    due_on = VietnameseDateField(
        label="Hạn giải quyết", required=False, help_text="Ví dụ 20/12/2026. Để trống là không đặt hạn."
    )
    reason = CleanTextField(
        label="Lý do", longest=300, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class SupportForm(_PeopleForm):
    """An officer, her part, and until when."""

    officer = _officer("Người phối hợp")
    task = CleanTextField(
        label="Phần việc", longest=500, widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Ghi phần việc phối hợp"},
    )  # fmt: skip
    due_on = VietnameseDateField(label="Hạn", help_text="Ví dụ 20/12/2026")


class PartOnForm(_PeopleForm):
    """Who supports in her place, and why."""

    officer = _officer("Người nhận")
    reason = CleanTextField(
        label="Lý do", longest=300, widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Ghi lý do chuyển"},
    )  # fmt: skip


class PartDoneForm(forms.Form):
    """What came out of her part."""

    result = CleanTextField(
        label="Kết quả", longest=1_000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )


class AskForm(_PeopleForm):
    """What is asked of whom until when."""

    question = CleanTextField(
        label="Điều cần hỏi", longest=1_000, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Ghi điều cần hỏi"},
    )  # fmt: skip
    due_on = VietnameseDateField(label="Hạn trả lời", help_text="Ví dụ 20/12/2026")
    officers = forms.TypedMultipleChoiceField(
        label="Hỏi ai", coerce=int, widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Chọn ít nhất một người để hỏi", "invalid_choice": "Chọn người trong danh sách",
        },
    )  # fmt: skip


class OpinionForm(forms.Form):
    """Her answer."""

    answer = CleanTextField(
        label="Ý kiến", longest=5_000, widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": "Ghi ý kiến"},
    )  # fmt: skip


class CaseNoteForm(forms.Form):
    """How the case stands."""

    text = CleanTextField(
        label="Nội dung", longest=2_000, widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Ghi nội dung"},
    )  # fmt: skip


class PauseForm(forms.Form):
    """Why it rests, and until when."""

    reason = CleanTextField(
        label="Lý do tạm dừng", longest=500, widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Ghi lý do tạm dừng"},
    )  # fmt: skip
    resume_on = VietnameseDateField(
        label="Ngày tiếp tục", help_text="Ví dụ 20/12/2026. Đến ngày, máy nhắc người chủ trì."
    )

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        set_today(self, today)


class ResumeForm(forms.Form):
    """Whether the deadlines move by the days it rested."""

    shift = forms.ChoiceField(
        label="Các hạn chưa xong",
        choices=(("1", "Lùi thêm bằng số ngày đã tạm dừng"), ("0", "Giữ nguyên")),
        widget=forms.RadioSelect,
        error_messages={"required": "Chọn lùi hạn hoặc giữ nguyên"},
    )


class CancelForm(forms.Form):
    """Why the work is called off."""

    reason = CleanTextField(
        label="Lý do huỷ công việc", longest=500, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Ghi lý do huỷ công việc"},
    )  # fmt: skip
