"""Forms of the clerk's desk."""

from collections.abc import Hashable, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any

from django import forms

from hoiso.core.forms import CleanTextField, VietnameseDateField, clean_text, id_from, set_today
from hoiso.documents.incoming import phrases
from hoiso.documents.incoming.entry import Entry, NumberWish, SymbolParts, typed_symbol
from hoiso.documents.incoming.kinds import KIND_CHOICES, kind_name
from hoiso.documents.incoming.queries.tray import DEFAULT_VIEW, VIEWS, TrayFilter
from hoiso.documents.phrases import MARKS
from hoiso.documents.tables.document import State, Urgency

LONGEST_SUBJECT = 5_000
LONG_SUBJECT = 500  # Annex VI: a longer one is warned about, never cut
_NOT_SECRET = ("", "Không có dấu mật")


class ManyFilesInput(forms.ClearableFileInput):
    """A file input that takes several files, also by dropping."""

    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Several files in the order in which they were chosen; empty ones are told by the intake."""

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        files = data if isinstance(data, list | tuple) else [data] if data else []
        if not files and self.required:
            raise forms.ValidationError(str(self.error_messages["required"]), code="required")
        return list(files)


class FilesForm(forms.Form):
    """Step 1: the files of one document."""

    uploads = ManyFilesField(
        label="Tệp văn bản",
        widget=ManyFilesInput(attrs={"multiple": True}),
        error_messages={"required": "Chọn tệp văn bản, hoặc bấm “Chỉ có bản giấy”"},
    )


class MessagesForm(forms.Form):
    """edXML messages, one or many."""

    uploads = ManyFilesField(
        label="Tệp văn bản điện tử",
        widget=ManyFilesInput(attrs={"multiple": True}),
        error_messages={"required": "Chọn tệp văn bản điện tử"},
    )


class RegistrationForm(forms.Form):
    """Step 2: the line of the register, to be confirmed by the clerk."""

    symbol = CleanTextField(label="Số, ký hiệu", longest=90, required=False)
    issued_on = VietnameseDateField(label="Ngày văn bản", past=True)
    issuer = CleanTextField(label="Cơ quan ban hành", longest=300)
    kind = forms.ChoiceField(label="Loại văn bản", choices=KIND_CHOICES, required=False)
    subject = CleanTextField(
        label="Trích yếu", longest=LONGEST_SUBJECT, widget=forms.Textarea(attrs={"rows": 4})
    )
    addressees = CleanTextField(label="Nơi nhận ghi trên văn bản", longest=500, required=False)
    signer = CleanTextField(label="Người ký", longest=100, required=False)
    urgency = forms.TypedChoiceField(
        label="Độ khẩn", choices=Urgency.choices, coerce=int, widget=forms.RadioSelect, initial=0
    )
    secrecy = forms.ChoiceField(
        label="Dấu mật trên văn bản", choices=(_NOT_SECRET, *MARKS.items()), required=False
    )
    due_on = VietnameseDateField(label="Hạn xử lý", required=False)
    arrived_on = VietnameseDateField(label="Ngày đến", past=True)
    arrived_by = forms.ChoiceField(
        label="Đến bằng cách nào", choices=(("", "Chưa ghi"), *phrases.ARRIVED_BY), required=False
    )
    page_amount = forms.IntegerField(label="Số trang", min_value=1, max_value=99_999, required=False)
    copies = forms.IntegerField(label="Số bản", min_value=1, max_value=99_999, required=False)
    paper_follows = forms.BooleanField(label="Có bản giấy gửi sau hoặc kèm theo", required=False)
    description = CleanTextField(label="Ghi chú", longest=500, required=False)
    reserved = forms.TypedChoiceField(
        label="Số đến",
        choices=(("", "Lấy số tiếp theo của sổ"),),
        coerce=int,
        empty_value=None,
        required=False,
    )
    after = forms.IntegerField(label="Ghi bổ sung sau số", min_value=1, required=False)
    duplicate_reason = CleanTextField(label="Lý do vẫn đăng ký", longest=500, required=False)

    def __init__(
        self,
        *args: Any,
        today: date,
        header: Mapping[str, Any],
        reserved: Sequence[tuple[int, str]] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        set_today(self, today)
        self.today = today
        self.header = header
        choices = self.fields["reserved"]
        assert isinstance(choices, forms.TypedChoiceField)
        choices.choices = [("", "Lấy số tiếp theo của sổ"), *reserved]

    def clean(self) -> dict[str, Any]:
        """A deadline before the document itself is a slip of the hand."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        issued, arrived = given.get("issued_on"), given.get("arrived_on")
        if issued and arrived and issued > arrived:
            self.add_error("issued_on", "Ngày văn bản phải bằng hoặc trước ngày đến")
        if given.get("due_on") and arrived and given["due_on"] < arrived:
            self.add_error("due_on", "Hạn xử lý phải từ ngày đến trở đi")
        return given

    def entry(self) -> Entry:
        """The confirmed line, with what the header brought and the form does not ask for."""
        given = self.cleaned_data
        kind = given["kind"]
        brought = {
            name: clean_text(str(self.header.get(name) or ""))
            for name in ("place", "signer_position", "signing_capacity", "circulation", "exchange_id")
        }
        name = kind_name(kind) or ("" if kind else clean_text(str(self.header.get("kind_name") or "")))
        entry, _ = Entry(
            **self._symbol(),
            **brought,
            subject=given["subject"],
            arrived_on=given["arrived_on"],
            issuer=given["issuer"],
            issuer_unit_id=self._issuer_unit(),
            kind=kind,
            kind_name=name,
            issued_on=given["issued_on"],
            addressees=given["addressees"],
            signer=given["signer"],
            urgency=given["urgency"],
            due_on=given["due_on"],
            arrived_by=given["arrived_by"],
            page_amount=given["page_amount"],
            copies=given["copies"],
            paper_follows=given["paper_follows"],
            description=given["description"],
        ).fitted()
        return entry

    def wish(self) -> NumberWish:
        """Which number she wants."""
        return NumberWish(after=self.cleaned_data["after"], reserved_id=self.cleaned_data["reserved"])

    @property
    def long_subject(self) -> bool:
        """Whether the subject is longer than Annex VI foresees: said, not refused."""
        return len(str(self.data.get("subject", ""))) > LONG_SUBJECT

    def _symbol(self) -> SymbolParts:
        typed = self.cleaned_data["symbol"]
        if typed and typed == self.header.get("symbol") and self.header.get("code_number"):
            return {
                "symbol": typed,
                "code_number": str(self.header["code_number"]),
                "code_notation": str(self.header.get("code_notation", "")),
            }
        return typed_symbol(typed)

    def _issuer_unit(self) -> int | None:
        """The unit chosen from the suggestions, or the sender of the message while its name stands."""
        chosen = id_from(str(self.data.get("issuer_ma", "")))
        if chosen is not None:
            return chosen
        if self.cleaned_data.get("issuer") == self.header.get("issuer"):
            brought = self.header.get("issuer_unit_id")
            return int(brought) if brought else None
        return None


