"""The file of 2025 put into force over units at work: accounts, books and open work go along."""

from datetime import date

import pytest

from hoiso.access.models import Post
from hoiso.core import scope
from hoiso.core.clock import now
from hoiso.documents.tables.book import Book
from hoiso.reorganisation.actions import Outcome, reorganise
from hoiso.units import public as units
from hoiso.units import shipped
from hoiso.units.models import Placement, Succession, Unit
from tests.factories.people import an_officer
from tests.roles import owner, worker

pytestmark = pytest.mark.django_db
LONG_AGO, EVE, REFORM = date(2020, 2, 1), date(2025, 6, 30), date(2025, 7, 1)


@pytest.fixture(autouse=True)
def _as_the_system() -> object:
    with worker():
        scope.adopt(scope.system_token(REFORM))
        yield


def at_work() -> None:
    """The units before the reform, none of them ended, as in an installation of early 2025."""
    from hoiso.units.actions.importing import load_list

    load_list(shipped.before(), shipped.Period(LONG_AGO, None, start_known=False), at=now())


def run(*, on: date = REFORM, only_plan: bool = False, districts: dict[str, str] | None = None) -> Outcome:
    return reorganise(
        shipped.mapping().rows,
        on=on,
        around=units.around_reform(),
        districts=districts or {},
        at=now(),
        only_plan=only_plan,
    )


def counts() -> list[int]:
    return [model.objects.count() for model in (Unit, Placement, Succession, Post, Book)]


def test_on_an_empty_installation_the_file_runs_as_given_and_twice_changes_nothing() -> None:
    first = run()
    assert (first.units.ended, first.carried_out, len(first.units.passings)) == (0, True, 305 + 24 + 2)
    assert Unit.objects.filter(kind="commune", valid_to=EVE).count() == 280
    assert Unit.objects.filter(kind="commune", valid_to=None).count() == 96
    assert len(first.units.notices) == 24
    before = counts()
    second = run()
    assert (second.nothing_to_do, second.units.known, second.units.notices) == (True, 331, ())
    assert counts() == before


def test_a_plan_tells_everything_and_changes_nothing() -> None:
    at_work()
    commune = Unit.objects.get(official_code="25456")
    an_officer("clerk", commune, since=LONG_AGO)
    Book.objects.create(
        unit=commune, series="incoming", name="Văn bản đến năm 2025", period_from=date(2025, 1, 1),
        period_to=date(2025, 12, 31), next_number=58,
    )  # fmt: skip
    before = counts()
    plan = run(only_plan=True)
    assert counts() == before
    assert Unit.objects.get(pk=commune.pk).valid_to is None
    assert (plan.carried_out, plan.units.ended) == (False, 280 + 24 + 2)
    told = {one.title: [line.sentence for line in one.lines] for one in plan.parts}
    assert told == {
        "Sổ và đánh số": [
            "Hội LHPN phường 1: 1 sổ kết thúc ngày 30/06/2025; Hội LHPN phường Tân Ninh bắt đầu từ số 01."
        ],
        "Văn bản đang xử lý": [],
        "Việc chưa xong": [],
        "Hội viên": [],
        "Tài khoản và chức vụ": [
            (
                "Hội LHPN phường 1: 1 chức vụ kết thúc ngày 30/06/2025,"
                " tiếp tục ở Hội LHPN phường Tân Ninh từ 01/07/2025."
            )
        ],
    }


def test_posts_and_books_go_on_at_the_main_heir() -> None:
    at_work()
    commune, divided = Unit.objects.get(official_code="25456"), Unit.objects.get(official_code="25462")
    clerk, leader = (
        an_officer("clerk", commune, since=LONG_AGO),
        an_officer("leader", divided, since=LONG_AGO),
    )
    for unit in (commune, divided):
        Book.objects.create(
            unit=unit, series="incoming", name="Văn bản đến năm 2025", period_from=date(2025, 1, 1),
            period_to=date(2025, 12, 31), next_number=58,
        )  # fmt: skip
    run()
    heir = units.unit_by_code("25459", REFORM).unit
    posts = Post.objects.filter(officer__in=(clerk, leader)).order_by("officer_id", "valid_from")
    assert [(post.unit_id, post.role, post.valid_from, post.valid_to) for post in posts] == [
        (commune.pk, "clerk", LONG_AGO, EVE),
        (heir.id, "clerk", REFORM, None),
        (divided.pk, "leader", LONG_AGO, EVE),
        (heir.id, "leader", REFORM, None),
    ]
    assert set(Book.objects.filter(unit__in=(commune, divided)).values_list("period_to", flat=True)) == {EVE}
    book = Book.objects.get(unit_id=heir.id)
    assert (book.next_number, book.period_from, book.period_to) == (1, REFORM, date(2025, 12, 31))
    before = counts()
    assert run().nothing_to_do
    assert counts() == before


def test_who_works_at_the_heir_reaches_what_its_origins_left() -> None:
    from django.db import connection

    at_work()
    commune = Unit.objects.get(official_code="25456")
    clerk = an_officer("clerk", commune, since=LONG_AGO)
    run()
    scope.adopt(scope.officer_token(clerk.pk, date(2025, 7, 2)))
    with connection.cursor() as cursor:
        cursor.execute("SELECT hoiso_reads()")
        reached = set(cursor.fetchone()[0])
    scope.adopt(scope.system_token(REFORM))
    heir = units.unit_by_code("25459", REFORM)
    origins = {fate.unit.id for fate in units.came_from(heir.unit.id, EVE) if fate.share != "part"}
    assert reached == {heir.unit.id} | origins


def test_districts_pass_to_the_named_commune() -> None:
    outcome = run(districts={"703": "25459", "794": "80"})
    assert [fate.unit.name for fate in units.unit_by_code("703", REFORM).units] == ["Phường Tân Ninh"]
    assert [fate.unit.name for fate in units.unit_by_code("794", REFORM).units] == ["Tỉnh Tây Ninh"]
    assert len(outcome.units.notices) == 22


def test_the_day_can_be_told() -> None:
    day = date(2026, 1, 1)
    run(on=day)
    assert units.unit_by_code("25459", date(2025, 12, 31)).unit.name == "Phường 3"
    assert units.unit_by_code("25459", day).unit.name == "Phường Tân Ninh"


def test_branches_follow_the_whole_commune() -> None:
    at_work()
    commune = Unit.objects.get(official_code="25456")
    with owner():
        branch = units.add_unit(
            kind="branch", name="Chi hội khu phố 1", parent=commune, valid_from=LONG_AGO, at=now()
        )
    run()
    heir = units.unit_by_code("25459", REFORM).unit
    assert heir.id in units.units_above(branch.pk, on=REFORM)
    assert commune.pk in units.units_above(branch.pk, on=EVE)


def test_a_file_that_contradicts_the_units_is_refused_line_by_line() -> None:
    with owner():
        units.load_shipped(at=now())
    before = counts()
    with pytest.raises(units.FaultsFound) as refusal:
        run(on=date(2026, 1, 1))
    first = refusal.value.faults[0]
    assert (first.line, first.column) == (3, "old_commune_code")
    assert "Phường Tân Ninh" in first.sentence
    assert counts() == before
