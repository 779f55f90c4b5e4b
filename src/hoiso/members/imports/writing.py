"""New members go into the register many at a time: a statement a table.

Written by the worker in the system's scope, after the right of who brought the list was asked again.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection

from hoiso.members.imports import levels
from hoiso.members.imports.becoming import Becoming, ending_event, first_day
from hoiso.members.imports.sealing import Sealer
from hoiso.members.imports.travelling import filled, joined
from hoiso.members.models import MemberBasis, MemberEvent
from hoiso.members.states import State

_IDS = "SELECT nextval(pg_get_serial_sequence('members_member', 'id')) FROM generate_series(1, %s)"
_MEMBERS = filled(
    """
INSERT INTO members_member (id, full_name, folded, name_key, birth_date, birth_year, sex, honorary, phone,
  phone_key, citizen_hash, citizen_box, old_id_box, hamlet, address, occupation, schooling, training,
  politics, skills, wishes, joined_on, card_number, card_key, card_given_on, note, commune_id, branch_id,
  group_id, state, core, version, created_at, created_by, changed_at)
SELECT member, full_name, folded, name_key, born, year, sex, honorary, phone, phone_key, citizen, citizen_box,
  old_box, hamlet, address, occupation, schooling, training, politics, skills, wishes, joined, card, card_key,
  card_given, note, commune, branch, team, state, core, 1, %(at)s, %(by)s, %(at)s
FROM COLUMNS
""",
    member="bigint", full_name="text", folded="text", name_key="text", born="date", year="smallint",
    sex="text",
    honorary="boolean", phone="text", phone_key="text", citizen="text", citizen_box="text", old_box="text",
    hamlet="text", address="text", occupation="text", schooling="text", training="text", politics="text",
    skills="text", wishes="text", joined="date", card="text", card_key="text", card_given="date", note="text",
    commune="bigint", branch="bigint", team="bigint", state="text", core="boolean",
)  # fmt: skip
_SPANS = filled(
    """
INSERT INTO members_memberspan (member_id, branch_id, group_id, state, "primary", valid_from, valid_to,
  start_known)
SELECT member, branch, team, state, true, since, until, known
FROM COLUMNS
""",
    member="bigint", branch="bigint", team="bigint", state="text", since="date", until="date",
    known="boolean",
)  # fmt: skip
_EVENTS = filled(
    """
INSERT INTO members_memberevent (member_id, kind, "on", branch_id, paper, reason, by_id, at)
SELECT member, kind, day, branch, paper, reason, %(by)s, %(at)s
FROM COLUMNS
""",
    member="bigint", kind="text", day="date", branch="bigint", paper="text", reason="text",
)  # fmt: skip
_BASES = filled(
    """
INSERT INTO members_memberbasis (member_id, purpose, ground, text_version, given_by, channel, paper, noted_by,
  noted_at)
SELECT member, %(purpose)s, ground, '', '', %(channel)s, '', %(by)s, %(at)s
FROM COLUMNS
""",
    member="bigint", ground="text",
)  # fmt: skip
_CORES = filled(
    "INSERT INTO members_corespan (member_id, valid_from, paper) SELECT member, since, '' FROM COLUMNS",
    member="bigint", since="date",
)  # fmt: skip
_POSTS = filled(
    """
INSERT INTO members_memberpost (member_id, unit_id, kind, title, term, valid_from, valid_to, paper)
SELECT member, unit, kind, title, '', since, until, ''
FROM COLUMNS
""",
    member="bigint", unit="bigint", kind="text", title="text", since="date", until="date",
)  # fmt: skip
_PSEUDONYMS = filled(
    "INSERT INTO members_pseudonym (member_id, box) SELECT member, box FROM COLUMNS",
    member="bigint",
    box="text",
)
_COUNTED = filled(
    """
INSERT INTO members_countedfact (pseudonym, commune_id, branch_id, counted, ethnic_group, religion, party,
  poverty, valid_from)
SELECT pseudonym, commune, branch, counted, ethnic, religion, party, poverty, %(as_of)s
FROM COLUMNS ORDER BY pseudonym
""",
    pseudonym="uuid", commune="bigint", branch="bigint", counted="boolean", ethnic="text", religion="text",
    party="boolean", poverty="text",
)  # fmt: skip
_SEALED = filled(
    """
