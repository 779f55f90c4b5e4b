"""The signed-in session behind the cookie: found, and turned into an actor."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection

from hoiso.access.actor import Actor, HeldPost
from hoiso.access.phrases import post_words


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A session that is in force: not ended, parked, expired, nor of a retired officer."""

    sign_in_id: int
    officer_id: int
    post_id: int | None
    second_step_due: bool


def token_hash(token: str) -> str:
    """How a cookie's token is stored; the token has 256 random bits, so a plain hash does."""
    return hashlib.sha256(token.encode()).hexdigest()


def open_session(token: str, *, at: datetime, prolong: bool) -> OpenSession | None:
    """The session of a cookie, or None. One statement, before any scope is in force.

    `prolong` False for polling: an open page must not keep a forgotten computer signed in.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM hoiso_session(%s, %s, %s)", [token_hash(token), at, prolong])
        row = cursor.fetchone()
    return OpenSession(*row) if row else None


def actor_of(
    officer_id: int, *, on: date, post_id: int | None = None, sign_in_id: int | None = None
) -> Actor:
    """The officer with the posts of the day, own and delegated. One statement, under her scope.

    `post_id` is the post she chose; without it, or when it has ended, the first in order of
    unit and role is current.
    """
    with connection.cursor() as cursor:
        cursor.execute(_ACTOR, {"officer": officer_id, "on": on})
        rows = cursor.fetchall()
    name, address, size = rows[0][:3]
    posts = tuple(_held(*row[3:]) for row in rows if row[3] is not None)
    chosen = next((post for post in posts if post.id == post_id), posts[0] if posts else None)
    return Actor(officer_id, name, address, size, posts, chosen, on, sign_in_id)


def _held(
    post_id: int, unit_id: int, unit_title: str, unit_kind: str, role: str, title: str, delegated: bool
) -> HeldPost:
    return HeldPost(post_id, unit_id, unit_title, unit_kind, role, post_words(role, title), delegated)


_ACTOR = """
SELECT o.full_name, o.form_of_address, o.text_size,
       p.id, p.unit_id, CASE WHEN u.body_name = '' THEN u.name ELSE u.body_name END, u.kind, p.role,
       p.title, p.officer_id <> o.id
FROM access_officer o
LEFT JOIN access_post p
  ON (p.officer_id = o.id OR p.id IN (
        SELECT d.post_id FROM access_delegation d
        WHERE d.officer_id = o.id AND %(on)s BETWEEN d.valid_from AND d.valid_to))
 AND p.valid_from <= %(on)s AND (p.valid_to IS NULL OR p.valid_to >= %(on)s)
LEFT JOIN units_unit u ON u.id = p.unit_id
WHERE o.id = %(officer)s
ORDER BY p.officer_id <> o.id, p.unit_id, array_position(
  '{leader,office_head,clerk,specialist,branch_head,unit_admin,province_admin,auditor}', p.role::text), p.id
"""
