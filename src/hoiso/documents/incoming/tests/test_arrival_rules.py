"""Rules on arrival: written, tried, switched on by a second person, applied, taken back."""

import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hoiso.access.models import Officer, Role
from hoiso.core import clock
from hoiso.core.errors import DomainError, NotAllowed
from hoiso.core.phrases import vn_date
from hoiso.documents.errors import WrongState
from hoiso.documents.incoming.arriving import Arrived, Conditions
from hoiso.documents.incoming.public import (
    RuleFacts,
    arrival_rule,
    change_rule,
    propose_rule,
    stamp,
    switch_rule_off,
    switch_rule_on,
    tried,
)
from hoiso.documents.keeping import public as keeping
from hoiso.documents.models import (
    ArrivalApplied,
    ArrivalRule,
    Document,
    DossierEntry,
    Event,
    HandlingProposal,
    State,
)
from hoiso.notices.models import Notice
from hoiso.units.models import Unit
from hoiso.units.public import office_calendar
from tests.factories.documents import a_registered, many_registered
from tests.factories.people import acting, an_officer, signed_in
from tests.roles import owner

pytestmark = pytest.mark.django_db
NOW = clock.now()
TODAY = clock.office_date(NOW)
_OFF = "SELECT set_config"  # what only a test sees: the scope taken off in its own transaction


@pytest.fixture
def leader(unit: Unit) -> Officer:
    return an_officer(Role.LEADER, unit, name="Phạm Thị Chủ Tịch")


@pytest.fixture
def specialist(unit: Unit) -> Officer:
    return an_officer(Role.SPECIALIST, unit, name="Nguyễn Thị Lệ")


@pytest.fixture
def dossier(unit: Unit, clerk: Officer) -> int:
    facts = keeping.DossierFacts(year=TODAY.year, code="02.VP", title="Báo cáo", retention="10")
    return keeping.open_dossier(by=acting(clerk), unit_id=unit.pk, facts=facts, at=NOW).pk


def _rule(clerk: Officer, unit: Unit, *, words: str = "báo cáo tháng", **effects: int) -> ArrivalRule:
    facts = RuleFacts(conditions=Conditions(words=words), **effects)
    return propose_rule(by=acting(clerk), unit_id=unit.pk, facts=facts, at=NOW)


def _on(leader: Officer, rule: ArrivalRule) -> None:
    switch_rule_on(by=acting(leader), rule_id=rule.pk, seen=stamp(rule), at=NOW)


def _arrive(desk: Client, **changes: str):
    url = desk.post(reverse("incoming_register"), {"viec": "giay"}).url
    line = {
        "symbol": f"{uuid.uuid4().int % 10_000}/BC-UBND", "issued_on": "03/02/2026",
        "issuer": "Uỷ ban nhân dân tỉnh", "kind": "BC", "subject": "Báo cáo tháng 10 về công tác phụ nữ",
        "urgency": "0", "arrived_on": vn_date(TODAY), "viec": "luu", **changes,
    }  # fmt: skip
    return desk.post(url, line)


@pytest.mark.parametrize(
    ("conditions", "why"),
    [
        (Conditions(sender="uy ban nhan dan"), "nơi gửi là Uỷ ban nhân dân tỉnh"),
        (Conditions(kind="BC"), "là báo cáo"),
        (Conditions(words="họp giao ban, BAO CAO THANG"), "trích yếu có “BAO CAO THANG”"),
        (Conditions(sender="Ủy ban", kind="BC"), "là báo cáo, nơi gửi là Uỷ ban nhân dân tỉnh"),
        (Conditions(kind="KH"), ""),
        (Conditions(words="cáo thá"), ""),
        (Conditions(sender="Uỷ ban nhân dân tỉnh", words="kế hoạch"), ""),
    ],
)
def test_a_rule_fits_by_whole_words_without_accents_and_says_why(conditions: Conditions, why: str) -> None:
    arrived = Arrived("Uỷ ban nhân dân tỉnh", "BC", "Báo cáo tháng 10 về công tác phụ nữ")
    assert conditions.why(arrived) == why


def test_a_rule_is_tried_on_three_months_before_it_acts(
    unit: Unit, clerk: Officer, leader: Officer, desk: Client, dossier: int
) -> None:
    for days in (0, 30, 91):
        day = TODAY - timedelta(days=days)
        a_registered(clerk, unit, subject=f"Báo cáo tháng, {days} ngày trước", arrived_on=day)
    a_registered(clerk, unit, subject="Kế hoạch năm")
    with owner():
        old = Document.objects.latest("pk")
        Document.objects.filter(pk=old.pk).update(
            subject="Báo cáo tháng cũ", arrived_on=TODAY - timedelta(days=93)
        )
    a_registered(clerk, unit, subject="Kế hoạch tuần")
    answer = desk.post(
        reverse("arrival_rule_new"), {"words": "báo cáo tháng", "dossier": str(dossier)}, follow=True
    )
    shown = answer.content.decode()
    assert "Sẽ áp dụng cho 3 văn bản trong 3 tháng qua" in shown
    assert "Báo cáo tháng, 91 ngày trước" in shown
    assert "Báo cáo tháng cũ" not in shown
    assert "Kế hoạch tuần" not in shown
    assert "Bật quy tắc</button>" not in shown
    with owner():
        assert not ArrivalRule.objects.get().is_on
    _arrive(desk)
    with owner():
        assert not ArrivalApplied.objects.exists()
    chief = signed_in(Client(), leader)
    with owner():
        rule = ArrivalRule.objects.get()
    done = chief.post(reverse("arrival_rule", args=[rule.pk]), {"dau": stamp(rule)})
    assert done.url == reverse("arrival_rules")
    with owner():
        rule.refresh_from_db()
    assert (rule.is_on, rule.on_by, rule.on_fitting) == (True, leader.pk, 4)


