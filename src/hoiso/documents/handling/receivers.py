"""Who is asked for what: receivers of a proposal or an instruction, checked against who can be given work."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Self

from hoiso.core.errors import DomainError
from hoiso.documents.handling.errors import NobodyLeads
from hoiso.documents.handling.phrases import people
from hoiso.documents.tables.handling import Part


@dataclass(frozen=True, slots=True)
class Known:
    """Who can be given work on a document: people of its unit and units below it, with their names."""

    officers: Mapping[int, str]
    units: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Chosen:
    """Ids of one kind of receiver by part. Nobody stands twice."""

    lead: int | None = None
    coordinate: tuple[int, ...] = ()
    informed: tuple[int, ...] = ()

    @classmethod
    def of(cls, lead: int | None, coordinate: Iterable[int] = (), informed: Iterable[int] = ()) -> Self:
        """From ticks: who leads need not be ticked off elsewhere, who helps need not be informed too."""
        helping = tuple(dict.fromkeys(one for one in coordinate if one != lead))
        told = tuple(dict.fromkeys(one for one in informed if one != lead and one not in helping))
        return cls(lead, helping, told)

    def pairs(self) -> tuple[tuple[int, Part], ...]:
        """Everybody with her part, the lead first."""
        lead = ((self.lead, Part.LEAD),) if self.lead is not None else ()
        return (
            *lead,
            *((one, Part.COORDINATE) for one in self.coordinate),
            *((one, Part.INFORMED) for one in self.informed),
        )

    @property
    def ids(self) -> tuple[int, ...]:
        return tuple(one for one, _ in self.pairs())


@dataclass(frozen=True, slots=True)
class Receivers:
    """Officers by id, and units: at most one lead among both, who co-ordinates, who is informed."""

    lead: int | None = None
    coordinate: tuple[int, ...] = ()
    informed: tuple[int, ...] = ()
    units: Chosen = Chosen()

    @classmethod
    def chosen(
        cls,
        lead: int | None,
        coordinate: Iterable[int] = (),
        informed: Iterable[int] = (),
        *,
        units: Chosen | None = None,
    ) -> Self:
        """Officers from ticks (`Chosen.of`), and units where there are any."""
        people = Chosen.of(lead, coordinate, informed)
        return cls(people.lead, people.coordinate, people.informed, units or Chosen())

    @classmethod
    def of_rows(cls, rows: Iterable[Mapping[str, object]]) -> Self:
        """From a proposal's `receivers`."""
        by_part: dict[tuple[str, str], list[int]] = {}
        for row in rows:
            kind = "unit" if "unit" in row else "officer"
            by_part.setdefault((kind, str(row["part"])), []).append(int(str(row[kind])))

        def of(kind: str) -> Chosen:
            lead = by_part.get((kind, Part.LEAD), [None])[0]
            return Chosen.of(
                lead, by_part.get((kind, Part.COORDINATE), ()), by_part.get((kind, Part.INFORMED), ())
            )

        people = of("officer")
        return cls(people.lead, people.coordinate, people.informed, of("unit"))

    def rows(self, known: Known) -> list[dict[str, object]]:
        """As a proposal keeps them; units with the name of the day."""
        officers = [{"officer": one, "part": str(part)} for one, part in self.people.pairs()]
        units = [
            {"unit": one, "name": known.units[one], "part": str(part)} for one, part in self.units.pairs()
        ]
        return [*officers, *units]

    @property
    def people(self) -> Chosen:
        """The officers."""
        return Chosen(self.lead, self.coordinate, self.informed)

    @property
    def officers(self) -> tuple[int, ...]:
        return self.people.ids

    @property
    def somebody_leads(self) -> bool:
        return self.lead is not None or self.units.lead is not None

    @property
    def somebody_helps(self) -> bool:
        return bool(self.coordinate or self.units.coordinate)

    @property
    def only_informed(self) -> bool:
        """Whether nothing is asked of anybody: a document sent round to be read."""
        informed = self.informed or self.units.informed
        return not self.somebody_leads and not self.somebody_helps and bool(informed)

    def words(self, known: Known) -> str:
        """Who is asked for what, for the timeline."""
        names = [
            *((part, known.officers[one]) for one, part in self.people.pairs()),
            *((part, known.units[one]) for one, part in self.units.pairs()),
        ]
        of = {part: [name for its, name in names if its == part] for part in Part}
        return people("".join(of[Part.LEAD]), of[Part.COORDINATE], of[Part.INFORMED])

    def check(self, known: Known, *, restricted: bool, led_already: bool = False) -> None:
        """Refuse nobody, two leads, strangers, units on what is restricted, and helpers without a lead.

        `led_already`: somebody leads since before.
        """
        if not self.people.ids and not self.units.ids:
            raise DomainError("Chọn người chủ trì, hoặc đánh dấu người để biết", field="lead")
        if self.lead is not None and self.units.lead is not None:
            raise DomainError("Chỉ chọn một nơi chủ trì: một người, hoặc một đơn vị", field="lead")
        if self.somebody_helps and not self.somebody_leads and not led_already:
            raise NobodyLeads("Chọn một người chủ trì, vì đã có người phối hợp", field="lead")
        if not set(self.people.ids) <= set(known.officers):
            raise DomainError(
                "Có người vừa thôi giữ chức vụ ở đơn vị. Chọn lại người nhận trong danh sách.", field="lead"
            )
        if restricted and self.units.ids:
            raise DomainError(
                "Văn bản này giới hạn người xem nên chỉ giao được cho từng người, không giao cho cả đơn vị",
                field="lead",
            )
        if not set(self.units.ids) <= set(known.units):
            raise DomainError(
                "Có đơn vị không còn nhận việc qua hệ thống. Chọn lại đơn vị trong danh sách.", field="lead"
            )