class SecretLineForm(forms.Form):
    """The line of a state secret: number, dates, holder. Nothing else is asked."""

    symbol = CleanTextField(label="Số, ký hiệu", longest=90)
    issued_on = VietnameseDateField(label="Ngày văn bản", past=True)
    arrived_on = VietnameseDateField(label="Ngày đến", past=True)
    holder = CleanTextField(label="Người giữ văn bản", longest=150)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_today(self, today)


class CorrectionForm(forms.Form):
    """A registered line that is corrected; arrival date and number are the book's own."""

    symbol = CleanTextField(label="Số, ký hiệu", longest=90, required=False)
    issued_on = VietnameseDateField(label="Ngày văn bản", past=True)
    issuer = CleanTextField(label="Cơ quan ban hành", longest=300)
    kind = forms.ChoiceField(label="Loại văn bản", choices=KIND_CHOICES, required=False)
    subject = CleanTextField(
        label="Trích yếu", longest=LONGEST_SUBJECT, widget=forms.Textarea(attrs={"rows": 4})
    )
    addressees = CleanTextField(label="Nơi nhận ghi trên văn bản", longest=500, required=False)
    signer = CleanTextField(label="Người ký", longest=100, required=False)
    urgency = forms.TypedChoiceField(
        label="Độ khẩn", choices=Urgency.choices, coerce=int, widget=forms.RadioSelect
    )
    due_on = VietnameseDateField(label="Hạn xử lý", required=False)
    arrived_by = forms.ChoiceField(
        label="Đến bằng cách nào", choices=(("", "Chưa ghi"), *phrases.ARRIVED_BY), required=False
    )
    page_amount = forms.IntegerField(label="Số trang", min_value=1, max_value=99_999, required=False)
    copies = forms.IntegerField(label="Số bản", min_value=1, max_value=99_999, required=False)
    paper_follows = forms.BooleanField(label="Có bản giấy gửi sau hoặc kèm theo", required=False)
    description = CleanTextField(label="Ghi chú", longest=500, required=False)
    reason = CleanTextField(label="Lý do sửa", longest=500)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, today: date, arrived_on: date | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_today(self, today)
        self.arrived_on = arrived_on

    def clean_issued_on(self) -> date:
        """A document is not younger than its arrival."""
        issued: date = self.cleaned_data["issued_on"]
        if self.arrived_on and issued > self.arrived_on:
            raise forms.ValidationError("Ngày văn bản phải bằng hoặc trước ngày đến")
        return issued

    def values(self) -> dict[str, Any]:
        """The confirmed values by column."""
        given = {name: self.cleaned_data[name] for name in self.fields if name not in ("reason", "version")}
        if given["symbol"] != self.initial.get("symbol"):
            given |= {**typed_symbol(given["symbol"])}
        if given["issuer"] != self.initial.get("issuer"):
            given["issuer_unit_id"] = None
        if given["kind"] != self.initial.get("kind"):
            given["kind_name"] = kind_name(given["kind"])
        return given


