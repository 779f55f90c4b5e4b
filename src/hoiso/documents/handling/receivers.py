"""Who is asked for what: the receivers of a proposal or an instruction, checked against the unit's people."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self

from hoiso.core.errors import DomainError
from hoiso.documents.handling.errors import NobodyLeads
from hoiso.documents.handling.phrases import people
from hoiso.documents.tables.handling import Part


@dataclass(frozen=True, slots=True)
class Receivers:
    """Officers by id: at most one lead, who co-ordinates, who is informed. Nobody stands twice."""

    lead: int | None = None
    coordinate: tuple[int, ...] = ()
    informed: tuple[int, ...] = ()

    @classmethod
    def chosen(cls, lead: int | None, coordinate: Iterable[int] = (), informed: Iterable[int] = ()) -> Self:
        """From ticks: who leads need not be ticked off elsewhere, who helps need not be informed too."""
        helping = tuple(dict.fromkeys(one for one in coordinate if one != lead))
        told = tuple(dict.fromkeys(one for one in informed if one != lead and one not in helping))
        return cls(lead, helping, told)

    @classmethod
    def of_rows(cls, rows: Iterable[Mapping[str, object]]) -> Self:
        """From a proposal's `receivers`, a list of {"officer", "part"}."""
        by_part: dict[str, list[int]] = {part: [] for part in Part.values}
        for row in rows:
            by_part[str(row["part"])].append(int(str(row["officer"])))
        lead = by_part[Part.LEAD]
        return cls.chosen(lead[0] if lead else None, by_part[Part.COORDINATE], by_part[Part.INFORMED])

    def rows(self) -> list[dict[str, object]]:
        """As a proposal keeps them."""
        return [{"officer": officer, "part": str(part)} for officer, part in self.pairs()]

    def pairs(self) -> tuple[tuple[int, Part], ...]:
        """Every officer with her part, the lead first."""
        lead = ((self.lead, Part.LEAD),) if self.lead is not None else ()
        return (
            *lead,
            *((one, Part.COORDINATE) for one in self.coordinate),
            *((one, Part.INFORMED) for one in self.informed),
        )

    @property
    def officers(self) -> tuple[int, ...]:
        return tuple(officer for officer, _ in self.pairs())

    @property
    def only_informed(self) -> bool:
        """Whether nothing is asked of anybody: a document sent round to be read."""
        return self.lead is None and not self.coordinate and bool(self.informed)

    def words(self, names: Mapping[int, str]) -> str:
        """Who is asked for what, for the timeline."""
        return people(
            names[self.lead] if self.lead is not None else "",
            [names[one] for one in self.coordinate],
            [names[one] for one in self.informed],
        )

    def check(self, people_of_unit: Mapping[int, str], *, led_already: bool = False) -> None:
        """Refuse nobody, strangers, helpers without a lead (`led_already`: somebody leads since before)."""
        if not self.officers:
            raise DomainError("Chọn người chủ trì, hoặc đánh dấu người để biết", field="lead")
        if self.coordinate and self.lead is None and not led_already:
            raise NobodyLeads("Chọn một người chủ trì, vì đã có người phối hợp", field="lead")
        if not set(self.officers) <= set(people_of_unit):
            raise DomainError(
                "Có người vừa thôi giữ chức vụ ở đơn vị. Chọn lại người nhận trong danh sách.", field="lead"
            )
