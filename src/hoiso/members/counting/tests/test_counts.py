"""Counts of any day: opening + in - out = closing, cuts, the share of women, what is hidden."""

from datetime import date, timedelta
from random import Random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hoiso.access.models import Role
from hoiso.core import clock
from hoiso.members.counting import public
from hoiso.members.models import CountedFact, Member, MemberSpan, TallyMark
from hoiso.members.sensitive import new_pseudonym
from hoiso.members.spans import change
from hoiso.members.states import State
from tests.factories.members import a_branch, a_member
from tests.factories.people import a_unit, acting, an_officer, signed_in
from tests.roles import owner

pytestmark = pytest.mark.django_db

TODAY = clock.office_date(clock.now())
YESTERDAY = TODAY - timedelta(days=1)


@pytest.fixture
def province():
    return a_unit("Tỉnh Thử", kind="province")


@pytest.fixture
def commune(province):
    return a_unit("Xã Thử Nghiệm", under=province)


@pytest.fixture
def branch(commune):
    return a_branch("Chi hội ấp Chánh", under=commune)


def _counts(by, unit_id=None, *, first=date(2026, 1, 1), last=TODAY, cut=""):
    place = public.counted_place(by, unit_id, on=TODAY)
    return public.counts(place, first=first, last=last, cut=cut)


def _random_lives(branches, seed):
    """Members with one to four spans each, beginning in 2026, and what a list of them gives on any day."""
    chance, lives = Random(seed), []
    for _ in range(60):
        member = a_member(chance.choice(branches))
        day, spans = date(2026, 1, 1) + timedelta(days=chance.randrange(120)), []
        for _ in range(chance.randrange(1, 5)):
            last = day + timedelta(days=chance.randrange(1, 90))
            spans.append((chance.choice(branches), chance.choice(list(State)), day, last))
            day = last + timedelta(days=1 + chance.choice((0, 0, 0, 5)))
        lives.append(spans)
        with owner():
            MemberSpan.objects.filter(member=member).delete()
            MemberSpan.objects.bulk_create(
                MemberSpan(member=member, branch=place, state=state, valid_from=first, valid_to=last)
                for place, state, first, last in spans
            )
    return lives


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_opening_and_in_less_out_is_closing_for_every_unit_and_agrees_with_a_plain_list(province, seed):
    communes = [a_unit(under=province) for _ in range(2)]
    branches = [a_branch(under=one) for one in communes for _ in range(2)]
    lives = _random_lives(branches, seed)

    def on_list(units, day):
        return sum(
            1
            for spans in lives
            for place, state, first, last in spans
            if state == State.ACTIVE and first <= day <= last and place.pk in units
        )

    first, last = date(2026, 3, 1), date(2026, 6, 30)
    by = acting(an_officer(Role.SPECIALIST, province))
    found = _counts(by, first=first, last=last)
    within = {
        one.pk: [branches[2 * place].pk, branches[2 * place + 1].pk] for place, one in enumerate(communes)
    }
    before = first - timedelta(days=1)
    everybody = [one.pk for one in branches]
    assert (found.whole.opening, found.whole.members) == (
        on_list(everybody, before),
        on_list(everybody, last),
    )
    for unit, below in within.items():
        one = found.units[unit]
        assert (one.opening, one.members) == (on_list(below, before), on_list(below, last))
        below_it = _counts(by, unit, first=first, last=last)
        assert below_it.whole.members == one.members
        for place in below:
            figures = below_it.units.get(place)
            got = (figures.opening, figures.members) if figures else (0, 0)
            assert got == (on_list([place], before), on_list([place], last))
    kept = _counts(by, first=before, last=before).whole
    assert kept.members == found.whole.opening  # the count of the day before, asked for by itself


def test_a_count_follows_every_change_at_once(commune, branch):
    by = acting(an_officer(Role.SPECIALIST, commune))
    member = a_member(branch, born=1990, since=date(2026, 2, 1))
    a_member(branch, born=1950, core=True)
    assert (_counts(by).whole.members, _counts(by).whole.of["age_2"]) == (2, 1)
    assert _counts(by).whole.ways_in == {"admitted": 1}
    with owner():
        change(member, on=TODAY, today=TODAY, state=State.LEFT)
    found = _counts(by).whole
    assert (found.members, found.of["age_2"], found.ways_out) == (1, 0, {"left": 1})
    assert _counts(by, last=YESTERDAY).whole.members == 2
    with owner():
        Member.objects.filter(core=True).update(birth_year=1999)
    assert _counts(by).whole.of["age_1"] == 1
    with owner():
        assert not TallyMark.objects.exists()


def test_religion_is_counted_under_the_pseudonym_and_who_has_none_written_is_told(commune, branch):
    members = [a_member(branch) for _ in range(3)]
    with owner():
        for member, faith in zip(members, ("Cao Đài", "Cao Đài"), strict=False):
            CountedFact.objects.create(
                pseudonym=new_pseudonym()[0], commune=commune, branch=branch, religion=faith,
                valid_from=date(2026, 1, 1),
            )  # fmt: skip
            assert member.pk
    by = acting(an_officer(Role.SPECIALIST, commune))
    assert _counts(by, cut="religion").by_cut[None] == {"Cao Đài": 2, "": 1}


