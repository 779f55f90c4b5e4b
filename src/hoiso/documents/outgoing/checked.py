"""A draft version under the checker of form: what it finds, and the version with a correction."""

from dataclasses import replace
from datetime import date

from hoiso.documents.checking.public import Finding, Weight, Written, check, fixed
from hoiso.documents.layouts.official_document import Layout
from hoiso.documents.outgoing.content import DraftContent
from hoiso.units.public import office_calendar
from hoiso.units.working_days import Calendar

EVERYTHING = "tat-ca"
_MOST_STEPS = 300
_FIELDS = ("subject", "body", "notation", "place", "parent_line", "archive_line", "signer", "co_signer")


def findings_of(
    content: DraftContent, *, today: date, day: date | None = None, calendar: Calendar | None = None
) -> tuple[Finding, ...]:
    """What the rules find in a version. One statement (the calendar), none where it is given."""
    return check(_written(content, today=today, day=day), calendar or office_calendar())


def corrected(content: DraftContent, key: str, *, today: date) -> tuple[DraftContent, str]:
    """The version with one finding corrected, or with `tat-ca` all that are wrong, and what was done.

    The words are empty where nothing was left to correct: the text has changed meanwhile.
    """
    calendar = office_calendar()
    done: list[Finding] = []
    for _ in range(_MOST_STEPS):
        found = findings_of(content, today=today, calendar=calendar)
        chosen = next((one for one in found if _is_meant(one, key) and one not in done), None)
        if chosen is None:
            break
        content = _with(content, chosen)
        done.append(chosen)
        if key != EVERYTHING:
            break
    if not done:
        return content, ""
    if len(done) > 1:
        return content, f"Đã sửa {len(done)} chỗ theo thể thức."
    return content, f"Đã sửa: {done[0].sentence}"


def _is_meant(finding: Finding, key: str) -> bool:
    if finding.fix is None:
        return False
    return finding.weight is Weight.WRONG if key == EVERYTHING else finding.key == key


def _with(content: DraftContent, finding: Finding) -> DraftContent:
    assert finding.fix is not None
    values = {name: str(getattr(content, name)) for name in _FIELDS}
    values["issuer_lines"] = "\n".join(content.issuer_lines)
    after = fixed(values, finding.fix)
    lines = tuple(line for line in after.pop("issuer_lines").splitlines() if line.strip())
    return replace(content, **after, issuer_lines=lines)  # type: ignore[arg-type] # texts, all of them


def _written(content: DraftContent, *, today: date, day: date | None) -> Written:
    addressed = content.document_kind.addressed
    return Written(
        kind=content.document_kind,
        layout=Layout(content.layout),
        today=today,
        issuer_lines="\n".join(content.issuer_lines),
        capacity=content.capacity,
        position=content.position,
        addressees=tuple(one.name for one in content.recipients if addressed and one.addressee),
        recipients=tuple(
            one.name for one in content.recipients if one.printed and not (addressed and one.addressee)
        ),
        day=day,
        answer_by=content.answer_by,
        **{name: str(getattr(content, name)) for name in _FIELDS},
    )
