"""The form on which a unit's change is asked for."""

from django import forms

from hoiso.core.forms import CleanTextField, VietnameseDateField
from hoiso.reorganisation.changes import ChangeKind


class ChangeForm(forms.Form):
    """What happens to a unit, from which day, and who takes over."""

    kind = forms.ChoiceField(
        label="Việc cần làm",
        widget=forms.RadioSelect,
        choices=[
            (ChangeKind.RENAME.value, "Đổi tên"),
            (ChangeKind.MERGE.value, "Sáp nhập vào đơn vị khác"),
            (ChangeKind.SPLIT.value, "Chia cho nhiều đơn vị"),
            (ChangeKind.CLOSE.value, "Kết thúc, không có đơn vị kế thừa"),
        ],
        error_messages={"required": "Chọn việc cần làm"},
    )
    on = VietnameseDateField(label="Từ ngày", help_text="Ngày đầu tiên theo tên hoặc đơn vị mới")
    name = CleanTextField(label="Tên mới", longest=200, required=False, help_text="Khi đổi tên")
    main_heir = CleanTextField(
        label="Đơn vị kế thừa", longest=200, required=False,
        help_text="Khi sáp nhập hoặc chia: nơi nhận toàn bộ hoặc phần lớn. Gõ tên hoặc mã",
    )  # fmt: skip
    other_heirs = CleanTextField(
        label="Các đơn vị nhận một phần", longest=500, required=False,
        help_text="Khi chia: mã của từng đơn vị, cách nhau bằng dấu phẩy",
    )  # fmt: skip
    sure = forms.BooleanField(required=False, widget=forms.HiddenInput)
