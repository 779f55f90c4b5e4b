"""Forms on which a draft is laid before a leader, decided, numbered and issued."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from hoiso.access.public import Right, Role
from hoiso.access.rights import HOLDERS
from hoiso.core.forms import CleanTextField, VietnameseDateField, set_today
from hoiso.documents.outgoing.numbers import NumberWish
from hoiso.documents.outgoing.reviewers import MOST
from hoiso.documents.tables.outgoing import Review
from hoiso.work.people import Person

MANNERS = (
    ("lan-luot", "Lần lượt: từng người một, rồi mới đến người duyệt"),
    ("cung-luc", "Cùng lúc: mọi người xem song song"),
)
_LEFT = "Vẫn trình, các chỗ trong ngoặc vuông là cố ý"


class SubmitForm(forms.Form):
    """Before whom, with which words; who else is asked, in which order; kept as a usual chain."""

    reviewer = forms.TypedChoiceField(
        label="Trình ai duyệt", coerce=int, widget=forms.RadioSelect,
        error_messages={"required": "Chọn người duyệt"},
    )  # fmt: skip
    note = CleanTextField(
        label="Lời trình", longest=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    manner = forms.ChoiceField(
        label="Cách duyệt", choices=MANNERS, required=False, widget=forms.RadioSelect, initial="lan-luot",
        error_messages={"invalid_choice": "Chọn lần lượt, hoặc cùng lúc"},
    )  # fmt: skip
    keep_as = CleanTextField(
        label="Lưu làm luồng thường dùng, tên", longest=100, required=False,
        help_text="Ví dụ: Kế hoạch qua Văn phòng. Để trống thì không lưu.",
    )  # fmt: skip
    keep_for_kind = forms.BooleanField(label="Chọn sẵn luồng này", required=False)
    places_are_meant = forms.BooleanField(label=_LEFT, required=False)

    def __init__(self, *args: Any, people: Sequence[Person], kind_name: str = "", **options: Any) -> None:
        super().__init__(*args, **options)
        approving = [one for one in people if one.roles & HOLDERS[Right.APPROVE]]
        approving.sort(key=lambda one: Role.LEADER not in one.roles)
        field = self.fields["reviewer"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [(one.id, f"{one.full_name}, {one.title}") for one in approving]
        self.fields["keep_for_kind"].label = f"Chọn sẵn luồng này khi trình {kind_name.lower() or 'văn bản'}"
        choices = [("", "Không chọn"), *((one.id, f"{one.full_name}, {one.title}") for one in people)]
        for number in range(1, MOST):
            self.fields[f"before_{number}"] = forms.TypedChoiceField(
                label=f"Người thứ {number}", coerce=int, empty_value=None, required=False, choices=choices,
                error_messages={"invalid_choice": "Chọn người trong danh sách"},
            )  # fmt: skip

    @property
    def before_fields(self) -> list[forms.BoundField]:
        """For the page."""
        return [self[f"before_{number}"] for number in range(1, MOST)]

    @property
    def asks_more(self) -> bool:
        """Whether somebody beside the approver is named, or what was typed there is refused."""
        names = [f"before_{number}" for number in range(1, MOST)]
        return any(self[name].value() for name in names) or bool(
            set(self.errors) & {*names, "manner", "keep_as"}
        )

    @property
    def before(self) -> tuple[int, ...]:
        """Of a valid form."""
        named = (self.cleaned_data.get(f"before_{number}") for number in range(1, MOST))
        return tuple(one for one in named if one is not None)

    @property
    def in_order(self) -> bool:
        """Of a valid form."""
        return bool(self.cleaned_data.get("manner") != "cung-luc")


class SendBackForm(forms.Form):
    """Why a draft goes back."""

    reason = CleanTextField(
        label="Cần sửa gì", longest=500, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Ghi lý do trả lại, để người soạn biết cần sửa gì"},
    )  # fmt: skip


class ApproveForm(forms.Form):
    """What she answers for, and what she remarks while she approves."""

    matter = forms.ChoiceField(
        label="Duyệt về", choices=(("", "Cả nội dung và thể thức"), *Review.Matter.choices), required=False,
        error_messages={"invalid_choice": "Chọn một trong các mục duyệt"},
    )  # fmt: skip
    remark = CleanTextField(
        label="Ý kiến kèm theo", longest=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class CommentForm(forms.Form):
    """A remark on a version."""

    text = CleanTextField(
        label="Góp ý", longest=2_000, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Nhập ý kiến"},
    )  # fmt: skip


class NumberForm(forms.Form):
    """Date of the document, and which number."""

    on = VietnameseDateField(label="Ngày văn bản", past=True)
    reserved = forms.TypedChoiceField(label="Số văn bản", coerce=int, empty_value=None, required=False)
    after = forms.IntegerField(
        label="Ghi bổ sung sau số", min_value=1, required=False,
        error_messages={"invalid": "Ghi số đã cấp, ví dụ 12 để lấy số 12a"},
    )  # fmt: skip
    await_signature = forms.BooleanField(label="Chờ ký, đóng dấu rồi mới phát hành", required=False)
    places_are_meant = forms.BooleanField(label=_LEFT, required=False)

    def __init__(
        self, *args: Any, today: date, next_words: str, reserved: Sequence[tuple[int, str]], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.initial = {"on": today}
        set_today(self, today)
        field = self.fields["reserved"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [("", next_words), *reserved]

    def wish(self) -> NumberWish:
        """Which number she wants."""
        return NumberWish(after=self.cleaned_data["after"], reserved_id=self.cleaned_data["reserved"])


class IssueForm(forms.Form):
    """When the paper copies go, and which answered documents are finished with it."""

    paper_sent_on = VietnameseDateField(label="Ngày gửi bản giấy", past=True, required=False)
    finishes = forms.TypedMultipleChoiceField(
        label="Kết thúc việc đang xử lý", coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, today: date, answered: Sequence[tuple[int, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial = {"paper_sent_on": today, "finishes": [id_ for id_, _ in answered]}
        set_today(self, today)
        field = self.fields["finishes"]
        assert isinstance(field, forms.TypedMultipleChoiceField)
        field.choices = list(answered)


class SignedForm(forms.Form):
    """The copy that was signed elsewhere or scanned."""

    file = forms.FileField(
        label="Bản đã ký, đóng dấu", help_text="PDF hoặc ảnh quét",
        error_messages={"required": "Chọn tệp đã ký", "empty": "Tệp không có nội dung. Chọn tệp khác."},
    )  # fmt: skip


class ReasonForm(forms.Form):
    """Why a number is void, or a document called back."""

    reason = CleanTextField(
        label="Lý do", longest=500, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Ghi lý do"},
    )  # fmt: skip


class PaperForm(forms.Form):
    """Paper copies that went to one recipient."""

    recipient = forms.IntegerField(widget=forms.HiddenInput)
    copies = forms.IntegerField(
        label="Số bản giấy", min_value=0, max_value=9_999,
        error_messages={"required": "Nhập số bản giấy", "invalid": "Số bản giấy phải là một số"},
    )  # fmt: skip
    sent_on = VietnameseDateField(label="Ngày gửi", past=True)

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        set_today(self, today)
