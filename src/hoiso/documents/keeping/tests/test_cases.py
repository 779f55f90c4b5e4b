"""The dossier as a live case: its people and deadlines, opinions, parts, pause, cancelling, its archive."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hoiso.access.models import Officer, Role
from hoiso.core import clock
from hoiso.core.errors import DomainError, NotAllowed, NotThere
from hoiso.documents.keeping import public
from hoiso.documents.keeping.errors import DossierClosed, Held
from hoiso.documents.keeping.tests.test_dossiers import TODAY, a_dossier, some_facts
from hoiso.documents.models import Dossier, DossierHelper, DossierOpinion, DossierReader, DossierStep
from hoiso.notices.models import Notice
from hoiso.units.models import Unit
from hoiso.units.public import office_calendar
from tests.factories.documents import a_registered
from tests.factories.people import a_unit, acting, an_officer, signed_in
from tests.roles import owner, worker

pytestmark = pytest.mark.django_db
SOON, LATER = TODAY + timedelta(days=7), TODAY + timedelta(days=20)


@pytest.fixture
def unit() -> Unit:
    return a_unit("Xã Mỹ Yên")


@pytest.fixture
def leader(unit: Unit) -> Officer:
    return an_officer(Role.LEADER, unit, name="Phạm Thị Chủ Tịch")


@pytest.fixture
def hoa(unit: Unit) -> Officer:
    return an_officer(Role.SPECIALIST, unit, name="Nguyễn Thị Hoa")


@pytest.fixture
def lan(unit: Unit) -> Officer:
    return an_officer(Role.SPECIALIST, unit, name="Trần Thị Lan")


def a_case(leader: Officer, unit: Unit, lead: Officer, code: str = "01.TCCB") -> Dossier:
    return public.open_dossier(
        by=acting(leader), unit_id=unit.pk, facts=some_facts(code), at=clock.now(), lead_id=lead.pk,
        due_on=LATER,
    )  # fmt: skip


def support(by: Officer, case: Dossier, officer: Officer, *, due_on=SOON) -> DossierHelper:  # type: ignore[no-untyped-def]
    return public.support_case(
        by=acting(by), dossier_id=case.pk, officer_id=officer.pk, task="Số liệu hội viên", due_on=due_on,
        at=clock.now(),
    )  # fmt: skip


def told(officer: Officer) -> list[str]:
    acting(officer)
    return list(Notice.objects.order_by("id").values_list("text", flat=True))


def page_of(case: Dossier) -> public.CasePage:
    return public.dossier_and_case(case.pk)[1]


def steps(case: Dossier) -> list[str]:
    return list(DossierStep.objects.filter(dossier=case).order_by("id").values_list("text", flat=True))


def test_a_lead_and_supporting_officers_each_have_a_date(
    leader: Officer, hoa: Officer, lan: Officer, unit: Unit
) -> None:
    case = a_case(leader, unit, hoa)
    assert (case.lead_id, case.lead_name, case.due_on, case.creator_id) == (
        hoa.pk, "Nguyễn Thị Hoa", LATER, leader.pk,
    )  # fmt: skip
    assert told(hoa) == [f"Chủ trì, hạn {LATER:%d/%m/%Y}. Hồ sơ 01.TCCB: Hồ sơ Đại hội"]
    helper = support(hoa, case, lan)  # the lead herself asks for support
    assert (helper.officer_name, helper.due_on) == ("Trần Thị Lan", SOON)
    assert "Phối hợp, hạn" in told(lan)[0]
    with pytest.raises(NotAllowed, match="người chủ trì"):
        support(lan, case, hoa)
    with pytest.raises(DomainError, match="đang chủ trì"):
        support(leader, case, hoa)
    with pytest.raises(DomainError, match="hôm nay hoặc sau"):
        support(hoa, case, lan, due_on=TODAY - timedelta(days=1))
    with pytest.raises(DomainError, match="cán bộ của đơn vị"):
        support(hoa, case, an_officer(Role.SPECIALIST, a_unit("Xã Đức Hoà")))
    public.finish_part(by=acting(lan), helper_id=helper.pk, result="1.204 hội viên", at=clock.now())
    public.finish_part(by=acting(lan), helper_id=helper.pk, result="khác", at=clock.now())  # twice is once
    assert "Trần Thị Lan xong phần phối hợp: 1.204 hội viên" in told(hoa)[-1]
    assert page_of(case).helpers[0].result == "1.204 hội viên"
    support(hoa, case, lan, due_on=LATER)  # a new date opens the part again
    assert DossierHelper.objects.get().done_at is None
    public.drop_part(by=acting(hoa), helper_id=helper.pk, at=clock.now())
    assert "thôi phối hợp" in told(lan)[-1]


def test_a_colleague_is_asked_and_answers(leader: Officer, hoa: Officer, lan: Officer, unit: Unit) -> None:
    case = a_case(leader, unit, hoa)
    (asked,) = public.ask_opinions(
        by=acting(hoa), dossier_id=case.pk, officers=[lan.pk, hoa.pk], question="Mời bao nhiêu đại biểu?",
        due_on=SOON, at=clock.now(),
    )  # fmt: skip
    assert "hỏi ý kiến" in told(lan)[0]
    assert (
        public.cases(acting(lan), view="y-kien", words="", order="han", cursor="")[0].rows[0].own_due == SOON
    )
    with pytest.raises(NotAllowed, match="dành cho Trần Thị Lan"):
        public.answer_opinion(by=acting(hoa), opinion_id=asked.pk, answer="120", at=clock.now())
    with pytest.raises(DomainError, match="Ghi ý kiến"):
        public.answer_opinion(by=acting(lan), opinion_id=asked.pk, answer=" ", at=clock.now())
    public.answer_opinion(by=acting(lan), opinion_id=asked.pk, answer="120 đại biểu", at=clock.now())
    assert "đã cho ý kiến" in told(hoa)[-1]
    assert page_of(case).opinions[0].answer == "120 đại biểu"
    assert public.cases(acting(lan), view="y-kien", words="", order="han", cursor="")[1]["y-kien"] == 0
    public.note_in_case(by=acting(lan), dossier_id=case.pk, text="Đã đặt hội trường", at=clock.now())
    assert steps(case)[-2:] == ["Cho ý kiến: 120 đại biểu", "Đã đặt hội trường"]


def test_a_sub_dossier_hangs_on_its_own_and_ends_first(leader: Officer, hoa: Officer, unit: Unit) -> None:
    case = a_case(leader, unit, hoa)
    part = public.open_dossier(
        by=acting(hoa), unit_id=unit.pk, facts=some_facts("01a.TCCB"), at=clock.now(), parent_id=case.pk
    )
    assert [one.code for one in page_of(case).children] == ["01a.TCCB"]
    above = page_of(part).parent
    assert above is not None
    assert above.id == case.pk
    close = {"by": acting(hoa), "retention": "20", "closed_on": TODAY, "at": clock.now()}
    for end in (
        lambda: public.close_dossier(dossier_id=case.pk, **close),
        lambda: public.cancel_case(by=acting(hoa), dossier_id=case.pk, reason="Thôi", at=clock.now()),
    ):
        with pytest.raises(DomainError, match=r"1 hồ sơ con đang mở: 01a\.TCCB"):
            end()
    public.close_dossier(dossier_id=part.pk, **close)
    public.close_dossier(dossier_id=case.pk, **close)
    with pytest.raises(DossierClosed, match="Hồ sơ cha"):
        public.reopen_dossier(by=acting(hoa), dossier_id=part.pk, at=clock.now())
    with pytest.raises(DossierClosed):
        public.open_dossier(
            by=acting(hoa), unit_id=unit.pk, facts=some_facts("01b"), at=clock.now(), parent_id=case.pk
        )


def test_a_pause_has_a_reason_and_a_day_and_moves_the_deadlines(
    leader: Officer, hoa: Officer, lan: Officer, unit: Unit
) -> None:
    case = a_case(leader, unit, hoa)
    support(hoa, case, lan)
    pause = {"by": acting(hoa), "dossier_id": case.pk, "at": clock.now()}
    with pytest.raises(DomainError, match="phải sau hôm nay"):
        public.pause_case(reason="Chờ", resume_on=TODAY, **pause)
    public.pause_case(reason="Chờ hướng dẫn của tỉnh", resume_on=SOON, **pause)
    assert "Tạm dừng đến" in told(lan)[-1]
    later = clock.now() + timedelta(days=4)
    public.resume_case(by=acting(hoa), dossier_id=case.pk, shift=True, at=later)
    public.resume_case(by=acting(hoa), dossier_id=case.pk, shift=True, at=later)  # twice is once
    case.refresh_from_db()
    assert (case.due_on, case.paused_on, case.resume_on, case.pause_reason) == (
        LATER + timedelta(days=4), None, None, "",
    )  # fmt: skip
    assert DossierHelper.objects.get().due_on == SOON + timedelta(days=4)
    assert steps(case)[-2:] == [
        f"Tạm dừng đến {SOON:%d/%m/%Y}: Chờ hướng dẫn của tỉnh", "Tiếp tục giải quyết, các hạn lùi 4 ngày",
    ]  # fmt: skip


def test_it_is_cancelled_with_a_reason_and_reopened(
    leader: Officer, hoa: Officer, lan: Officer, unit: Unit
) -> None:
    case = a_case(leader, unit, hoa)
    support(hoa, case, lan)
    cancel = {"dossier_id": case.pk, "at": clock.now()}
    with pytest.raises(NotAllowed):
        public.cancel_case(by=acting(lan), reason="Không làm nữa", **cancel)
    with pytest.raises(DomainError, match="Ghi lý do"):
        public.cancel_case(by=acting(hoa), reason=" ", **cancel)
    public.cancel_case(by=acting(hoa), reason="Tỉnh hoãn đại hội", **cancel)
    row = public.dossier(case.pk)
    assert (row.closed_on, row.cancel_reason) == (TODAY, "Tỉnh hoãn đại hội")
    assert "Huỷ công việc: Tỉnh hoãn đại hội" in told(lan)[-1]
    with pytest.raises(DossierClosed):
        public.note_in_case(by=acting(lan), dossier_id=case.pk, text="Còn gì?", at=clock.now())
    public.reopen_dossier(by=acting(hoa), dossier_id=case.pk, at=clock.now())
    row = public.dossier(case.pk)
    assert (row.closed_on, row.cancel_reason, row.due_on) == (None, "", LATER)
    assert steps(case)[-2:] == ["Huỷ công việc: Tỉnh hoãn đại hội", "Mở lại hồ sơ"]


def test_it_is_handed_on(leader: Officer, hoa: Officer, lan: Officer, unit: Unit) -> None:
    case = a_case(leader, unit, hoa)
    support(hoa, case, lan)
    new = TODAY + timedelta(days=30)
    with pytest.raises(NotAllowed):
        public.lead_case(
            by=acting(lan), dossier_id=case.pk, officer_id=lan.pk, due_on=new, reason="", at=clock.now()
        )
    public.lead_case(
        by=acting(hoa), dossier_id=case.pk, officer_id=lan.pk, due_on=new, reason="Đi học", at=clock.now()
    )
    case.refresh_from_db()
    assert (case.lead_name, case.due_on) == ("Trần Thị Lan", new)
    assert not DossierHelper.objects.exists()  # who leads supports no more
    assert "Chủ trì, hạn" in told(lan)[-1]
    with pytest.raises(NotAllowed):  # it is hers no longer
        public.cancel_case(by=acting(hoa), dossier_id=case.pk, reason="Thôi", at=clock.now())
    helper = support(lan, case, hoa)
    public.hand_on_part(
        by=acting(hoa), helper_id=helper.pk, to_officer_id=leader.pk, reason="Nghỉ phép", at=clock.now()
    )
    assert DossierHelper.objects.get().officer_id == leader.pk
    with pytest.raises(NotThere):
        public.finish_part(
            by=acting(an_officer(Role.SPECIALIST, a_unit("Xã Đức Hoà"))), helper_id=helper.pk, result="",
            at=clock.now(),
        )  # fmt: skip


def test_the_archives_dossier_grows_out_of_the_case(
    leader: Officer, hoa: Officer, lan: Officer, unit: Unit
) -> None:
    clerk = an_officer(Role.CLERK, unit, name="Nguyễn Thị Mỹ Lệ")
    case, document = a_case(leader, unit, hoa), a_registered(clerk, unit)
    public.put_in_dossier(by=acting(clerk), dossier_id=case.pk, document_id=document.pk, at=clock.now())
    helper = support(hoa, case, lan)
    public.finish_part(by=acting(lan), helper_id=helper.pk, result="Đã gửi", at=clock.now())
    public.close_dossier(
        by=acting(hoa), dossier_id=case.pk, retention="vinh-vien", closed_on=TODAY, at=clock.now()
    )
    row = public.dossier(case.pk)
    assert row.hand_over_by is not None  # the same dossier, now on its way to the archive
    by = acting(clerk)
    assert [one.id for one in public.to_hand_over(unit_id=unit.pk, to="office")] == [case.pk]
    transfer = public.prepare_transfer(
        by=by, unit_id=unit.pk, to="office", archive="Lưu trữ cơ quan", dossier_ids=[case.pk], at=clock.now()
    )
    public.send_transfer(
        by=by, transfer_id=transfer.pk, deliverer="Nguyễn Thị Hoa", sent_on=TODAY, at=clock.now()
    )
    public.receive_transfer(
        by=by, transfer_id=transfer.pk, receiver="Lê Thị Lưu", ended_on=TODAY, at=clock.now()
    )
    row, kept = public.dossier(case.pk), page_of(case)
    assert (row.archived, row.documents) == ("received", 1)
    assert (kept.helpers[0].result, row.lead_name) == ("Đã gửi", "Nguyễn Thị Hoa")
    assert kept.steps[0].text == f"Đóng hồ sơ, công việc kết thúc ngày {TODAY:%d/%m/%Y}"
    for act in (
        lambda: public.reopen_dossier(by=acting(hoa), dossier_id=case.pk, at=clock.now()),
        lambda: public.note_in_case(by=acting(hoa), dossier_id=case.pk, text="Thêm", at=clock.now()),
    ):
        with pytest.raises((Held, DossierClosed)):
            act()


def test_nobody_is_given_a_part_in_what_is_hidden_from_her(
    leader: Officer, hoa: Officer, lan: Officer, unit: Unit
) -> None:
    case = a_dossier(hoa, unit)
    with owner():
        Dossier.objects.filter(pk=case.pk).update(restricted=True)
    with pytest.raises(DomainError, match="chưa được xem"):
        support(hoa, case, lan)
    with owner():
        DossierReader.objects.create(dossier=case, unit=unit, officer_id=lan.pk, officer_name="")
    support(hoa, case, lan)
    assert len(told(lan)) == 1
    acting(leader)
    assert not DossierHelper.objects.exists()
    assert not DossierStep.objects.exists()
    assert not DossierOpinion.objects.exists()


def test_the_morning_reminds_of_what_is_late_and_of_what_rests_no_more(
    leader: Officer, hoa: Officer, lan: Officer, unit: Unit
) -> None:
    case = a_case(leader, unit, hoa)
    support(hoa, case, lan)
    morning = clock.now()
    while not office_calendar().is_working(clock.office_date(morning)):
        morning += timedelta(days=1)
    on = clock.office_date(morning)

    def remind(**dates: object) -> int:
        with owner():
            Dossier.objects.filter(pk=case.pk).update(**dates)
        with worker():
            first = public.remind(at=morning)
            assert public.remind(at=morning) == 0
        return first

    far = on + timedelta(days=60)
    with owner():
        DossierHelper.objects.update(due_on=on - timedelta(days=1))
    assert remind(due_on=far) == 1
    assert told(lan)[-1].startswith("Quá hạn (")
    assert remind(due_on=on - timedelta(days=1)) == 1
    assert told(hoa)[-1].startswith("Quá hạn (")
    assert remind(due_on=on - timedelta(days=20)) == 2  # and the leader, after three working days
    assert told(leader)[-1].startswith("Hồ sơ quá hạn lâu (")
    assert remind(due_on=on - timedelta(days=30), paused_on=on, resume_on=far) == 0  # it rests
    assert remind(resume_on=on) == 1
    assert told(hoa)[-1].startswith("Đến ngày tiếp tục (")


def test_the_list_is_filtered_sorted_paged_and_exported(
    leader: Officer, hoa: Officer, lan: Officer, unit: Unit, client: Client
) -> None:
    first, second = a_case(leader, unit, hoa), a_case(leader, unit, lan, "02.TCCB")
    support(hoa, first, lan)
    with owner():
        Dossier.objects.filter(pk=second.pk).update(
            due_on=TODAY - timedelta(days=3), title="Chiến dịch Ngày Chủ nhật xanh"
        )
        Dossier.objects.bulk_create(
            Dossier(
                unit=unit, year=2026, code=f"{number}", title="Hồ sơ", retention="5", creator_id=hoa.pk,
                creator_name="", lead_id=hoa.pk, lead_name="Nguyễn Thị Hoa", opened_on=TODAY,
            )
            for number in range(100, 140)
        )  # fmt: skip
    signed_in(client, lan)
    address = "/ho-so/cong-viec/"
    shown = client.get(address).content.decode()
    assert "Chiến dịch" in shown
    assert "Quá hạn\u00a03\u00a0ngày" in shown
    helping = client.get(address, {"xem": "phoi-hop"}).content.decode()
    assert f"{SOON:%d/%m/%Y}" in helping
    assert "Chiến dịch" not in helping
    found = public.cases(acting(lan), view="don-vi", words="", order="ma-giam", cursor="")
    assert (found[0].rows[0].code, found[0].total, len(found[0].rows)) == ("139", 42, 25)
    following = public.cases(acting(lan), view="don-vi", words="", order="ma-giam", cursor=found[0].next)[0]
    assert following.rows[0].code == "114"
    by_due = public.cases(acting(lan), view="don-vi", words="", order="han", cursor="")[0]
    assert [one.code for one in by_due.rows[:2]] == ["02.TCCB", "01.TCCB"]
    assert "không có hồ sơ" in client.get(address, {"q": "zzz"}).content.decode().lower()
    export = client.get(f"{address}xuat/", {"xem": "don-vi"})
    assert export["Content-Type"].endswith("sheet")
    client.get(address, {"xem": "don-vi"})
    with CaptureQueriesContext(connection) as asked:
        client.get(address, {"xem": "don-vi"})
    assert len([one for one in asked if not one["sql"].startswith(("SAVEPOINT", "RELEASE"))]) <= 8


def test_the_pages_play_a_case(
    leader: Officer, hoa: Officer, lan: Officer, unit: Unit, client: Client
) -> None:
    signed_in(client, leader)
    cover = {
        "code": "05.VP", "year": "2026", "title": "Đại hội phụ nữ xã", "retention": "vinh-vien",
        "lead": hoa.pk, "due_on": f"{LATER:%d/%m/%Y}",
    }  # fmt: skip
    refused = client.post("/ho-so/moi/", {**cover, "due_on": "1/1/2020"})
    assert refused.status_code == 422
    assert "Hạn phải là hôm nay" in refused.content.decode()
    opened = client.post("/ho-so/moi/", cover)
    acting(leader)
    case = Dossier.objects.get()
    assert opened["Location"] == f"/ho-so/{case.pk}/"
    signed_in(client, hoa)
    base = f"/ho-so/cong-viec/{case.pk}/"
    shown = client.get(f"/ho-so/{case.pk}/").content.decode()
    assert "Nguyễn Thị Hoa" in shown
    assert "Còn\u00a020\u00a0ngày" in shown
    wrong = client.post(f"{base}phoi-hop/", {"officer": lan.pk, "task": "Kịch bản", "due_on": "hôm qua"})
    assert wrong.status_code == 422
    assert "Kịch bản" in wrong.content.decode()
    posts = (
        (f"{base}phoi-hop/", {"officer": lan.pk, "task": "Kịch bản", "due_on": f"{SOON:%d/%m/%Y}"}),
        (f"{base}hoi/", {"officers": [lan.pk], "question": "Ai dẫn?", "due_on": f"{SOON:%d/%m/%Y}"}),
        (f"{base}ghi/", {"text": "Đã họp ban tổ chức"}),
        (f"{base}tam-dung/", {"reason": "Chờ tỉnh", "resume_on": f"{SOON:%d/%m/%Y}"}),
    )
    for address, data in posts:
        assert client.get(address).status_code == 200
        assert client.post(address, data).status_code == 302, address
    assert "Tạm dừng từ" in client.get(f"/ho-so/{case.pk}/").content.decode()
    assert client.post(f"{base}tiep-tuc/", {"shift": "0"}).status_code == 302
    signed_in(client, lan)
    shown = client.get(f"/ho-so/{case.pk}/").content.decode()
    assert "hỏi ý kiến đồng chí" in shown
    assert "Huỷ công việc" not in shown  # not hers to decide
    for act in ("chu-tri", "phoi-hop", "tam-dung", "huy"):
        assert client.get(f"{base}{act}/").status_code == 403
    acting(lan)
    opinion, helper = DossierOpinion.objects.get(), DossierHelper.objects.get()
    assert client.post(f"/ho-so/cong-viec/y-kien/{opinion.pk}/", {"answer": "Chị Mai"}).status_code == 302
    assert client.post(f"/ho-so/cong-viec/phan/{helper.pk}/xong/", {"result": "Xong"}).status_code == 302
    signed_in(client, hoa)
    shown = client.get(f"/ho-so/{case.pk}/").content.decode()
    assert "Chị Mai" in shown
    assert "Đã họp ban tổ chức" in shown
    handed = {"officer": lan.pk, "due_on": f"{SOON:%d/%m/%Y}", "reason": "Đi học"}
    assert client.post(f"{base}chu-tri/", handed).status_code == 302
    signed_in(client, lan)
    part = client.post(f"/ho-so/moi/?trong={case.pk}", {**cover, "code": "05a.VP", "lead": lan.pk})
    assert part.status_code == 302
    assert "05a.VP" in client.get(f"/ho-so/{case.pk}/").content.decode()
    refused = client.post(f"{base}huy/", {"reason": "Hoãn"})
    assert refused.status_code == 422
    assert "hồ sơ con đang mở" in refused.content.decode()
    acting(lan)
    child = Dossier.objects.get(parent=case)
    for key in (child.pk, case.pk):
        assert client.post(f"/ho-so/cong-viec/{key}/huy/", {"reason": "Hoãn"}).status_code == 302
    assert "Đã huỷ công việc" in client.get(f"/ho-so/{case.pk}/").content.decode()
    assert client.post(f"/ho-so/{case.pk}/mo-lai/").status_code == 302
