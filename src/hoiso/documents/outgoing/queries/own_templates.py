"""The unit's own Word templates: the list, one with its versions, and what a new draft is offered."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, Func, QuerySet, TextField

from hoiso.core.errors import NotThere
from hoiso.core.folding import fold
from hoiso.core.models import StoredFile
from hoiso.core.paging import Order, Page, capped_counts, page_of
from hoiso.documents.layouts.kinds import KINDS
from hoiso.documents.outgoing.kinds import name_of
from hoiso.documents.tables.own_template import OwnTemplate, OwnTemplateVersion

TEMPLATE_VIEWS = {"dang-dung": "Đang dùng", "thoi-dung": "Đã thôi dùng"}
TEMPLATE_ORDERS = {
    "ten": Order("ten", ("name", "id")),
    "ten-nguoc": Order("ten-nguoc", ("name", "id"), descending=True),
    "moi": Order("moi", ("changed_at", "id"), descending=True),
    "cu": Order("cu", ("changed_at", "id")),
}
_MARK = "word:"
_OFFERED = 200
_NAMES = {kind.key: name_of(kind) for kind in KINDS}


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateFilter:
    """What the list is narrowed to. `words` go over the name, accents do not count."""

    view: str = "dang-dung"
    words: str = ""
    kind: str = ""

    @property
    def narrows(self) -> bool:
        """Whether anything but the view is asked for."""
        return bool(self.words or self.kind)


@dataclass(frozen=True, slots=True)
class TemplateRow:
    """One template of the list."""

    id: int
    name: str
    kind: str
    number: int
    made_by_name: str
    changed_at: datetime
    retired_at: datetime | None

    @property
    def kind_name(self) -> str:
        return _NAMES.get(self.kind, self.kind)

    @property
    def key(self) -> str:
        """How a draft that was begun with it names it."""
        return f"{_MARK}{self.id}"


@dataclass(frozen=True, slots=True)
class TemplateVersion:
    """One version of a template."""

    number: int
    file_name: str
    fields: tuple[str, ...]
    notes: tuple[str, ...]
    note: str
    by_name: str
    at: datetime
    stored: StoredFile


@dataclass(frozen=True, slots=True)
class TemplatePage:
    """A template with its versions, newest first."""

    row: TemplateRow
    unit_id: int
    retired_by_name: str
    versions: tuple[TemplateVersion, ...]

    @property
    def newest(self) -> TemplateVersion:
        return self.versions[0]

    def version(self, number: int | None) -> TemplateVersion:
        """The one of that number, the newest where none is asked for. Raises `NotThere`."""
        found = next((one for one in self.versions if number in (None, one.number)), None)
        if found is None:
            raise NotThere("Mẫu không có bản này.")
        return found


def templates_page(
    unit_id: int, chosen: TemplateFilter, *, order: Order, cursor: str
) -> tuple[Page[TemplateRow], dict[str, int]]:
    """A page of the list and the counts of the views. Two statements."""
    narrowed = {view: _narrowed(unit_id, view, chosen) for view in TEMPLATE_VIEWS}
    counts = capped_counts(narrowed)
    rows = narrowed[chosen.view]
    return page_of(rows, order, cursor=cursor, total=counts[chosen.view], make=_row), counts


def template_rows(unit_id: int, chosen: TemplateFilter) -> Iterator[TemplateRow]:
    """The whole list by name, for export. One statement."""
    return (_row(one) for one in _narrowed(unit_id, chosen.view, chosen).order_by("name", "id"))


def template_page(template_id: int) -> TemplatePage:
    """Two statements. Raises `NotThere` outside the scope."""
    found = OwnTemplate.objects.filter(pk=template_id).first()
    if found is None:
        raise NotThere("Không có mẫu này, hoặc mẫu của đơn vị khác.")
    versions = OwnTemplateVersion.objects.filter(template=found).select_related("stored").order_by("-number")
    return TemplatePage(
        _row(found),
        found.unit_id,
        found.retired_by_name,
        tuple(
            TemplateVersion(
                one.number, one.file_name, tuple(one.fields), tuple(one.notes), one.note, one.by_name, one.at,
                one.stored,
            )
            for one in versions
        ),
    )  # fmt: skip


def offered_templates(unit_id: int) -> tuple[TemplateRow, ...]:
    """Those in use at the unit, by name. One statement."""
    rows = OwnTemplate.objects.filter(unit_id=unit_id, retired_at=None).order_by("name", "id")
    return tuple(_row(one) for one in rows[:_OFFERED])


def chosen_template(key: str, unit_id: int) -> TemplateRow | None:
    """The own template that a key names; None for keys of shipped texts. Raises `NotThere`."""
    if not key.startswith(_MARK):
        return None
    wanted = key.removeprefix(_MARK)
    found = (
        OwnTemplate.objects.filter(pk=int(wanted), unit_id=unit_id, retired_at=None).first()
        if wanted.isascii() and wanted.isdigit() and len(wanted) < 19
        else None
    )
    if found is None:
        raise NotThere("Mẫu Word này không còn dùng. Chọn mẫu khác.", field="template")
    return _row(found)


def _narrowed(unit_id: int, view: str, chosen: TemplateFilter) -> QuerySet[OwnTemplate, Any]:
    rows = OwnTemplate.objects.filter(unit_id=unit_id, retired_at__isnull=view != "thoi-dung")
    if chosen.kind:
        rows = rows.filter(kind=chosen.kind)
    if words := fold(chosen.words):
        rows = rows.alias(folded=Func(F("name"), function="fold_v1", output_field=TextField()))
        rows = rows.filter(folded__contains=words)
    return rows


def _row(one: OwnTemplate) -> TemplateRow:
    return TemplateRow(
        one.pk, one.name, one.kind, one.number, one.made_by_name, one.changed_at, one.retired_at
    )
