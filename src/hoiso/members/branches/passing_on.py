"""Members follow their branches: what passes when a branch passes on, or when it lies elsewhere.

Everything is set-wise and dated: the spans of the day before stay as they were, so counts of the day before
stay too. Run under the system's scope; again it changes nothing.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import connection

from hoiso.members import spans

_SPANS = """
WITH passing AS (
  SELECT s.* FROM members_memberspan s
  WHERE s.branch_id = %(before)s AND (s.valid_to IS NULL OR s.valid_to >= %(on)s)
    AND (%(groups)s::bigint[] IS NULL OR s.group_id = ANY (%(groups)s::bigint[]))
), doubled AS (  -- in both branches: the one she is counted in goes on
  UPDATE members_memberspan o SET valid_to = greatest(%(eve)s, o.valid_from) FROM passing p
  WHERE o.member_id = p.member_id AND o.branch_id = %(after)s AND NOT o."primary" AND p."primary"
    AND o.valid_from < %(on)s AND (o.valid_to IS NULL OR o.valid_to >= %(on)s) RETURNING o.id
), later AS (
  UPDATE members_memberspan s SET branch_id = %(after)s FROM passing p
  WHERE s.id = p.id AND p.valid_from >= %(on)s AND (SELECT count(*) FROM doubled) >= 0 RETURNING s.member_id
), ended AS (
  UPDATE members_memberspan s SET valid_to = %(eve)s FROM passing p
  WHERE s.id = p.id AND p.valid_from < %(on)s RETURNING s.member_id
), begun AS (
  INSERT INTO members_memberspan (member_id, branch_id, group_id, state, "primary", valid_from, valid_to,
    start_known)
  SELECT p.member_id, %(after)s, p.group_id, p.state, p."primary", %(on)s, p.valid_to, true
  FROM passing p WHERE p.valid_from < %(on)s
    AND (SELECT count(*) FROM ended) >= 0 AND (SELECT count(*) FROM doubled) >= 0
    AND (p."primary" OR NOT EXISTS (SELECT FROM members_memberspan o WHERE o.member_id = p.member_id
      AND o.branch_id = %(after)s AND (o.valid_to IS NULL OR o.valid_to >= %(on)s)))
  RETURNING member_id, state, "primary"
), told AS (
  INSERT INTO members_memberevent (member_id, kind, "on", branch_id, to_branch_id, paper, reason, by_id, at)
  SELECT b.member_id, 'branch_passed', %(on)s, %(before)s, %(after)s, %(paper)s, '', %(by)s, %(at)s
  FROM begun b WHERE b."primary" AND b.state IN ('active', 'away', 'suspended', 'waiting') RETURNING 1
)
SELECT coalesce((SELECT array_agg(DISTINCT x.member_id) FROM (
  SELECT member_id FROM begun UNION SELECT member_id FROM later) x), '{}'), (SELECT count(*) FROM told)
"""

# Posts in the branch go on at the heir, unless somebody holds the same one there.
_POSTS = """
WITH ended AS (
  UPDATE members_memberpost p SET valid_to = %(eve)s WHERE p.unit_id = %(before)s AND p.valid_from < %(on)s
    AND (p.valid_to IS NULL OR p.valid_to >= %(on)s) RETURNING p.member_id, p.kind, p.title, p.term, p.paper
)
INSERT INTO members_memberpost (member_id, unit_id, kind, title, term, valid_from, paper)
SELECT e.member_id, %(after)s, e.kind, e.title, e.term, %(on)s, e.paper FROM ended e
WHERE NOT EXISTS (SELECT FROM members_memberpost o WHERE o.unit_id = %(after)s AND o.kind = e.kind
  AND (o.valid_to IS NULL OR o.valid_to >= %(on)s) AND (o.kind IN ('head', 'chair')
    OR o.member_id = e.member_id))
