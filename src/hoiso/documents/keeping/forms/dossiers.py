"""Forms of dossiers, their readers, and what an officer keeps for herself."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms

from hoiso.core.forms import CleanTextField, VietnameseDateField, set_today
from hoiso.documents.keeping.archive import RETENTIONS
from hoiso.documents.keeping.public import DossierFacts

CHOOSE = ("", "Chọn trong danh sách")


class NoteForm(forms.Form):
    """An officer's own note; left empty, it is removed."""

    text = CleanTextField(
        label="Ghi chú của tôi",
        required=False,
        longest=5_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Chỉ đồng chí đọc được. Để trống rồi lưu là xoá ghi chú.",
    )


class AccessForm(forms.Form):
    """Whether named readers alone see it, who they are, and why."""

    restricted = forms.ChoiceField(
        label="Ai được xem",
        choices=(
            ("0", "Mọi người có quyền theo chức vụ hoặc được giao việc"),
            ("1", "Chỉ những người được chọn dưới đây, người lập và người được giao việc"),
        ),
        widget=forms.RadioSelect,
        error_messages={"required": "Chọn ai được xem"},
    )
    readers = forms.TypedMultipleChoiceField(
        label="Người được xem riêng",
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Chọn người trong danh sách của đơn vị"},
    )
    reason = CleanTextField(label="Lý do thay đổi", longest=500, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, people: Mapping[int, str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["readers"].choices = list(people.items())  # type: ignore[attr-defined]


class DossierForm(forms.Form):
    """The cover of a dossier."""

    code = CleanTextField(label="Số, ký hiệu hồ sơ", longest=20, help_text="Ví dụ 01.TCCB")
    year = forms.IntegerField(
        label="Năm của danh mục",
        help_text="Ví dụ 2026",
        min_value=1930,
        max_value=2200,
        error_messages={
            "required": "Nhập năm của danh mục",
            "invalid": "Năm phải là số, ví dụ 2026",
            "min_value": "Năm phải từ 1930",
            "max_value": "Năm phải đến 2200",
        },
    )
    title = CleanTextField(
        label="Tiêu đề hồ sơ",
        longest=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Ví dụ: Hồ sơ Đại hội đại biểu phụ nữ cấp xã",
    )
    heading = CleanTextField(
        label="Đề mục trong danh mục",
        longest=200,
        required=False,
        help_text="Ví dụ: Tổ chức, cán bộ. Nhiều cấp thì ghi: Tổ chức, cán bộ > Đại hội",
    )
    retention = forms.ChoiceField(
        label="Thời hạn bảo quản",
        choices=(CHOOSE, *RETENTIONS),
        error_messages={"required": "Chọn thời hạn bảo quản"},
    )
    description = CleanTextField(label="Ghi chú", longest=500, required=False)

    def facts(self) -> DossierFacts:
        """What was typed, as the action wants it."""
        names = ("year", "code", "title", "retention", "heading", "description")
        return DossierFacts(**{name: self.cleaned_data[name] for name in names})


class CloseForm(forms.Form):
    """The day on which the work ended, and the time of keeping decided again."""

    closed_on = VietnameseDateField(label="Ngày kết thúc công việc", past=True)
    retention = forms.ChoiceField(
        label="Thời hạn bảo quản",
        choices=RETENTIONS,
        help_text="Hồ sơ có tài liệu nhiều thời hạn khác nhau thì ghi thời hạn dài nhất.",
        error_messages={"required": "Chọn thời hạn bảo quản"},
    )

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        set_today(self, today)


class IntoDossierForm(forms.Form):
    """Which dossier a document goes into."""

    dossier = forms.TypedChoiceField(
        label="Hồ sơ đang mở của đơn vị",
        coerce=int,
        error_messages={"required": "Chọn một hồ sơ", "invalid_choice": "Chọn một hồ sơ trong danh sách"},
    )

    def __init__(self, *args: Any, dossiers: Iterable[tuple[int, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["dossier"].choices = [CHOOSE, *dossiers]  # type: ignore[attr-defined]


class FoldersForm(forms.Form):
    """In which of her folders a document lies, and a new one."""

    folders = forms.TypedMultipleChoiceField(
        label="Thư mục của tôi", coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    new_name = CleanTextField(label="Thư mục mới", longest=100, required=False)

    def __init__(self, *args: Any, folders: Iterable[tuple[int, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        choices = list(folders)
        self.fields["folders"].choices = choices  # type: ignore[attr-defined]
        if not choices:
            del self.fields["folders"]


class FolderForm(forms.Form):
    """The name of a folder."""

    name = CleanTextField(label="Tên thư mục", longest=100)