def test_the_clerk_proposes_and_does_not_switch_on(unit: Unit, clerk: Officer, leader: Officer) -> None:
    rule = _rule(clerk, unit, told_id=leader.pk)
    with pytest.raises(NotAllowed):
        switch_rule_on(by=acting(clerk), rule_id=rule.pk, seen=stamp(rule), at=NOW)
    head = an_officer(Role.OFFICE_HEAD, unit)
    _on(head, rule)
    assert arrival_rule(rule.pk).is_on
    specialist = an_officer(Role.SPECIALIST, unit)
    with pytest.raises(NotAllowed):
        _rule(specialist, unit, told_id=leader.pk)


def test_what_was_not_tried_is_not_switched_on(unit: Unit, clerk: Officer, leader: Officer) -> None:
    rule = _rule(clerk, unit, told_id=leader.pk)
    seen = stamp(rule)
    facts = RuleFacts(conditions=Conditions(words="kế hoạch"), told_id=leader.pk)
    change_rule(by=acting(clerk), rule_id=rule.pk, facts=facts, at=NOW + timedelta(minutes=1))
    with pytest.raises(WrongState):
        switch_rule_on(by=acting(leader), rule_id=rule.pk, seen=seen, at=NOW)


def test_a_change_switches_a_rule_off(unit: Unit, clerk: Officer, leader: Officer) -> None:
    rule = _rule(clerk, unit, told_id=leader.pk)
    _on(leader, rule)
    facts = RuleFacts(conditions=Conditions(words="kế hoạch"), told_id=leader.pk)
    change_rule(by=acting(clerk), rule_id=rule.pk, facts=facts, at=NOW)
    assert not arrival_rule(rule.pk).is_on


def test_registering_applies_it_says_why_and_one_press_takes_it_back(
    unit: Unit, clerk: Officer, leader: Officer, specialist: Officer, desk: Client, dossier: int
) -> None:
    head = an_officer(Role.OFFICE_HEAD, unit, name="Lê Thị Chánh")
    rule = _rule(
        clerk, unit, dossier_id=dossier, leader_id=leader.pk, lead_id=specialist.pk, days=5, told_id=head.pk
    )
    _on(leader, rule)
    answer = _arrive(desk, viec="trinh")
    with owner():
        document = Document.objects.get()
        proposal = HandlingProposal.objects.get()
        assert document.state == State.PROPOSED
        assert proposal.to_officer_id == leader.pk
        assert [row["officer"] for row in proposal.receivers] == [specialist.pk]
        assert proposal.due_on == office_calendar().add_working_days(TODAY, 5)
        assert DossierEntry.objects.get().dossier_id == dossier
        assert Notice.objects.filter(officer_id=head.pk).count() == 1
    assert answer.url == reverse("document", args=[document.pk])
    shown = desk.get(answer.url).content.decode()
    assert "Quy tắc áp dụng vì trích yếu có “báo cáo tháng”" in shown
    assert "xếp vào hồ sơ 02.VP" in shown
    assert "trình Phạm Thị Chủ Tịch, đề xuất Nguyễn Thị Lệ chủ trì" in shown
    undo = reverse("arrival_rule_undo", args=[document.pk])
    assert undo in shown

    done = desk.post(undo)
    assert done.url == reverse("document", args=[document.pk])
    with owner():
        document.refresh_from_db()
        proposal.refresh_from_db()
        assert document.state == State.REGISTERED
        assert proposal.state == HandlingProposal.State.WITHDRAWN
        assert not DossierEntry.objects.exists()
        assert Notice.objects.filter(officer_id=head.pk).count() == 2
        assert ArrivalApplied.objects.get().undone_by == clerk.pk
    again = desk.get(done.url).content.decode()
    assert undo not in again
    desk.post(undo)
    with owner():
        assert Event.objects.filter(kind="undo_rule").count() == 1


