"""The weekly calendar: the week on screen and on paper, one entry, and a meeting from an invitation."""

from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from hoiso.access.public import Request, Right, needs, signed_in
from hoiso.audit import public as audit
from hoiso.core.clock import OFFICE_ZONE
from hoiso.core.errors import DomainError, NotAllowed, NotThere
from hoiso.core.forms import CleanTextField, VietnameseDateField, set_today
from hoiso.core.pages import go_to, page
from hoiso.core.phrases import vn_date, vn_day
from hoiso.documents.handling.invitations import Invited, read_invitation
from hoiso.documents.layouts.lists import Group, ListColumn, PrintedList, Row, render_list
from hoiso.documents.tables.document import Document, DocumentFile, SearchEntry
from hoiso.units.models import Unit
from hoiso.work.models import WeekEntry
from hoiso.work.people import Person, people_of
from hoiso.work.tasks.public import Wanted
from hoiso.work.week import public as week

_TASKS = 5
_READ = 40_000


class _Hour(forms.TimeField):
    def __init__(self, **options: Any) -> None:
        super().__init__(
            input_formats=["%H:%M", "%Hh%M", "%Hg%M", "%Hh"], widget=forms.TextInput,
            error_messages={"required": "Nhập giờ", "invalid": "Giờ ghi như 8:00 hoặc 13h30"}, **options,
        )  # fmt: skip


