"""Forms of the register."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms

from hoiso.core.forms import CleanTextField, VietnameseDateField, id_from, set_today
from hoiso.members.fields import Field
from hoiso.members.filtering import unit_field
from hoiso.members.keys import citizen_digits, phone_key, unseal_citizen, unseal_old_id
from hoiso.members.lists import ETHNIC_GROUPS, MARRIAGE, RELIGIONS
from hoiso.members.models import CountedFact, HouseholdPerson, Member, MemberFile
from hoiso.members.register.entry import Birth, Entry
from hoiso.members.register.public import (
    PHOTO,
    REASONS,
    Branches,
    HouseholdEntry,
    Like,
)
from hoiso.members.states import State

_EARLIEST = 1900
ANOTHER = "khac"


class BirthField(CleanTextField):
    """A day as on paper, or the year alone. Gives a `Birth`."""

    def __init__(self, **options: Any) -> None:
        super().__init__(label="Ngày sinh hoặc năm sinh", **options)
        self.error_messages["required"] = "Nhập ngày sinh, hoặc chỉ năm sinh, ví dụ 1975"
        self.today: date | None = None
        self.of_age = 0

    def clean(self, value: Any) -> Any:
        """The birth; refuses who is not of age."""
        text = super().clean(value)
        if not text:
            return None
        if text.isascii() and text.isdecimal() and len(text) == 4:
            birth = Birth(year=int(text))
        else:
            days = VietnameseDateField(label="Ngày sinh", past=True)
            days.today = self.today
            day = days.clean(text)
            assert day is not None
            birth = Birth.on(day)
        self._check(birth)
        return birth

    def _check(self, birth: Birth) -> None:
        assert self.today is not None
        if birth.year < _EARLIEST or birth.year > self.today.year:
            raise forms.ValidationError(f"Năm sinh {birth.year} không hợp lý. Kiểm tra lại", code="invalid")
        years = self.today.year - birth.year
        if birth.day and (self.today.month, self.today.day) < (birth.day.month, birth.day.day):
            years -= 1
        if years < self.of_age:
            raise forms.ValidationError(
                f"Hội viên phải từ đủ {self.of_age} tuổi. Kiểm tra lại năm sinh", code="young"
            )


class PhoneField(CleanTextField):
    """A phone number, or nothing."""

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        if text and not 9 <= len(phone_key(text)) <= 12:
            raise forms.ValidationError("Số điện thoại phải có 10 chữ số, ví dụ 0912 345 678", code="invalid")
        return text


class CitizenField(CleanTextField):
    """Twelve digits, or nothing."""

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        if text and not citizen_digits(text):
            raise forms.ValidationError("Số định danh cá nhân phải có đủ 12 chữ số", code="invalid")
        return citizen_digits(text)


class OldIdField(CleanTextField):
    """Nine digits, or nothing."""

    def clean(self, value: Any) -> str:
        digits = "".join(letter for letter in super().clean(value) if letter.isdigit())
        if digits and len(digits) != 9:
            raise forms.ValidationError("Số chứng minh nhân dân cũ phải có 9 chữ số", code="invalid")
        return digits


def _choice(label: str, choices: Iterable[tuple[str, str]], *, none: str = "Chưa ghi") -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, choices=[("", none), *choices], required=False,
        error_messages={"invalid_choice": f"Chọn {label[0].lower()}{label[1:]} trong danh sách"},
    )  # fmt: skip


def _box(mode: str) -> forms.TextInput:
    return forms.TextInput(attrs={"inputmode": mode, "autocomplete": "off"})


def _optional(fields: Mapping[str, Field]) -> dict[str, forms.Field]:
    """Form fields for what the province asks, in the order of the register."""
    made: dict[str, forms.Field] = {
        "phone": PhoneField(label="Điện thoại", longest=20, required=False, widget=_box("tel")),
        "hamlet": CleanTextField(label="Ấp, khu phố", longest=100, required=False),
        "address": CleanTextField(label="Số nhà, đường", longest=200, required=False),
        "joined_on": VietnameseDateField(label="Ngày vào Hội", past=True, required=False),
        "card_number": CleanTextField(label="Số thẻ hội viên", longest=30, required=False),
        "card_given_on": VietnameseDateField(label="Ngày cấp thẻ", past=True, required=False),
        "occupation": CleanTextField(label="Nghề nghiệp", longest=100, required=False),
        "schooling": _choice("Học vấn", Member.Schooling.choices),
        "training": _choice("Chuyên môn", Member.Training.choices),
        "politics": _choice("Lý luận chính trị", Member.Politics.choices),
        "skills": CleanTextField(label="Sở trường", longest=300, required=False),
        "wishes": CleanTextField(label="Nguyện vọng", longest=300, required=False),
        "citizen_id": CitizenField(
            label="Số định danh cá nhân", longest=20, required=False, widget=_box("numeric")
        ),
        "old_id": OldIdField(
            label="Số chứng minh nhân dân cũ", longest=20, required=False, widget=_box("numeric")
        ),
    }  # fmt: skip
    return {name: field for name, field in made.items() if fields[name].asked}


class MemberForm(forms.Form):
    """What is written of a member, as far as the province asks it."""

    full_name = CleanTextField(
        label="Họ và tên", longest=100, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    birth = BirthField(widget=forms.TextInput(attrs={"autocomplete": "off"}))

    def __init__(
        self, *args: Any, today: date, fields: Mapping[str, Field], of_age: int, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.fields["birth"].today = today  # type: ignore[attr-defined]
        self.fields["birth"].of_age = of_age  # type: ignore[attr-defined]
        self.asked = _optional(fields)
        self.fields.update(self.asked)
        self.fields["sex"] = forms.ChoiceField(
            label="Giới tính", choices=Member.Sex.choices, widget=forms.RadioSelect, required=False
        )
        self.fields["honorary"] = forms.BooleanField(label="Hội viên danh dự", required=False)
        self.fields["note"] = CleanTextField(
            label="Ghi chú", longest=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
        )
        set_today(self, today)

    def clean_full_name(self) -> str:
        """At least two words; capitals throughout are written as names are."""
        name = str(self.cleaned_data["full_name"])
        if len(name.split()) < 2:
            raise forms.ValidationError("Nhập đủ họ và tên, ví dụ Nguyễn Thị Lan", code="short")
        if any(letter.isdigit() for letter in name):
            raise forms.ValidationError("Họ và tên không có chữ số. Kiểm tra lại", code="digits")
        return name.title() if name.isupper() or name.islower() else name

    def clean(self) -> dict[str, Any]:
        """A man is an honorary member or none; a card is not given before joining."""
        given = super().clean() or {}
        if given.get("sex") == Member.Sex.MALE and not given.get("honorary"):
            self.add_error("honorary", "Nam giới chỉ có thể là hội viên danh dự: chọn ô này")
        birth, joined = given.get("birth"), given.get("joined_on")
        if isinstance(birth, Birth) and joined and joined.year - birth.year < 15:
            self.add_error("joined_on", "Ngày vào Hội quá sớm so với năm sinh. Kiểm tra lại")
        return given

    def entry(self) -> Entry:
        """What was entered; what the province does not ask stays as it is."""
        given = self.cleaned_data
        own = ("phone", "citizen_id", "old_id")
        return Entry(
            full_name=given["full_name"],
            birth=given["birth"],
            sex=given["sex"] or Member.Sex.FEMALE,
            honorary=given["honorary"],
            phone=given.get("phone"),
            citizen_id=given.get("citizen_id"),
            old_id=given.get("old_id"),
            more={
                "note": given["note"],
                **{name: given[name] for name in self.asked if name in given and name not in own},
            },
        )

    @classmethod
    def initial_of(cls, member: Member) -> dict[str, Any]:
        """What stands in the form of a member who is changed."""
        plain = (
            "full_name", "sex", "honorary", "note", "phone", "hamlet", "address", "joined_on", "card_number",
            "card_given_on", "occupation", "schooling", "training", "politics", "skills", "wishes",
        )  # fmt: skip
        return {
            **{name: getattr(member, name) for name in plain},
            "birth": member.birth_written,
            "citizen_id": unseal_citizen(member.citizen_box),
            "old_id": unseal_old_id(member.old_id_box),
        }


class NewMemberForm(MemberForm):
    """A member entered: also her branch, her group, and whether she is one already."""

    def __init__(self, *args: Any, branches: Branches, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["branch"] = unit_field("Chi hội", branches.branches, "Chọn chi hội")
        self.fields["group"] = unit_field("Tổ phụ nữ", branches.groups, "Chưa xếp tổ", required=False)
        self.fields["state"] = forms.ChoiceField(
            label="Chị này", required=False, widget=forms.RadioSelect,
            choices=[(State.ACTIVE, "Đã là hội viên"), (State.WAITING, "Xin vào Hội, chờ công nhận")],
            error_messages={"invalid_choice": "Chọn đã là hội viên hay chờ công nhận"},
        )  # fmt: skip
        self.fields["signed_form"] = forms.BooleanField(label="Có đơn xin vào Hội, đã ký", required=False)
        self.fields["another"] = forms.BooleanField(label="Đã xem, đây là người khác", required=False)
        self.branches = branches

    def clean(self) -> dict[str, Any]:
        """The only branch need not be chosen; a group brings its branch."""
        given = super().clean()
        group = next((one for one in self.branches.groups if one.id == given.get("group")), None)
        if group and given.get("branch") and group.above != given["branch"]:
            self.add_error("group", "Tổ này không thuộc chi hội đã chọn. Chọn lại tổ")
        return given


class ReasonForm(forms.Form):
    """Why sensitive facts are looked at."""

    reason = forms.ChoiceField(
        label="Xem để làm gì", choices=list(REASONS.items()), widget=forms.RadioSelect,
        error_messages={"required": "Chọn lý do xem", "invalid_choice": "Chọn lý do trong danh sách"},
    )  # fmt: skip


class FactsForm(forms.Form):
    """Sensitive facts that the officer sees."""

    def __init__(self, *args: Any, asked: Iterable[Field], **options: Any) -> None:
        super().__init__(*args, **options)
        for field in asked:
            self.fields[field.name] = _fact(field)

    def values(self) -> dict[str, str]:
        """What was given, by field."""
        return {name: str(value) for name, value in self.cleaned_data.items()}


def _fact(field: Field) -> forms.Field:
    choices: dict[str, Iterable[tuple[str, str]]] = {
        "ethnic_group": [(name, name) for name in ETHNIC_GROUPS],
        "religion": [(name, name) for name in RELIGIONS],
        "party": [("yes", "Là đảng viên"), ("no", "Không")],
        "poverty": CountedFact.Poverty.choices,
        "single_mother": [("Có", "Có"), ("Không", "Không")],
        "marriage": [(name, name) for name in MARRIAGE],
    }
    if field.name in choices:
        return _choice(field.label, choices[field.name])
    return CleanTextField(label=field.label, longest=200, required=False)


class PaperForm(forms.Form):
    """A paper of a member, or her photo."""

    kind = forms.ChoiceField(
        label="Là giấy gì", choices=[*MemberFile.Kind.choices, (PHOTO, "Ảnh hội viên")],
        widget=forms.RadioSelect,
        error_messages={"required": "Chọn loại giấy tờ", "invalid_choice": "Chọn trong danh sách"},
    )  # fmt: skip
    tep = forms.FileField(
        label="Tệp, ảnh chụp",
        error_messages={"required": "Chọn tệp", "empty": "Tệp này rỗng", "missing": "Chọn tệp"},
    )


class HouseholdForm(forms.Form):
    """What is written of a household."""

    head_name = CleanTextField(label="Họ và tên chủ hộ", longest=100)
    hamlet = CleanTextField(label="Ấp, khu phố", longest=100, required=False)
    address = CleanTextField(label="Số nhà, đường", longest=200, required=False)
    women = forms.IntegerField(
        label="Số phụ nữ từ đủ 18 tuổi", required=False, min_value=0, max_value=50,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "invalid": "Nhập một số, ví dụ 2", "min_value": "Nhập một số từ 0", "max_value": "Số này quá lớn",
        },
    )  # fmt: skip
    note = CleanTextField(label="Ghi chú", longest=300, required=False)

    def __init__(self, *args: Any, branches: Branches | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        if branches is not None:
            self.fields["branch"] = unit_field("Chi hội", branches.branches, "Chọn chi hội")

    def entry(self) -> HouseholdEntry:
        """What was entered."""
        given = self.cleaned_data
        return HouseholdEntry(**{name: given[name] for name in HouseholdEntry.__dataclass_fields__})


class PersonForm(forms.Form):
    """Who lives in a household: a member found by her name, or somebody else."""

    name = CleanTextField(
        label="Họ và tên", longest=100, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    birth_year = forms.IntegerField(
        label="Năm sinh", required=False, min_value=_EARLIEST, max_value=2100,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "invalid": "Nhập năm sinh, ví dụ 1975", "min_value": "Năm sinh không hợp lý",
            "max_value": "Năm sinh không hợp lý",
        },
    )  # fmt: skip
    relation = forms.ChoiceField(
        label="Là", choices=HouseholdPerson.Relation.choices, initial=HouseholdPerson.Relation.OTHER,
        error_messages={"required": "Chọn quan hệ với chủ hộ", "invalid_choice": "Chọn trong danh sách"},
    )  # fmt: skip
    member = forms.CharField(required=False)

    def offer(self, like: Sequence[Like]) -> None:
        """Members of that name, to choose from."""
        self.like = like

    def clean_member(self) -> int | None:
        """The chosen member's id."""
        return id_from(str(self.cleaned_data["member"]))
