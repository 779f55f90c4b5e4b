"""`hoiso edxml check`: each fault of a message with line, element and rule."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import BinaryIO

from hoiso.edxml.errors import EdxmlError
from hoiso.edxml.limits import DEFAULT_LIMITS, Limits
from hoiso.edxml.message import Level, Remark
from hoiso.edxml.reading import read
from hoiso.edxml.rulebook import RULES


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: line from 1 (None: the whole file), path of the element, code and words of the rule."""

    line: int | None
    element: str
    code: str
    rule: str
    sentence: str
    level: Level


def check(source: Path | BinaryIO, *, limits: Limits = DEFAULT_LIMITS, on: date | None = None) -> list[Fault]:
    """All faults in the order of lines; empty for a message that keeps the standard.

    `on` is today's office day: with it a promulgation date still to come is a fault. A file that may
    not be read at all gives one fault, the reason.
    """
    try:
        with read(source, limits=limits) as message:
            remarks = list(message.remarks)
            document = message.document
            day = document.promulgation.day if document and document.promulgation else None
            if on is not None and day is not None and day > on:
                element = "MessageHeader/PromulgationInfo/PromulgationDate"
                sentence = "Ngày ban hành phải là hôm nay hoặc trước hôm nay."
                remarks.append(
                    Remark("date-future", sentence, element, message.lines.get(element), Level.ERROR)
                )
    except EdxmlError as error:
        return [_fault(Remark(error.code, error.sentence, error.element or "", error.line, Level.ERROR))]
    return sorted((_fault(remark) for remark in remarks), key=lambda fault: fault.line or 0)


def _fault(remark: Remark) -> Fault:
    return Fault(
        line=remark.line,
        element=remark.element,
        code=remark.code,
        rule=RULES[remark.code],
        sentence=remark.sentence,
        level=remark.level,
    )
