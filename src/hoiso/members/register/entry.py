"""What is entered of a member, and who may be the same woman."""

from dataclasses import dataclass, field
from datetime import date

from hoiso.core.folding import fold, given_name_key
from hoiso.members.keys import (
    card_key,
    citizen_digits,
    citizen_hash,
    phone_key,
    seal_citizen,
    seal_old_id,
)
from hoiso.members.models import Member


@dataclass(frozen=True, slots=True, kw_only=True)
class Birth:
    """A day, or the year alone."""

    year: int
    day: date | None = None

    @classmethod
    def on(cls, day: date) -> "Birth":
        return cls(year=day.year, day=day)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """The columns of a member as they were typed; ids in digits. None: not asked, stays as it is."""

    full_name: str
    birth: Birth
    sex: str = Member.Sex.FEMALE
    honorary: bool = False
    phone: str | None = None
    citizen_id: str | None = None
    old_id: str | None = None
    more: dict[str, object] = field(default_factory=dict)  # plain columns, see PLAIN

    def columns(self) -> dict[str, object]:
        """What is stored, keys and boxes included."""
        columns: dict[str, object] = {
            "full_name": self.full_name,
            "folded": fold(self.full_name),
            "name_key": given_name_key(self.full_name),
            "birth_date": self.birth.day,
            "birth_year": self.birth.year,
            "sex": self.sex,
            "honorary": self.honorary,
            **{name: value for name, value in self.more.items() if name in PLAIN},
        }
        if self.phone is not None:
            columns |= {"phone": self.phone, "phone_key": phone_key(self.phone)}
        if "card_number" in self.more:
            columns["card_key"] = card_key(str(self.more["card_number"]))
        if self.citizen_id is not None:
            digits = citizen_digits(self.citizen_id)
            columns |= {"citizen_hash": citizen_hash(digits), "citizen_box": seal_citizen(digits)}
        if self.old_id is not None:
            columns["old_id_box"] = seal_old_id(self.old_id)
        return columns


PLAIN = (
    "hamlet", "address", "occupation", "schooling", "training", "politics", "skills", "wishes", "joined_on",
    "card_number", "card_given_on", "note", "residence_unit_id",
)  # fmt: skip