class ReasonForm(forms.Form):
    """Why something is undone, sent back or corrected."""

    reason = CleanTextField(label="Lý do", longest=500, widget=forms.Textarea(attrs={"rows": 3}))


def view_of(given: Mapping[str, Any]) -> str:
    """The saved view that the address names, or the first."""
    view = str(given.get("xem", DEFAULT_VIEW))
    return view if view in VIEWS else DEFAULT_VIEW


class TrayForm(forms.Form):
    """The filter of the tray; a part that makes no sense does not narrow."""

    q = CleanTextField(label="Tìm theo số đến hoặc số, ký hiệu", longest=200, required=False)
    so = forms.TypedChoiceField(label="Sổ", coerce=int, empty_value=None, required=False)
    tinh_trang = forms.ChoiceField(
        label="Tình trạng", choices=(("", "Tất cả"), *State.choices[:7]), required=False
    )
    tu = VietnameseDateField(label="Đến từ ngày", required=False)
    den = VietnameseDateField(label="Đến hết ngày", required=False)
    noi_gui = CleanTextField(label="Nơi gửi", longest=200, required=False)
    han_den = VietnameseDateField(label="Hạn đến ngày", required=False)
    khan = forms.TypedChoiceField(
        label="Độ khẩn",
        choices=(("", "Tất cả"), *Urgency.choices),
        coerce=int,
        empty_value=None,
        required=False,
    )

    def __init__(self, *args: Any, today: date, books: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_today(self, today)
        field = self.fields["so"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [("", "Tất cả các sổ"), *books]

    def asked(self) -> TrayFilter:
        """What is asked for, as far as it makes sense."""
        self.is_valid()
        given = self.cleaned_data
        return TrayFilter(
            view=view_of(self.data),
            words=given.get("q", ""),
            book_id=given.get("so"),
            state=given.get("tinh_trang", ""),
            arrived_from=given.get("tu"),
            arrived_to=given.get("den"),
            issuer=given.get("noi_gui", ""),
            due_to=given.get("han_den"),
            urgency=given.get("khan"),
        )


class TrayFilterForm:
    """The filter as the page draws it. The form is made only where something was typed or it is drawn anew:
    most who open the tray filter nothing, and a form costs more than the list.
    """

    def __init__(self, given: Mapping[str, Any], *, today: date, books: Sequence[tuple[int, str]]) -> None:
        self.given = given
        self.today = today
        self.books = tuple(books)

    @cached_property
    def form(self) -> TrayForm:
        return TrayForm(self.given, today=self.today, books=self.books)

    @property
    def is_filled(self) -> bool:
        return any(self.given.get(name) for name in TrayForm.base_fields)

    def kept_by(self) -> Hashable:
        """What the drawing of the fields depends on."""
        return (self.today, self.books, *(self.given.get(name) for name in TrayForm.base_fields))

    def asked(self) -> TrayFilter:
        """What is asked for, as far as it makes sense."""
        if self.is_filled:
            return self.form.asked()
        return TrayFilter(view=view_of(self.given))
