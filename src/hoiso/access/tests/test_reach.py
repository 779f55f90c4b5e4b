"""The reach in one question equals the answers of the single ones."""

from datetime import date, timedelta

import pytest
from django.db import connection

from hoiso.access.models import Delegation, Role
from hoiso.core import clock, scope
from hoiso.units.models import Succession
from tests.factories.people import a_post, a_unit, acting, an_officer
from tests.roles import owner

pytestmark = pytest.mark.django_db

_BOTH = """
SELECT r.me IS NOT DISTINCT FROM hoiso_officer(),
  (SELECT array_agg(m ORDER BY m) FROM unnest(r.members) m)
    IS NOT DISTINCT FROM (SELECT array_agg(m ORDER BY m) FROM unnest(hoiso_member_units()) m),
  (SELECT array_agg(d ORDER BY d) FROM unnest(r.desks) d)
    IS NOT DISTINCT FROM (SELECT array_agg(d ORDER BY d) FROM unnest(hoiso_reads()) d),
  r.members
FROM hoiso_reach() r
"""


def _asked() -> tuple[bool, bool, bool, list[int]]:
    with connection.cursor() as cursor:
        cursor.execute(_BOTH)
        row: tuple[bool, bool, bool, list[int]] = cursor.fetchone()
    return row


@pytest.mark.parametrize("role", Role.values)
def test_every_role_reaches_the_same_either_way(role: str) -> None:
    unit, ended = a_unit(), a_unit()
    officer = an_officer(role, unit)
    a_post(officer, Role.LEADER, ended, until=clock.office_date(clock.now()) - timedelta(days=1))
    acting(officer)
    assert _asked() == (True, True, True, [unit.pk])


def test_delegated_posts_and_heirs_reach_the_same_either_way() -> None:
    day = clock.office_date(clock.now())
    before, heir, lent = a_unit(), a_unit(), a_unit()
    officer, leader = an_officer(Role.SPECIALIST, heir), an_officer(Role.LEADER, lent)
    with owner():
        Succession.objects.create(
            before=before, after=heir, on=date(2025, 7, 1), share=Succession.Share.WHOLE
        )
        Delegation.objects.create(
            post=leader.posts.get(), officer_id=officer.pk, given_by=leader.pk, valid_from=day, valid_to=day
        )
    acting(officer)
    same_officer, same_members, same_desks, members = _asked()
    assert (same_officer, same_members, same_desks) == (True, True, True)
    assert set(members) == {before.pk, heir.pk, lent.pk}


def test_without_a_scope_nothing_is_reached() -> None:
    scope.adopt("")
    assert _asked() == (True, True, True, [])
