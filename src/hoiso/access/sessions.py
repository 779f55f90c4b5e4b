"""The signed-in session behind the cookie: found, and turned into an actor."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection

from hoiso.access.actor import Actor, HeldPost
from hoiso.access.phrases import post_words
from hoiso.core import scope


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
    """The officer with the posts of the day, own and delegated. One statement, under her scope of that day.

    `post_id` is the post she chose; without it, or when it has ended, the first in order of
    unit and role is current.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM hoiso_actor(%s)", [officer_id])
        return _actor(cursor.fetchall(), officer_id, on, post_id, sign_in_id)


def enter(session: OpenSession, *, on: date) -> Actor:
    """Put the scope of the session's officer in force for the transaction; who she is. One statement."""
    token = scope.officer_token(session.officer_id, on)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM hoiso_enter(%s, %s)", [token, session.officer_id])
        return _actor(cursor.fetchall(), session.officer_id, on, session.post_id, session.sign_in_id)


def _actor(
    rows: Sequence[Any], officer_id: int, on: date, post_id: int | None, sign_in_id: int | None
) -> Actor:
    name, address, size = rows[0][:3]
    posts = tuple(_held(*row[3:]) for row in rows if row[3] is not None)
    chosen = next((post for post in posts if post.id == post_id), posts[0] if posts else None)
    return Actor(officer_id, name, address, size, posts, chosen, on, sign_in_id)


def _held(
    post_id: int,
    unit_id: int,
    unit_title: str,
    unit_kind: str,
    role: str,
    title: str,
    delegated: bool,
    left_units: list[int],
) -> HeldPost:
    said = post_words(role, title)
    return HeldPost(post_id, unit_id, unit_title, unit_kind, role, said, delegated, frozenset(left_units))