def test_small_numbers_are_hidden_and_cannot_be_worked_out():
    table = [[2, 30, 40], [10, 11, 12], [6, 9, 0]]
    shown = public.hidden(table, least=5)
    assert shown[0][0] is None
    for line in [list(zip(row, seen, strict=True)) for row, seen in zip(table, shown, strict=True)] + [
        [(table[r][c], shown[r][c]) for r in range(3)] for c in range(3)
    ]:
        gone = [number for number, cell in line if cell is None]
        assert not gone or (len(gone) > 1 and sum(gone) >= 5)
    assert public.hidden([[7, 8]], least=5) == [[7, 8]]


def test_the_province_sees_no_small_number_and_no_people_and_the_commune_sees_both(
    client, province, commune, branch
):
    for _ in range(3):
        a_member(branch, name="Nguyễn Thị Ít", since=date(2026, 3, 1))
    above = signed_in(client, an_officer(Role.SPECIALIST, province))
    text = above.get(reverse("member_numbers"), {"don_vi": commune.pk}).content.decode()
    assert "được che" in text
    people = {"don_vi": commune.pk, "so": "members"}
    assert "Nguyễn Thị Ít" not in above.get(reverse("member_numbers_people"), people).content.decode()
    here = signed_in(client, an_officer(Role.SPECIALIST, commune))
    assert "được che" not in here.get(reverse("member_numbers")).content.decode()
    for code in ("members", "admitted", "in", "age_4"):
        asked = {"so": code}
        assert here.get(reverse("member_numbers_people"), asked).content.decode().count("Nguyễn Thị Ít") == 3
    assert "Nguyễn Thị Ít" not in here.get(reverse("member_numbers_people"), {"so": "dead"}).content.decode()


def test_another_communes_numbers_are_not_shown(client, commune, branch):
    other = a_unit("Xã Khác")
    client = signed_in(client, an_officer(Role.SPECIALIST, other))
    assert client.get(reverse("member_numbers"), {"don_vi": commune.pk}).status_code == 403
    with connection.cursor() as cursor:
        acting(an_officer(Role.SPECIALIST, other))
        cursor.execute("SELECT * FROM hoiso_tally(%s, %s)", [commune.pk, TODAY])
        assert cursor.fetchall() == []


def test_the_share_of_women_needs_their_number_and_over_a_hundred_is_flagged(
    client, province, commune, branch
):
    for _ in range(3):
        a_member(branch)
    client = signed_in(client, an_officer(Role.CLERK, province))
    wrong = client.post(reverse("member_women"), {"year": "2026", "source": "Niên giám", "lines": "Xã Lạ; 5"})
    assert wrong.status_code == 422
    assert "Không tìm thấy xã, phường “Xã Lạ”" in wrong.content.decode()
    good = {"year": "2026", "source": "Niên giám", "lines": "Xã, phường;Số\nXã Thử Nghiệm;2"}
    assert client.post(reverse("member_women"), good).status_code == 302
    text = client.get(reverse("member_numbers"), {"don_vi": commune.pk}).content.decode()
    assert "150 %" in text
    assert "Trên 100 %" in text
    assert "Năm 2026. Niên giám" in text


def test_a_branch_without_a_list_tells_a_dated_number_and_the_page_says_which_is_shown(
    client, commune, branch
):
    other = a_branch("Chi hội ấp Chưa", under=commune)
    a_member(branch)
    client = signed_in(client, an_officer(Role.SPECIALIST, commune))
    address = f"{reverse('member_told')}?don_vi={other.pk}"
    assert client.post(address, {"members": "85", "on": "1/10/2026"}).status_code == 302
    text = client.get(reverse("member_numbers")).content.decode()
    assert "1 chi hội chưa có danh sách báo thêm 85 hội viên, để riêng" in text
    assert "01/10/2026" in text
    a_member(other)  # from now on the list is counted
    assert "báo thêm" not in client.get(reverse("member_numbers")).content.decode()


@pytest.mark.parametrize("rows", [2, 12])
def test_the_pages_take_eight_statements_however_many_units(client, province, rows):
    for _ in range(rows):
        a_member(a_branch(under=a_unit(under=province)))
    for officer, asked in (
        (an_officer(Role.SPECIALIST, province), {}),
        (an_officer(Role.SPECIALIST, province), {"chia": "religion"}),
    ):
        client = signed_in(client, officer)
        client.get(reverse("member_numbers"), asked)
        with CaptureQueriesContext(connection) as seen:
            assert client.get(reverse("member_numbers"), asked).status_code == 200
        told = [one["sql"] for one in seen if "SAVEPOINT" not in one["sql"]]
        assert len(told) <= 8, [one[:90] for one in told]


def test_the_file_holds_the_same_numbers(client, commune, branch):
    from io import BytesIO

    from python_calamine import CalamineWorkbook

    for _ in range(6):
        a_member(branch)
    client = signed_in(client, an_officer(Role.SPECIALIST, commune))
    answer = client.get(reverse("member_numbers"), {"tep": "xlsx"})
    book = CalamineWorkbook.from_filelike(BytesIO(b"".join(answer.streaming_content)))
    rows = book.get_sheet_by_index(0).to_python()
    assert next(row[1] for row in rows if row[0] == "Hội viên cuối kỳ") == 6
    assert [row[:6] for row in book.get_sheet_by_index(1).to_python()][-1] == [
        "Chi hội ấp Chánh",
        6,
        0,
        0,
        6,
        0,
    ]


def test_bad_days_keep_what_was_typed(client, commune):
    client = signed_in(client, an_officer(Role.SPECIALIST, commune))
    answer = client.get(reverse("member_numbers"), {"tu": "31/12/2026x", "den": "1/1/2026"})
    assert answer.status_code == 422
    assert "31/12/2026x" in answer.content.decode()