INSERT INTO members_sealedfact (member_id, field, box, set_at, set_by)
SELECT member, field, box, %(at)s, %(by)s FROM COLUMNS
""",
    member="bigint", field="text", box="text",
)  # fmt: skip
_IN_FORCE_SINCE = date(2026, 1, 1)  # Law 91/2025/QH15: whoever joined before has no record of consent


@dataclass(frozen=True, slots=True)
class Frame:
    """What all rows of a batch share. `by_id` None: a command brought them in."""

    by_id: int | None
    at: datetime
    as_of: date
    paper: Callable[[Becoming], str]


def write_members(people: Sequence[Becoming], frame: Frame, sealer: Sealer) -> None:
    """Members with all that hangs on them; eight to ten statements whatever their number."""
    if not people:
        return
    shared: dict[str, Any] = {"by": frame.by_id, "at": frame.at, "as_of": frame.as_of}
    with connection.cursor() as cursor:
        cursor.execute(_IDS, [len(people)])
        ids = [int(row[0]) for row in cursor.fetchall()]
        pairs = list(zip(ids, people, strict=True))

        def put(statement: str, rows: Sequence[Sequence[object]], names: str, **more: str) -> None:
            if rows:
                travelling = map(joined, zip(*rows, strict=True))
                columns = dict(zip(names.split(), travelling, strict=True))
                cursor.execute(statement, {**shared, **columns, **more})

        cursor.execute(_MEMBERS, {**shared, "member": joined(ids), **_columns(people, sealer)})
        put(_SPANS, list(_spans(pairs)), "member branch team state since until known")
        put(_EVENTS, list(_events(pairs, frame)), "member kind day branch paper reason")
        put(
            _BASES, [(pk, _ground(one)) for pk, one in pairs], "member ground",
            purpose=MemberBasis.Purpose.MEMBERSHIP.value, channel=MemberBasis.Channel.IMPORT.value,
        )  # fmt: skip
        put(_CORES, [(pk, frame.as_of) for pk, one in pairs if one.row.core], "member since")
        put(_POSTS, list(_posts(pairs, frame.as_of)), "member unit kind title since until")
        counted = [(pk, one, *sealer.pseudonym()) for pk, one in pairs if one.counted]
        put(_PSEUDONYMS, [(pk, box) for pk, _, _, box in counted], "member box")
        put(
            _COUNTED,
            [
                (
                    pseudonym, one.place.commune_id, one.place.branch_id, one.spans[-1].state == State.ACTIVE,
                    one.ethnic[:30], one.religion[:30], one.party, one.poverty,
                )
                for _, one, pseudonym, _ in counted
            ],
            "pseudonym commune branch counted ethnic religion party poverty",
        )  # fmt: skip
        sealed = [(pk, name, sealer.fact(value)) for pk, one in pairs for name, value in one.sealed.items()]
        put(_SEALED, sealed, "member field box")


def _columns(people: Sequence[Becoming], sealer: Sealer) -> dict[str, str]:
    rows = [one.row for one in people]
    return {
        "full_name": joined(row.full_name for row in rows),
        "folded": joined(one.folded for one in people),
        "name_key": joined(_name_key(one.folded) for one in people),
        "born": joined(one.birth_day for one in people),
        "year": joined(one.birth_year for one in people),
        "sex": joined(row.sex or "female" for row in rows),
        "honorary": joined(bool(row.honorary) for row in rows),
        "phone": joined(row.phone[:20] for row in rows),
        "phone_key": joined(one.phone_key for one in people),
        "citizen": joined(one.citizen_hash for one in people),
        "citizen_box": joined(sealer.citizen(row.citizen) for row in rows),
        "old_box": joined(sealer.old_id(row.old_id) for row in rows),
        "hamlet": joined(row.hamlet for row in rows),
        "address": joined(row.address for row in rows),
        "occupation": joined(row.occupation for row in rows),
        "schooling": joined(levels.schooling(row.schooling) if row.schooling else "" for row in rows),
        "training": joined(levels.training(row.professional) if row.professional else "" for row in rows),
        "politics": joined(levels.politics(row.political) if row.political else "" for row in rows),
        "skills": joined(row.skills for row in rows),
        "wishes": joined(row.wishes for row in rows),
        "joined": joined(first_day(row.joined_on) for row in rows),
        "card": joined(row.card_number[:30] for row in rows),
        "card_key": joined(one.card_key for one in people),
        "card_given": joined(first_day(row.card_given_on) for row in rows),
        "note": joined(one.note for one in people),
        "commune": joined(one.place.commune_id for one in people),
        "branch": joined(one.place.branch_id for one in people),
        "team": joined(one.place.group_id for one in people),
        "state": joined(one.spans[-1].state for one in people),
        "core": joined(bool(one.row.core) for one in people),
    }


def _name_key(folded: str) -> str:
    """`given_name_key` of a name that is folded already."""
    rest, _, given = folded.rpartition(" ")
    return f"{given} {rest}" if rest else given


_Pairs = Iterable[tuple[int, Becoming]]


def _spans(pairs: _Pairs) -> Iterable[tuple[object, ...]]:
    for pk, one in pairs:
        place = one.place
        for span in one.spans:
            yield (
                pk, place.branch_id, place.group_id, str(span.state), span.valid_from, span.valid_to,
                span.known,
            )  # fmt: skip


def _events(pairs: _Pairs, frame: Frame) -> Iterable[tuple[object, ...]]:
    for pk, one in pairs:
        branch, paper = one.place.branch_id, frame.paper(one)
        joined_on = one.row.joined_on
        if joined_on is not None and joined_on.day is not None:
            yield (pk, MemberEvent.Kind.ADMITTED.value, joined_on.day, branch, paper, "")
        yield (pk, MemberEvent.Kind.ENTERED.value, frame.as_of, branch, paper, "")
        ended = ending_event(one)
        if ended is not None:
            yield (pk, ended[0], ended[1], branch, paper, one.row.left_reason)


def _posts(pairs: _Pairs, as_of: date) -> Iterable[tuple[object, ...]]:
    for pk, one in pairs:
        if not one.row.post:
            continue
        kind, title = levels.post(one.row.post)
        if kind:
            since, until = first_day(one.row.post_from) or as_of, _last_day(one)
            if until is None or until >= since:
                yield pk, _unit_of(one, kind), kind, title, since, until


def _last_day(one: Becoming) -> date | None:
    until = one.row.post_to
    if until is None:
        return None
    return until.day or date(until.year, 12, 31)


def _unit_of(one: Becoming, kind: str) -> int:
    if kind in ("group_head", "group_deputy"):
        return one.place.group_id or one.place.branch_id
    return one.place.commune_id if kind in ("chair", "standing", "committee") else one.place.branch_id


def _ground(one: Becoming) -> str:
    joined_on = one.row.joined_on
    late = joined_on is not None and (first_day(joined_on) or _IN_FORCE_SINCE) >= _IN_FORCE_SINCE
    return str(MemberBasis.Ground.APPLICATION if late else MemberBasis.Ground.BEFORE_2026)
