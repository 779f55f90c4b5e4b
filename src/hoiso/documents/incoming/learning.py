"""What was learnt from corrections of a sender's documents, put beside what the rules have read.

One correction casts doubt on the next reading of that box; from the second on the value is taken from where
the right ones stood. A spot that is wrong as often as right is not used.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hoiso.core.folding import fold
from hoiso.documents.incoming.proposing import SURE, Proposed, from_pages
from hoiso.reading.fields import Field, Proposal
from hoiso.reading.spots import SPOTTED, Spot, key_of, read_at, same
from hoiso.reading.text import PageTexts

BOXES = {
    Field.ISSUER: "issuer", Field.SYMBOL: "symbol", Field.DATE: "issued_on", Field.KIND: "kind",
    Field.SUBJECT: "subject", Field.ADDRESSEES: "addressees", Field.SIGNER: "signer",
}  # fmt: skip
FROM_TIMES = 2
_BOTH_AGREE = 0.95
assert set(BOXES) == set(SPOTTED)


@dataclass(frozen=True, slots=True)
class Habit:
    """One row of `SenderHabit`; `spot` None where only the mistake is known."""

    id: int
    sender: str
    issuer_unit_id: int | None
    field: Field
    spot: Spot | None
    proposed: str
    times: int
    missed: int

    @property
    def key(self) -> str:
        """By what its sender is known."""
        return fold(self.sender)

    @property
    def acts(self) -> bool:
        """Whether values are taken from it."""
        return self.times >= FROM_TIMES and self.times > 2 * self.missed

    @property
    def doubts(self) -> bool:
        """Whether what the rules read for this box was wrong more often than right."""
        return self.times > self.missed

    @property
    def confidence(self) -> float:
        """How sure a value read at its spot is: right times among all, one of each supposed beforehand."""
        return (self.times + 1) / (self.times + self.missed + 2)


def apply_habits(proposed: Proposed, texts: PageTexts, habits: Sequence[Habit]) -> None:
    """Put into the proposal what the sender's habits say. Other senders' documents stay as read."""
    if not habits or not texts.pages:
        return
    _name_sender(proposed, texts, habits)
    sender = fold(str(proposed.header.get("issuer", "")))
    own = [habit for habit in habits if habit.key == sender and habit.field is not Field.ISSUER]
    for field in SPOTTED:
        if of_field := [habit for habit in own if habit.field is field]:
            _apply(proposed, texts, field, of_field)


def _name_sender(proposed: Proposed, texts: PageTexts, habits: Iterable[Habit]) -> None:
    """The sender whose name was misread before, told by where it stands, or by the same misreading.

    Another name that was read is left alone: it may well be that of another sender.
    """
    read = str(proposed.header.get("issuer", ""))
    for habit in _best_first(habits):
        if habit.field is not Field.ISSUER or not habit.acts:
            continue
        if not same(Field.ISSUER, read, habit.proposed):
            continue
        if habit.spot is None:
            if read:
                _take_sender(proposed, habit, proposed.readings.get("issuer"))
                return
        elif (found := read_at(texts, Field.ISSUER, habit.spot)) and same(
            Field.ISSUER, found.value, habit.sender
        ):
            there = from_pages((found,)).readings["issuer"]
            _take_sender(proposed, habit, there)
            return


def _take_sender(proposed: Proposed, habit: Habit, reading: dict[str, object] | None) -> None:
    proposed.header.update(issuer=habit.sender, issuer_unit_id=habit.issuer_unit_id)
    if reading is not None:
        proposed.readings["issuer"] = {**reading, "sure": habit.confidence >= SURE, "learnt": True}


def _apply(proposed: Proposed, texts: PageTexts, field: Field, habits: Sequence[Habit]) -> None:
    box = BOXES[field]
    for habit in _best_first(habits):
        if not habit.acts or habit.spot is None:
            continue
        found = read_at(texts, field, habit.spot, confidence=habit.confidence)
        if found is None:
            continue
        there = from_pages((found,))
        if _agree(field, proposed.header.get(box), there.header[box]):
            found = read_at(texts, field, habit.spot, confidence=_BOTH_AGREE)
            assert found is not None
            reading = proposed.readings[box]
            reading["sure"] = reading["sure"] or found.confidence >= SURE
        else:
            proposed.header.update(there.header)
            proposed.readings[box] = {**there.readings[box], "learnt": True}
        return
    if box in proposed.readings and any(habit.doubts for habit in habits):
        proposed.readings[box].update(sure=False, doubted=True)


def _agree(field: Field, read: object, there: object) -> bool:
    return bool(read) and key_of(field, str(read)) == key_of(field, str(there))


def _best_first(habits: Iterable[Habit]) -> list[Habit]:
    return sorted(habits, key=lambda habit: (-habit.confidence, -habit.times, habit.id))


def raw_of(proposals: Iterable[Proposal], field: Field) -> str:
    """What the rules alone have read for a field, empty for nothing."""
    return next((one.value for one in proposals if one.field is field), "")
