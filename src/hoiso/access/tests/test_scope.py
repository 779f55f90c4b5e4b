"""The second wall: what the web's role can reach by raw SQL, whatever the code above does."""

from datetime import date, timedelta

import pytest
from django.db import connection

from hoiso.access.models import Delegation, Post, Role
from hoiso.core import scope
from hoiso.core.clock import now, office_date
from tests.factories.people import a_post, a_unit, acting, an_officer
from tests.roles import owner

pytestmark = pytest.mark.django_db
TODAY = office_date(now())


def ask(sql: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def test_tests_stand_in_the_webs_role() -> None:
    assert ask("SELECT current_user") == [("hoiso_web",)]


def test_without_a_scope_no_row_is_seen() -> None:
    an_officer()
    assert ask("SELECT count(*) FROM access_officer") == [(0,)]
    assert ask("SELECT count(*) FROM units_unit") == [(0,)]


def test_every_table_is_walled() -> None:
    open_tables = ask(
        """SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace
           AND NOT (relrowsecurity AND relforcerowsecurity) ORDER BY relname"""
    )
    assert open_tables == [("django_migrations",), ("hoiso_scope_key",)]
    assert ask("SELECT has_table_privilege('hoiso_web', 'hoiso_scope_key', 'SELECT')") == [(False,)]
    assert ask("SELECT has_table_privilege('hoiso_web', 'django_migrations', 'SELECT')") == [(False,)]
    assert ask("SELECT has_table_privilege('hoiso_web', 'procrastinate_jobs', 'SELECT')") == [(False,)]


def test_a_forged_or_stale_scope_opens_nothing() -> None:
    officer = an_officer()
    forged = f"o:{officer.pk}:{TODAY.isoformat()}:9999999999:{'0' * 64}"
    scope.adopt(forged)
    assert ask("SELECT hoiso_officer()") == [(None,)]
    token = scope.officer_token(officer.pk, TODAY)
    scope.adopt(token.replace(f"o:{officer.pk}:", f"o:{officer.pk + 1}:"))
    assert ask("SELECT hoiso_officer()") == [(None,)]
    scope.adopt(token)
    assert ask("SELECT hoiso_officer()") == [(officer.pk,)]


def test_the_system_scope_is_worthless_in_the_webs_hands() -> None:
    an_officer()
    scope.adopt(scope.system_token(TODAY))
    assert ask("SELECT count(*) FROM access_officer") == [(0,)]


def test_an_officer_sees_colleagues_and_nobody_else() -> None:
    unit, elsewhere = a_unit(), a_unit()
    me, colleague = an_officer(Role.CLERK, unit), an_officer(Role.LEADER, unit)
    an_officer(Role.CLERK, elsewhere)
    acting(me)
    assert {row[0] for row in ask("SELECT id FROM access_officer")} == {me.pk, colleague.pk}


def test_an_ended_post_opens_nothing() -> None:
    unit = a_unit()
    leaver = an_officer(Role.CLERK, unit, until=TODAY - timedelta(days=1))
    actor = acting(leaver)
    assert actor.posts == ()
    assert ask("SELECT hoiso_reads()") == [([],)]


def test_a_delegation_lends_the_post_for_its_days_only() -> None:
    unit, home = a_unit(), a_unit()
    leader, deputy = an_officer(Role.LEADER, unit), an_officer(Role.SPECIALIST, home)
    with owner():
        Delegation.objects.create(
            post=leader.posts.get(),
            officer=deputy,
            content="Ký thay khi đi công tác",
            valid_from=date(2026, 9, 1),
            valid_to=date(2026, 9, 10),
            given_by=leader.pk,
        )
    during = acting(deputy, on=date(2026, 9, 10))
    assert [(post.role, post.delegated) for post in during.posts] == [("specialist", False), ("leader", True)]
    assert ask("SELECT hoiso_reads()") == [([unit.pk],)]
    after = acting(deputy, on=date(2026, 9, 11))
    assert [post.role for post in after.posts] == ["specialist"]
    assert ask("SELECT hoiso_reads()") == [([],)]


def test_a_unit_administrator_reaches_the_units_below_and_no_sibling() -> None:
    province = a_unit("Tỉnh Thử", kind="province")
    commune, sibling = a_unit(under=province), a_unit(under=province)
    branch = a_unit("Chi hội ấp 1", kind="branch", under=commune)
    admin = an_officer(Role.UNIT_ADMIN, commune)
    head, stranger = an_officer(Role.BRANCH_HEAD, branch), an_officer(Role.CLERK, sibling)
    acting(admin)
    assert set(ask("SELECT hoiso_administered()")[0][0]) == {commune.pk, branch.pk}
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE access_officer SET phone = '0900' WHERE id = ANY(%s)", [[head.pk, stranger.pk]]
        )
        assert cursor.rowcount == 1


def test_an_administrator_cannot_make_herself_more() -> None:
    commune = a_unit()
    admin = an_officer(Role.UNIT_ADMIN, commune)
    acting(admin)
    with pytest.raises(Exception, match="row-level security"):
        Post.objects.create(
            officer_id=admin.pk, unit_id=commune.pk, role=Role.PROVINCE_ADMIN, valid_from=TODAY
        )


def test_one_person_with_two_posts_reads_both_units() -> None:
    first, second = a_unit(), a_unit()
    officer = an_officer(Role.CLERK, first)
    a_post(officer, Role.LEADER, second)
    acting(officer)
    assert set(ask("SELECT hoiso_reads()")[0][0]) == {first.pk, second.pk}
