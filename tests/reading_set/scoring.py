"""How well the proposals match what a clerk would write, field by field."""

import re
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from hoiso.core.files.kinds import Kind
from hoiso.documents.incoming.proposing import SURE
from hoiso.reading.fields import Field
from hoiso.reading.proposals import propose
from hoiso.reading.scans import pages_without_text, read_page
from hoiso.reading.text import PageTexts, text_of

SCORED = (
    Field.ISSUER, Field.SYMBOL, Field.DATE, Field.KIND, Field.SUBJECT, Field.SIGNER, Field.ADDRESSEES,
    Field.RECIPIENTS, Field.URGENCY, Field.DEADLINE,
)  # fmt: skip


@dataclass(frozen=True)
class Sample:
    """A file of the set, and its right values by field."""

    name: str
    path: Path
    answers: dict[str, str]

    @property
    def condition(self) -> str:
        """ "digital", or how it was scanned."""
        parts = self.name.split(".")
        return parts[1] if len(parts) == 3 else "digital"

    @property
    def kind(self) -> Kind:
        return Kind.JPEG if self.path.suffix == ".jpg" else Kind.PDF


@dataclass(frozen=True)
class Miss:
    """A field that was read wrongly, missed, or invented."""

    sample: str
    field: Field
    wanted: str
    read: str
    sure: float

    @property
    def marked(self) -> bool:
        """Whether the clerk is told to look."""
        return self.sure < SURE


@dataclass
class Score:
    """Counts over samples. `wrong` are values that were proposed and are not right, `doubted` those that are
    right and marked all the same.
    """

    right: Counter[Field] = field(default_factory=Counter)
    doubted: Counter[Field] = field(default_factory=Counter)
    asked: Counter[Field] = field(default_factory=Counter)
    misses: list[Miss] = field(default_factory=list)
    pages: int = 0

    @property
    def share(self) -> float:
        """Right values among all that a page has or that were proposed."""
        return self.right.total() / self.asked.total() if self.asked else 0.0

    @property
    def wrong(self) -> list[Miss]:
        return [miss for miss in self.misses if miss.read]

    @property
    def marked(self) -> float:
        """The share of wrong values that are marked unsure."""
        return sum(miss.marked for miss in self.wrong) / len(self.wrong) if self.wrong else 1.0


def scored(samples: Iterable[Sample]) -> Iterator[tuple[Sample, Score]]:
    """Each sample read as in service, and its score."""
    for sample in samples:
        texts = pages_of(sample)
        score = Score(pages=len(texts.pages))
        read = {one.field: one for one in reversed(propose(texts))}
        for name in SCORED:
            wanted, found = sample.answers.get(name.value, ""), read.get(name)
            if not wanted and found is None:
                continue
            score.asked[name] += 1
            if found is not None and _same(wanted, found.value):
                score.right[name] += 1
                score.doubted[name] += found.confidence < SURE
            else:
                value, sure = (found.value, found.confidence) if found else ("", 0.0)
                score.misses.append(Miss(sample.name, name, wanted, value, sure))
        yield sample, score


def pages_of(sample: Sample) -> PageTexts:
    """The text of a sample: its own, or recognised where it has none."""
    texts = text_of(sample.path, sample.kind)
    scanned = pages_without_text(texts, sample.kind, max(len(texts.pages), 1))
    if not scanned:
        return texts
    with tempfile.TemporaryDirectory() as folder:
        return PageTexts(
            tuple(
                read_page(sample.path, sample.kind, page=page, folder=Path(folder)).page for page in scanned
            )
        )


def added(scores: Iterable[Score]) -> Score:
    """All of them together."""
    whole = Score()
    for one in scores:
        whole.right += one.right
        whole.doubted += one.doubted
        whole.asked += one.asked
        whole.misses += one.misses
        whole.pages += one.pages
    return whole


def _same(wanted: str, read: str) -> bool:
    return _plain(wanted) == _plain(read)


def _plain(text: str) -> str:
    """Capitals, spaces and the dot at the end of a list say nothing."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip(" .").casefold()
