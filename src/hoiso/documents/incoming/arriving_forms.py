"""The form for one line of the table of rules on arrival."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from hoiso.core.forms import CleanTextField
from hoiso.documents.incoming.kinds import KIND_CHOICES
from hoiso.documents.incoming.public import Conditions, RuleFacts, RulePeople
from hoiso.documents.tables.arriving import ArrivalRule

_LONGEST_DAYS = 365
_ANY_KIND = ("", "Loại nào cũng được")


class RuleForm(forms.Form):
    """What the document is like, and what then happens."""

    sender = CleanTextField(
        label="Nơi gửi có", longest=300, required=False, help_text="Ví dụ: Uỷ ban nhân dân. Không cần gõ dấu"
    )
    kind = forms.ChoiceField(
        label="Loại văn bản", required=False, choices=[_ANY_KIND, *KIND_CHOICES[1:]],
        error_messages={"invalid_choice": "Chọn loại văn bản trong danh sách"},
    )  # fmt: skip
    words = CleanTextField(
        label="Trích yếu có một trong các cụm từ", longest=300, required=False,
        help_text="Cách nhau bằng dấu phẩy, ví dụ: báo cáo tháng, báo cáo quý",
    )  # fmt: skip
    dossier = forms.TypedChoiceField(label="Xếp vào hồ sơ", required=False, coerce=int, empty_value=None)
    leader = forms.TypedChoiceField(label="Trình", required=False, coerce=int, empty_value=None)
    lead = forms.TypedChoiceField(label="Đề xuất chủ trì", required=False, coerce=int, empty_value=None)
    days = forms.IntegerField(
        label="Hạn, số ngày làm việc", required=False, min_value=1, max_value=_LONGEST_DAYS,
        error_messages={
            "invalid": "Hạn phải là một số, ví dụ 5",
            "min_value": f"Hạn phải từ 1 đến {_LONGEST_DAYS} ngày làm việc",
            "max_value": f"Hạn phải từ 1 đến {_LONGEST_DAYS} ngày làm việc",
        },
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip
    told = forms.TypedChoiceField(
        label="Báo tin cho", required=False, coerce=int, empty_value=None,
        help_text="Chỉ người xem được văn bản đến của đơn vị",
    )  # fmt: skip

    def __init__(
        self, *args: Any, people: RulePeople, dossiers: Sequence[tuple[int, str]], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self._choose("dossier", "Không xếp", dict(dossiers))
        self._choose("leader", "Không trình", people.leaders)
        self._choose("lead", "Chưa đề xuất", people.leads)
        self._choose("told", "Không báo", people.readers)

    def _choose(self, name: str, none: str, found: Mapping[int, str]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [("", none), *found.items()]
        field.error_messages["invalid_choice"] = "Chọn trong danh sách"

    def facts(self) -> RuleFacts:
        """The line as the action takes it."""
        line = self.cleaned_data
        return RuleFacts(
            conditions=Conditions(line["sender"], line["kind"], line["words"]),
            dossier_id=line["dossier"], leader_id=line["leader"], lead_id=line["lead"], days=line["days"],
            told_id=line["told"],
        )  # fmt: skip


def initial_of(rule: ArrivalRule) -> dict[str, object]:
    """A kept line for the form."""
    return {
        "sender": rule.sender, "kind": rule.kind, "words": rule.words, "dossier": rule.dossier_id,
        "leader": rule.leader_id, "lead": rule.lead_id, "days": rule.days, "told": rule.told_id,
    }  # fmt: skip
