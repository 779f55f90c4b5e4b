"""Forms on which a draft is begun and written."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django import forms

from hoiso.core.forms import CleanTextField, VietnameseDateField, set_today
from hoiso.documents.layouts.content_templates import content_templates
from hoiso.documents.layouts.official_document import Capacity, Layout
from hoiso.documents.outgoing.content import DraftContent
from hoiso.documents.outgoing.kinds import KIND_CHOICES
from hoiso.documents.outgoing.pasting import plain_lines
from hoiso.documents.outgoing.signers import Signer
from hoiso.documents.tables.document import Urgency

BLANK = "trong"
_FIRST = ("letter", "report", "plan", "decision", "invitation", "programme", "notice", "letter-reply")
_OWN_FIRST = 6
_CAPACITIES = (
    ("", "Theo chức vụ của người ký"),
    (Capacity.HEAD.value, "Thủ trưởng ký, không ghi thêm"),
    (Capacity.COLLECTIVE.value, "TM. (thay mặt tập thể)"),
    (Capacity.COLLECTIVE_FOR_HEAD.value, "TM. và KT. (cấp phó thay mặt tập thể)"),
    (Capacity.FOR_HEAD.value, "KT. (ký thay)"),
    (Capacity.BY_ORDER.value, "TL. (thừa lệnh)"),
    (Capacity.BY_DELEGATION.value, "TUQ. (thừa uỷ quyền)"),
    (Capacity.ACTING_HEAD.value, "Q. (quyền)"),
)
_LAYOUTS = (
    (Layout.ND30_UNION.value, "Kiểu A: Nghị định 30 (Quốc hiệu, Tiêu ngữ)"),
    (Layout.PARTY_05.value, "Kiểu B: văn bản của Đảng"),
)
_CIRCULATIONS = (
    ("", "Không ghi"), ("internal", "Lưu hành nội bộ"), ("return", "Xem xong trả lại"),
)  # fmt: skip


def _template_choices() -> tuple[tuple[str, str], ...]:
    models = sorted(content_templates(), key=lambda one: (one.key not in _FIRST, one.name))
    named = [(one.key, one.name) for one in models]
    blank = (BLANK, "Trang trống, chọn loại ở dưới")
    return (*named[: len(_FIRST)], blank, *named[len(_FIRST) :])


class BodyField(CleanTextField):
    """The text of a draft; what was pasted from Word becomes plain lines before it is cleaned."""

    def clean(self, value: Any) -> str:
        """Lines with typed marks."""
        return super().clean(plain_lines(str(value or "")))


class NewDraftForm(forms.Form):
    """Which model text a draft starts from, or which Word template of the unit, and what it answers.

    `own`: keys and names of the unit's templates, which stand before the shipped ones.
    """

    template = forms.ChoiceField(
        label="Soạn từ mẫu",
        widget=forms.RadioSelect,
        choices=_template_choices,
        error_messages={"required": "Chọn một mẫu, hoặc chọn trang trống"},
    )
    kind = forms.ChoiceField(label="Loại văn bản của trang trống", choices=KIND_CHOICES, required=False)
    answers = CleanTextField(
        label="Trả lời văn bản đến số", longest=100, required=False,
        help_text="Số đến của năm nay, hoặc số, ký hiệu, ví dụ 128 hoặc 145/HD-BTV",
    )  # fmt: skip
    form_key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, own: Sequence[tuple[str, str]] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["template"]
        assert isinstance(field, forms.ChoiceField)
        shipped = _template_choices()
        first, rest = list(own[:_OWN_FIRST]), list(own[_OWN_FIRST:])
        self._choices = [*first, *shipped[: len(_FIRST) + 1], *rest, *shipped[len(_FIRST) + 1 :]]
        field.choices = self._choices
        self.shown_at_once = len(first) + len(_FIRST) + 1
        """How many templates stand open on the page; the rest are folded."""

    @property
    def folded_is_chosen(self) -> bool:
        """Whether the chosen template is one of the folded ones, so that the fold opens."""
        keys = [key for key, _ in self._choices[self.shown_at_once :]]
        return self["template"].value() in keys


class AgainForm(forms.Form):
    """The press that copies a document into a new draft; a key that is none counts as not sent."""

    form_key = forms.UUIDField(required=False, widget=forms.HiddenInput)


class DraftForm(forms.Form):
    """Text and head of a draft. Field names are those of `DraftContent`."""

    kind = forms.ChoiceField(label="Loại văn bản", choices=KIND_CHOICES)
    subject = CleanTextField(
        label="Trích yếu", longest=2_000, widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Nhập trích yếu"},
    )  # fmt: skip
    body = BodyField(
        label="Nội dung", required=False,
        widget=forms.Textarea(attrs={"rows": 22, "spellcheck": "false", "data-writing": True}),
    )  # fmt: skip
    signer = forms.ChoiceField(label="Người ký", required=False)
    position = CleanTextField(label="Chức vụ in trên văn bản", longest=100, required=False)
    capacity = forms.ChoiceField(label="Thẩm quyền ký", choices=_CAPACITIES, required=False)
    answer_by = VietnameseDateField(label="Hạn trả lời", required=False)
    urgency = forms.TypedChoiceField(
        label="Độ khẩn", choices=Urgency.choices, coerce=int, widget=forms.RadioSelect, initial=0
    )
    layout = forms.ChoiceField(label="Kiểu trình bày", choices=_LAYOUTS)
    notation = CleanTextField(label="Ký hiệu", longest=60, required=False)
    place = CleanTextField(label="Địa danh", longest=100, error_messages={"required": "Nhập địa danh"})
    parent_line = CleanTextField(label="Cơ quan chủ quản", longest=200, required=False)
    issuer_lines = CleanTextField(
        label="Cơ quan ban hành", longest=300, widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Nhập tên cơ quan ban hành"},
    )  # fmt: skip
    archive_line = CleanTextField(label="Lưu", longest=100, required=False)
    circulation = forms.ChoiceField(label="Phạm vi lưu hành", choices=_CIRCULATIONS, required=False)
    co_signer = CleanTextField(label="Người ký bên trái", longest=150, required=False)
    co_position = CleanTextField(label="Chức vụ của người ký bên trái", longest=150, required=False)
    drafter_mark = CleanTextField(label="Ký hiệu người soạn", longest=20, required=False)
    copies = forms.IntegerField(
        label="Số lượng bản", min_value=1, max_value=9_999, required=False,
        error_messages={"invalid": "Số lượng bản phải là một số, ví dụ 25"},
    )  # fmt: skip

    def __init__(
        self, *args: Any, base: DraftContent, people: Sequence[Signer], today: date, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.initial = _initial(base, people)
        set_today(self, today)
        self.base, self.people = base, {str(one.id): one for one in people}
        choices = [("", "Chưa chọn")] + [(str(one.id), one.label) for one in people]
        if base.signer and str(base.signer_id or "") not in self.people:
            choices.insert(1, ("giu", f"{base.signer}, {base.position}"))
        field = self.fields["signer"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def clean_answer_by(self) -> date | None:
        """A day that is asked of receivers lies ahead."""
        day: date | None = self.cleaned_data["answer_by"]
        today = getattr(self.fields["answer_by"], "today", None)
        if day is not None and today is not None and day < today and day != self.base.answer_by:
            raise forms.ValidationError("Hạn trả lời phải từ hôm nay trở đi")
        return day

    def content(self) -> DraftContent:
        """The version that was typed, recipients and annexes as they were."""
        given = self.cleaned_data
        values: dict[str, Any] = {
            name: given[name]
            for name in (
                "kind", "subject", "body", "answer_by", "urgency", "layout", "notation", "place",
                "parent_line", "archive_line", "circulation", "co_signer", "co_position", "drafter_mark",
                "copies",
            )
        }  # fmt: skip
        values["issuer_lines"] = tuple(
            line.strip() for line in given["issuer_lines"].splitlines() if line.strip()
        )
        return replace(self.base, **values, **self._signing())

    def _signing(self) -> dict[str, Any]:
        chosen = self.cleaned_data["signer"]
        position, capacity = self.cleaned_data["position"], self.cleaned_data["capacity"]
        if chosen == "giu":
            return {
                "position": position or self.base.position,
                "capacity": capacity or self.base.capacity,
            }
        person = self.people.get(chosen)
        if person is None:
            return {"signer": "", "signer_id": None, "position": position, "capacity": capacity or "head"}
        if person.id != self.base.signer_id and position == self.base.position:
            position = ""  # the former signer's, left as it stood
        return {
            "signer": person.name,
            "signer_id": person.id,
            "position": position or person.position,
            "capacity": capacity or person.capacity.value,
        }


def _initial(base: DraftContent, people: Sequence[Signer]) -> dict[str, Any]:
    known = {one.id: one for one in people}
    person = known.get(base.signer_id or 0)
    usual = person is not None and person.capacity.value == base.capacity
    return {
        "kind": base.kind,
        "subject": base.subject,
        "body": base.body,
        "signer": str(base.signer_id) if person else ("giu" if base.signer else ""),
        "position": base.position,
        "capacity": "" if usual else base.capacity,
        "answer_by": base.answer_by,
        "urgency": base.urgency,
        "layout": base.layout,
        "notation": base.notation,
        "place": base.place,
        "parent_line": base.parent_line,
        "issuer_lines": "\n".join(base.issuer_lines),
        "archive_line": base.archive_line,
        "circulation": base.circulation,
        "co_signer": base.co_signer,
        "co_position": base.co_position,
        "drafter_mark": base.drafter_mark,
        "copies": base.copies,
    }


class AnnexForm(forms.Form):
    """Files that go with the text."""

    annexes = forms.FileField(label="Thêm phụ lục", error_messages={"required": "Chọn tệp phụ lục"})


class PaperForm(forms.Form):
    """A file made elsewhere: its form is checked, or a draft is made of it."""

    file = forms.FileField(
        label="Tệp Word (.docx) hoặc PDF", error_messages={"required": "Chọn tệp cần kiểm tra"}
    )
    form_key = forms.UUIDField(required=False, widget=forms.HiddenInput)


class FilterForm(forms.Form):
    """What the list is narrowed to."""

    loai = forms.ChoiceField(label="Loại văn bản", required=False)
    nguoi_ky = CleanTextField(label="Người ký", longest=100, required=False)
    tu = VietnameseDateField(label="Từ ngày", required=False)
    den = VietnameseDateField(label="Đến ngày", required=False)

    def __init__(self, *args: Any, kinds: Sequence[tuple[str, str]], today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        set_today(self, today)
        field = self.fields["loai"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Mọi loại"), *kinds]