def test_the_first_of_the_table_acts_and_the_trial_of_the_second_says_so(
    unit: Unit, clerk: Officer, leader: Officer, desk: Client, dossier: int
) -> None:
    first = _rule(clerk, unit, dossier_id=dossier)
    _on(leader, first)
    second = _rule(clerk, unit, words="công tác phụ nữ", told_id=leader.pk)
    _on(leader, second)
    _arrive(desk)
    with owner():
        assert ArrivalApplied.objects.get().rule_id == first.pk
    acting(clerk)
    trial = tried(arrival_rule(second.pk), today=TODAY)
    assert (trial.fitting, trial.taken, trial.would) == (1, 1, 0)
    switch_rule_off(by=acting(clerk), rule_id=first.pk, at=NOW)
    _arrive(desk)
    with owner():
        assert ArrivalApplied.objects.latest("pk").rule_id == second.pk


def test_what_cannot_be_done_is_said_and_the_document_is_registered(
    unit: Unit, clerk: Officer, leader: Officer, desk: Client, dossier: int
) -> None:
    specialist = an_officer(Role.SPECIALIST, unit)
    rule = _rule(clerk, unit, dossier_id=dossier, leader_id=leader.pk, lead_id=specialist.pk)
    _on(leader, rule)
    keeping.close_dossier(by=acting(clerk), dossier_id=dossier, retention="10", closed_on=TODAY, at=NOW)
    answer = _arrive(desk)
    shown = desk.get(answer.url).content.decode()
    assert "Hồ sơ 02.VP đã đóng" in shown
    with owner():
        applied = ArrivalApplied.objects.get()
        assert applied.dossier_id is None
        assert HandlingProposal.objects.get().pk == applied.proposal_id
        assert Document.objects.get().number == 1


def test_after_the_leader_has_decided_nothing_is_taken_back(
    unit: Unit, clerk: Officer, leader: Officer, specialist: Officer, desk: Client, dossier: int
) -> None:
    rule = _rule(clerk, unit, dossier_id=dossier, leader_id=leader.pk, lead_id=specialist.pk)
    _on(leader, rule)
    _arrive(desk)
    with owner():
        HandlingProposal.objects.update(state=HandlingProposal.State.CONFIRMED)
        document = Document.objects.get()
    refused = desk.post(reverse("arrival_rule_undo", args=[document.pk]), follow=True)
    assert refused.status_code != 500
    with owner():
        assert DossierEntry.objects.filter(document=document).exists()
        assert ArrivalApplied.objects.get().undone_at is None


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ({"told": "{leader}"}, "Ghi ít nhất một điều kiện"),
        ({"words": " , "}, "Ghi ít nhất một điều kiện"),
        ({"words": "báo cáo"}, "Chọn ít nhất một việc"),
        ({"words": "báo cáo", "told": "{leader}", "days": "5"}, "Chọn lãnh đạo để trình"),
        ({"words": "báo cáo", "leader": "{leader}", "days": "5"}, "Chọn người được đề xuất chủ trì"),
        ({"words": "báo cáo", "leader": "{leader}", "days": "0"}, "Hạn phải từ 1 đến 365 ngày làm việc"),
        ({"words": "báo cáo", "told": "{specialist}"}, "Chọn trong danh sách"),
    ],
)
def test_a_line_that_says_nothing_or_names_a_stranger_is_refused(
    desk: Client, leader: Officer, specialist: Officer, line: dict[str, str], sentence: str
) -> None:
    people = {"leader": leader.pk, "specialist": specialist.pk}
    answer = desk.post(
        reverse("arrival_rule_new"), {name: value.format(**people) for name, value in line.items()}
    )
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    with owner():
        assert not ArrivalRule.objects.exists()


def test_a_dossier_of_another_unit_is_no_choice(unit: Unit, clerk: Officer) -> None:
    other = an_officer(Role.CLERK)
    facts = keeping.DossierFacts(year=TODAY.year, code="01", title="Khác", retention="10")
    strange = keeping.open_dossier(
        by=acting(other), unit_id=other.posts.get().unit_id, facts=facts, at=NOW
    ).pk
    with pytest.raises(DomainError, match="hồ sơ đang mở"):
        _rule(clerk, unit, dossier_id=strange)


@pytest.mark.parametrize("name", ["arrival_rules", "arrival_rule", "arrival_rule_new", "arrival_rule_change"])
def test_no_page_asks_more_than_eight_statements(
    unit: Unit, clerk: Officer, leader: Officer, desk: Client, dossier: int, name: str
) -> None:
    asked = []
    for many in (1, 40):
        many_registered(clerk, unit, many)
        for _ in range(many):
            rule = _rule(clerk, unit, words="kế hoạch", dossier_id=dossier, told_id=leader.pk)
        url = reverse(name, args=[rule.pk] if name in ("arrival_rule", "arrival_rule_change") else [])
        with CaptureQueriesContext(connection) as captured:
            assert desk.get(url).status_code == 200
        statements = [one["sql"] for one in captured.captured_queries]
        asked.append(sum(not one.startswith(("SAVEPOINT", "RELEASE", _OFF)) for one in statements))
        with owner():
            Document.objects.all().delete()
    assert asked[0] == asked[1] <= 8