"""

_HOUSEHOLDS = """
UPDATE members_household h SET branch_id = %(after)s WHERE h.branch_id = %(before)s
"""

_LYING = """
SELECT m.id FROM members_member m
JOIN units_placement p ON p.unit_id = m.branch_id AND p.valid_from <= %(today)s
  AND (p.valid_to IS NULL OR p.valid_to >= %(today)s)
WHERE p.parent_id <> m.commune_id
"""
_CHANGED = """
SELECT m.id FROM members_member m
JOIN members_memberspan s ON s.member_id = m.id AND s."primary" AND s.valid_from <= %(today)s
  AND (s.valid_to IS NULL OR s.valid_to >= %(today)s)
WHERE (m.branch_id, m.group_id, m.state) IS DISTINCT FROM (s.branch_id, s.group_id, s.state)
"""

_HOUSEHOLDS_LYING = """
UPDATE members_household h SET commune_id = p.parent_id FROM units_placement p
WHERE p.unit_id = h.branch_id AND p.valid_from <= %(today)s
  AND (p.valid_to IS NULL OR p.valid_to >= %(today)s)
  AND p.parent_id <> h.commune_id
"""

# Counted facts lie under a pseudonym: they follow the branch, not the member.
_COUNTED_IN_PLACE = """
UPDATE members_countedfact c SET commune_id = p.parent_id FROM units_placement p
WHERE p.unit_id = c.branch_id AND p.valid_from <= %(today)s
  AND (p.valid_to IS NULL OR p.valid_to >= %(today)s)
  AND p.parent_id <> c.commune_id AND c.valid_to IS NULL AND c.valid_from >= p.valid_from
"""
_COUNTED = """
WITH ended AS (
  UPDATE members_countedfact c SET valid_to = p.valid_from - 1 FROM units_placement p
  WHERE p.unit_id = c.branch_id AND p.valid_from <= %(today)s
    AND (p.valid_to IS NULL OR p.valid_to >= %(today)s)
    AND p.parent_id <> c.commune_id AND c.valid_to IS NULL AND c.valid_from < p.valid_from
  RETURNING c.pseudonym, p.parent_id, c.branch_id, c.counted, c.ethnic_group, c.religion, c.party, c.poverty,
    p.valid_from
)
INSERT INTO members_countedfact (pseudonym, commune_id, branch_id, counted, ethnic_group, religion, party,
  poverty, valid_from)
SELECT * FROM ended
"""


def pass_members(
    *, before_id: int, after_id: int, on: date, at: datetime, today: date, by_id: int | None,
    paper: str = "", groups: Sequence[int] | None = None,
) -> int:  # fmt: skip
    """From a day on the members of a branch are in another: all, or those of some groups. How many."""
    values: dict[str, int | str | date | datetime | list[int] | None] = {
        "before": before_id, "after": after_id, "on": on, "eve": on - timedelta(days=1), "at": at,
        "by": by_id, "paper": paper, "groups": list(groups) if groups is not None else None,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_SPANS, values)
        moved, told = cursor.fetchone()
        if groups is None:
            cursor.execute(_POSTS, values)
            cursor.execute(_HOUSEHOLDS, values)
    if moved:
        spans.refresh(moved, today=today)
    return int(told)


def follow(*, today: date) -> int:
    """What lies under a branch lies where the branch lies today; members are what their spans say."""
    values = {"today": today}
    with connection.cursor() as cursor:
        cursor.execute(_COUNTED_IN_PLACE, values)
        cursor.execute(_COUNTED, values)
        cursor.execute(_HOUSEHOLDS_LYING, values)
        cursor.execute(_LYING, values)
        lying = [row[0] for row in cursor.fetchall()]
        if lying:  # their counted facts have followed above, all at once
            cursor.execute("SELECT count(*) FROM hoiso_members_refresh(%s, %s)", [lying, today])
        cursor.execute(_CHANGED, values)
        changed = [row[0] for row in cursor.fetchall()]
    return len(lying) + (spans.refresh(changed, today=today) if changed else 0)