class EntryForm(forms.Form):
    """One line of the calendar."""

    title = CleanTextField(label="Nội dung", longest=300)
    on = VietnameseDateField(label="Ngày")
    starts = _Hour(label="Bắt đầu lúc", help_text="Ví dụ 8:00")
    ends = _Hour(label="Kết thúc lúc", required=False)
    place = CleanTextField(label="Địa điểm", required=False, longest=200)
    chair = forms.ChoiceField(label="Chủ trì", required=False)
    people = forms.MultipleChoiceField(label="Người dự", required=False, widget=forms.CheckboxSelectMultiple)
    attendees = CleanTextField(label="Thành phần khác", required=False, longest=500)

    def __init__(
        self, data: Any, *, people: tuple[Person, ...], today: date, initial: dict[str, Any]
    ) -> None:
        super().__init__(data, initial=initial)
        set_today(self, today)
        ids = [(str(one.id), f"{one.full_name}, {one.title}") for one in people]
        for name, choices in (("chair", [("", "Chưa có"), *ids]), ("people", ids)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices

    @property
    def facts(self) -> week.Facts:
        """Of a valid form."""
        given = self.cleaned_data
        starts_at = datetime.combine(given["on"], given["starts"], tzinfo=OFFICE_ZONE)
        ends_at = datetime.combine(given["on"], given["ends"], tzinfo=OFFICE_ZONE) if given["ends"] else None
        return week.Facts(
            title=given["title"], starts_at=starts_at, ends_at=ends_at, place=given["place"],
            chair=int(given["chair"]) if given["chair"] else None,
            people=[int(one) for one in given["people"]], attendees=given["attendees"],
        )  # fmt: skip


class ReasonForm(forms.Form):
    """Why not."""

    reason = CleanTextField(
        label="Lý do", longest=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class ConcludeForm(forms.Form):
    """What was concluded, and tasks from it: a line each, with who leads and until when."""

    text = CleanTextField(label="Kết luận", longest=4_000, widget=forms.Textarea(attrs={"rows": 5}))

    def __init__(self, data: Any, *, people: tuple[Person, ...], today: date) -> None:
        super().__init__(data)
        ids = [("", "Chọn"), *((str(one.id), one.full_name) for one in people)]
        for number in range(1, _TASKS + 1):
            self.fields[f"task_{number}"] = CleanTextField(
                label=f"Việc {number}", required=False, longest=300
            )
            self.fields[f"lead_{number}"] = forms.ChoiceField(
                label=f"Người chủ trì việc {number}", required=False, choices=ids
            )
            self.fields[f"due_{number}"] = VietnameseDateField(label=f"Hạn việc {number}", required=False)
        set_today(self, today)

    @property
    def rows(self) -> list[tuple[Any, Any, Any]]:
        return [(self[f"task_{n}"], self[f"lead_{n}"], self[f"due_{n}"]) for n in range(1, _TASKS + 1)]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for n in range(1, _TASKS + 1):
            if given.get(f"task_{n}") and not given.get(f"lead_{n}"):
                self.add_error(f"lead_{n}", f"Chọn người chủ trì việc “{given[f'task_{n}']}”")
        return given

    @property
    def tasks(self) -> list[Wanted]:
        """Of a valid form."""
        given = self.cleaned_data
        return [
            Wanted(title=given[f"task_{n}"], lead=int(given[f"lead_{n}"]), due_on=given[f"due_{n}"])
            for n in range(1, _TASKS + 1)
            if given[f"task_{n}"]
        ]


@signed_in
@require_safe
def week_page(request: Request) -> HttpResponse:
    """One week of her unit: what she may see of it, by day."""
    monday = _monday(request.GET.get("tuan", ""), request.actor.on)
    actor, unit_id = request.actor, request.actor.unit_id
    entries = list(week.of_week(unit_id, monday).order_by("starts_at", "id"))
    return page(
        request, "documents/handling/week.html", title=f"Lịch công tác tuần từ {vn_date(monday)}",
        days=_by_day(entries, monday), monday=monday, today=actor.on, printed_at=request.now,
        registers=actor.holds(Right.WORK_ON_TASKS, at=unit_id),
        publishes=actor.holds(Right.PROPOSE_HANDLING, at=unit_id)
        and any(one.state == "approved" and one.published_at is None for one in entries),
        before=f"?tuan={monday - timedelta(days=7)}", after=f"?tuan={monday + timedelta(days=7)}",
        filter_words=f"{vn_date(monday)} đến {vn_date(monday + timedelta(days=6))}",
    )  # fmt: skip


@signed_in
@require_safe
def week_print(request: Request) -> HttpResponse:
    """The approved entries of a week as PDF."""
    monday = _monday(request.GET.get("tuan", ""), request.actor.on)
    unit = Unit.objects.get(pk=request.actor.unit_id)
    entries = list(week.of_week(unit.pk, monday).filter(state="approved").order_by("starts_at", "id"))
    rows: list[Row] = []
    for day, found in _by_day(entries, monday):
        if found:
            rows.append(Group(vn_day(day)))
            rows += [_printed(one) for one in found]
    content = render_list(
        PrintedList(
            title="Lịch công tác tuần", unit=unit.title, unit_lines=(unit.title,),
            lines=(f"Từ {vn_date(monday)} đến {vn_date(monday + timedelta(days=6))}",),
            columns=(
                ListColumn("Giờ", 10), ListColumn("Nội dung", 40), ListColumn("Chủ trì", 18),
                ListColumn("Thành phần", 20), ListColumn("Địa điểm", 18),
            ),
            rows=rows, landscape=True, printed_by=request.actor.full_name, printed_at=request.now,
        )
    )  # fmt: skip
    audit.record(
        "print", "week", None, at=request.now, actor_id=request.actor.officer_id, unit_id=unit.pk,
        rows=len(entries), week=monday.isoformat(),
    )  # fmt: skip
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="lich-cong-tac-{monday}.pdf"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@needs(Right.WORK_ON_TASKS)
def week_new(request: Request) -> HttpResponse:
    """One more entry."""
    return _entry_form(request, None, None)


@signed_in
def meeting_from_document(request: Request, document_id: int) -> HttpResponse:
    """A meeting from an invitation: what is read from it stands in the form, and one press keeps it."""
    document = Document.objects.filter(pk=document_id).first()
    if document is None:
        raise NotThere("Không có văn bản này, hoặc đồng chí không được xem.")
    text = SearchEntry.objects.filter(document_id=document_id).values_list("text", flat=True).first() or ""
    return _entry_form(request, document, read_invitation(f"{document.subject}\n{text[:_READ]}"))


def _entry_form(request: Request, document: Document | None, invited: Invited | None) -> HttpResponse:
    unit_id = document.unit_id if document else request.actor.unit_id
    people = people_of(unit_id, on=request.actor.on)
    initial: dict[str, Any] = {"title": document.subject[:300]} if document else {}
    if invited is not None:
        initial |= {
            "on": invited.starts_at.date(), "starts": f"{invited.starts_at:%H:%M}", "place": invited.place,
        }  # fmt: skip
    form = EntryForm(request.POST or None, people=people, today=request.actor.on, initial=initial)
    if form.is_valid():
        try:
            made = week.register(
                by=request.actor, unit_id=unit_id, facts=form.facts, at=request.now,
                document_id=document.pk if document else None,
            )  # fmt: skip
        except (NotAllowed, NotThere):
            raise
        except DomainError as error:
            form.add_error({"starts_at": "starts", "ends_at": "ends"}.get(error.field or ""), error.sentence)
        else:
            return go_to(request, reverse("week_entry", args=[made.pk]), done="Đã ghi vào lịch công tác.")
    return page(
        request, "documents/handling/week_new.html", title="Ghi lịch công tác", form=form, document=document,
        read=invited is not None, status=422 if form.errors else 200,
    )  # fmt: skip


@signed_in
def week_entry(request: Request, entry_id: int) -> HttpResponse:
    """One entry; with POST approved, refused or cancelled."""
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        verb, reason = request.POST.get("viec", ""), form.cleaned_data["reason"]
        by, at = request.actor, request.now
        try:
            if verb == "huy":
                week.cancel(by=by, entry_id=entry_id, reason=reason, at=at)
            else:
                week.decide(by=by, entry_id=entry_id, approved=verb == "duyet", reason=reason, at=at)
        except (NotAllowed, NotThere):
            raise
        except DomainError as error:
            form.add_error("reason", error.sentence)
        else:
            return go_to(request, reverse("week_entry", args=[entry_id]), done="Đã lưu.")
    entry = _entry(entry_id)
    instructs = request.actor.holds(Right.INSTRUCT, at=entry.unit_id)
    opened = entry.state in ("registered", "approved")
    return page(
        request, "documents/handling/week_entry.html", title=entry.title, entry=entry, form=form,
        papers=_papers(entry),
        decides=instructs and entry.state == "registered",
        cancels=opened and (instructs or entry.registered_by == request.actor.officer_id),
        concludes=entry.state == "approved" and (instructs or entry.chair_id == request.actor.officer_id),
        status=422 if form.errors else 200,
    )  # fmt: skip


@signed_in
def week_conclude(request: Request, entry_id: int) -> HttpResponse:
    """What was concluded, and tasks from it."""
    entry = _entry(entry_id)
    people = people_of(entry.unit_id, on=request.actor.on)
    form = ConcludeForm(request.POST or None, people=people, today=request.actor.on)
    if form.is_valid():
        try:
            made = week.conclude(
                by=request.actor, entry_id=entry_id, text=form.cleaned_data["text"], tasks=form.tasks,
                at=request.now,
            )  # fmt: skip
        except (NotAllowed, NotThere):
            raise
        except DomainError as error:
            form.add_error(error.field if error.field in form.fields else None, error.sentence)
        else:
            done = f"Đã ghi kết luận và giao {len(made)} việc."
            return go_to(request, reverse("week_entry", args=[entry_id]), done=done)
    return page(
        request, "documents/handling/week_conclude.html", title="Ghi kết luận", entry=entry, form=form,
        status=422 if form.errors else 200,
    )  # fmt: skip


@needs(Right.PROPOSE_HANDLING)
@require_POST
def week_publish(request: Request) -> HttpResponse:
    """Let everybody at the unit see the week."""
    monday = _monday(request.POST.get("tuan", ""), request.actor.on)
    count = week.publish(by=request.actor, unit_id=request.actor.unit_id, monday=monday, at=request.now)
    return go_to(request, f"{reverse('week_page')}?tuan={monday}", done=f"Đã công bố {count} mục.")


def _entry(entry_id: int) -> WeekEntry:
    entry = WeekEntry.objects.filter(pk=entry_id).first()
    if entry is None:
        raise NotThere("Không có mục này trong lịch công tác.")
    return entry


def _papers(entry: WeekEntry) -> list[DocumentFile]:
    """The files of the invitation, as far as she may read it. One statement; none without an invitation."""
    if entry.document_id is None:
        return []
    lying = DocumentFile.objects.filter(document_id=entry.document_id, replaced_at=None)
    return list(lying.exclude(role=DocumentFile.Role.MESSAGE))


def _by_day(entries: list[WeekEntry], monday: date) -> list[tuple[date, list[WeekEntry]]]:
    days: dict[date, list[WeekEntry]] = {monday + timedelta(days=n): [] for n in range(7)}
    for one in entries:
        days[one.starts_at.astimezone(OFFICE_ZONE).date()].append(one)
    return list(days.items())


def _printed(one: WeekEntry) -> Row:
    ends = f" – {one.ends_at.astimezone(OFFICE_ZONE):%H:%M}" if one.ends_at else ""
    starts = f"{one.starts_at.astimezone(OFFICE_ZONE):%H:%M}"
    return (starts + ends, one.title, one.chair_name, one.attendees, one.place)


def _monday(text: str, today: date) -> date:
    try:
        day = date.fromisoformat(text) if len(text) == 10 else today
    except ValueError:
        day = today
    day = day if 2000 <= day.year <= 2199 else today
    return day - timedelta(days=day.weekday())
