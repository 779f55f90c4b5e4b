"""The yearly list of dossiers: copied, written in a table, approved, opened from; documents by suggestion."""

import io

import pytest
import python_calamine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hoiso.access.models import Officer, Role
from hoiso.audit.models import Entry
from hoiso.core import clock
from hoiso.core.errors import DomainError, NotAllowed, NotThere
from hoiso.documents.keeping import public
from hoiso.documents.keeping.errors import NameTaken, PlanStands
from hoiso.documents.keeping.headings import groups
from hoiso.documents.layouts.tests.measuring import text_of
from hoiso.documents.models import Document, Dossier, DossierPlan, DossierPlanLine, Link, State
from hoiso.documents.sheet import public as sheet
from hoiso.units.models import Unit
from tests.factories.documents import a_registered
from tests.factories.people import a_unit, acting, an_officer, signed_in
from tests.roles import owner

pytestmark = pytest.mark.django_db
TODAY = clock.office_date(clock.now())


@pytest.fixture
def unit() -> Unit:
    return a_unit("Xã Mỹ Yên")


@pytest.fixture
def clerk(unit: Unit) -> Officer:
    return an_officer(Role.CLERK, unit, name="Nguyễn Thị Mỹ Lệ")


@pytest.fixture
def leader(unit: Unit) -> Officer:
    return an_officer(Role.LEADER, unit, name="Lê Thị Thu Hà")


def a_line(code: str, title: str = "Hồ sơ Đại hội", **changes: object) -> public.LineFacts:
    given: dict[str, object] = {
        "id": None, "row": 0, "heading": "Tổ chức", "keeper_id": None, "keeper_name": "", "retention": "20",
        **changes,
    }  # fmt: skip
    return public.LineFacts(code=code, title=title, **given)  # type: ignore[arg-type]


def a_plan(by: Officer, unit: Unit, *lines: public.LineFacts, year: int = TODAY.year) -> DossierPlan:
    plan = public.draw_up_plan(by=acting(by), unit_id=unit.pk, year=year, at=clock.now())
    if lines:
        plan = public.write_plan(
            by=acting(by), plan_id=plan.pk, version=plan.version, lines=lines, at=clock.now()
        )
    return plan


def approved(plan: DossierPlan, leader: Officer) -> DossierPlan:
    return public.approve_plan(
        by=acting(leader), plan_id=plan.pk, approved_on=TODAY, decision="05/QĐ-BTV", at=clock.now()
    )


def test_a_plan_is_copied_from_the_year_before(clerk: Officer, unit: Unit) -> None:
    a_plan(clerk, unit, a_line("01.TC"), a_line("02.TC", "Hồ sơ cán bộ", retention="vinh-vien"), year=2025)
    plan = a_plan(clerk, unit, year=2026)
    assert [(line.code, line.title, line.retention_words) for line in public.plan_lines(plan.pk)] == [
        ("01.TC", "Hồ sơ Đại hội", "20 năm"),
        ("02.TC", "Hồ sơ cán bộ", "Vĩnh viễn"),
    ]
    with pytest.raises(NameTaken, match="Năm 2026 đã có danh mục"):
        a_plan(clerk, unit, year=2026)


def test_without_a_plan_before_it_the_dossiers_of_the_year_before_are_copied(
    clerk: Officer, unit: Unit
) -> None:
    for code, title in (("01.VP", "Văn thư"), ("02.VP", "Hồ sơ kỷ luật")):
        facts = public.DossierFacts(year=2025, code=code, title=title, retention="10")
        public.open_dossier(by=acting(clerk), unit_id=unit.pk, facts=facts, at=clock.now())
    with owner():
        Dossier.objects.filter(code="02.VP").update(restricted=True)
    plan = a_plan(clerk, unit, year=2026)
    lines = public.plan_lines(plan.pk)
    assert [(line.code, line.keeper_name) for line in lines] == [("01.VP", "Nguyễn Thị Mỹ Lệ")]


def test_the_leader_approves_with_a_day_and_the_lines_stand_then(
    clerk: Officer, leader: Officer, unit: Unit
) -> None:
    plan = a_plan(clerk, unit, a_line("01.TC"))
    with pytest.raises(NotAllowed):
        public.approve_plan(by=acting(clerk), plan_id=plan.pk, approved_on=TODAY, decision="", at=clock.now())
    plan = approved(plan, leader)
    assert (plan.approved_by_name, plan.approved_on, plan.decision) == (
        "Lê Thị Thu Hà",
        TODAY,
        "05/QĐ-BTV",
    )
    with pytest.raises(PlanStands):
        public.write_plan(by=acting(clerk), plan_id=plan.pk, version=plan.version, lines=[], at=clock.now())
    acting(clerk)
    assert DossierPlanLine.objects.filter(plan=plan).delete()[0] == 0  # the wall says the same
    with owner():
        assert Entry.objects.filter(action="approve_plan", subject_id=plan.pk).count() == 1


def test_a_dossier_is_opened_from_its_line_by_its_keeper(clerk: Officer, leader: Officer, unit: Unit) -> None:
    keeper, other = an_officer(Role.SPECIALIST, unit), an_officer(Role.SPECIALIST, unit)
    line = a_line("01.TC", keeper_id=keeper.pk, keeper_name=keeper.full_name)
    plan = a_plan(clerk, unit, line)
    (line_id,) = [one.id for one in public.plan_lines(plan.pk)]
    with pytest.raises(PlanStands, match="chưa được duyệt"):
        public.open_from_plan(by=acting(keeper), line_id=line_id, at=clock.now())
    approved(plan, leader)
    with pytest.raises(NotAllowed, match="giao"):
        public.open_from_plan(by=acting(other), line_id=line_id, at=clock.now())
    dossier = public.open_from_plan(by=acting(keeper), line_id=line_id, at=clock.now())
    again = public.open_from_plan(by=acting(clerk), line_id=line_id, at=clock.now())
    assert dossier.pk == again.pk
    assert (dossier.code, dossier.heading, dossier.retention) == ("01.TC", "Tổ chức", "20")
    assert dossier.creator_id == keeper.pk
    plan = public.reopen_plan(by=acting(clerk), plan_id=plan.pk, at=clock.now())
    with pytest.raises(DomainError, match="không xoá được"):
        public.write_plan(
            by=acting(clerk), plan_id=plan.pk, version=plan.version, lines=[a_line("09")], at=clock.now()
        )
    with pytest.raises(DomainError, match="không đổi số, ký hiệu"):
        public.write_plan(
            by=acting(clerk), plan_id=plan.pk, version=plan.version, lines=[a_line("09", id=line_id)],
            at=clock.now(),
        )  # fmt: skip


def test_codes_change_places_and_are_used_once(clerk: Officer, unit: Unit) -> None:
    plan = a_plan(clerk, unit, a_line("01", "Một"), a_line("02", "Hai"))
    one, two = (line.id for line in public.plan_lines(plan.pk))
    plan = public.write_plan(
        by=acting(clerk), plan_id=plan.pk, version=plan.version,
        lines=[a_line("02", "Một", id=one), a_line("01", "Hai", id=two)], at=clock.now(),
    )  # fmt: skip
    assert [(line.id, line.code) for line in public.plan_lines(plan.pk)] == [(one, "02"), (two, "01")]
    with pytest.raises(DomainError, match="có hai lần") as refused:
        public.write_plan(
            by=acting(clerk), plan_id=plan.pk, version=plan.version,
            lines=[a_line("01"), a_line("01", row=1)], at=clock.now(),
        )  # fmt: skip
    assert refused.value.field == "1-code"
    with pytest.raises(DomainError, match="Người khác vừa sửa"):
        public.write_plan(by=acting(clerk), plan_id=plan.pk, version=1, lines=[], at=clock.now())


def _form(plan: DossierPlan, *rows: dict[str, object]) -> dict[str, object]:
    given: dict[str, object] = {
        "phien-ban": plan.version, "d-TOTAL_FORMS": len(rows), "d-INITIAL_FORMS": len(rows),
    }  # fmt: skip
    for place, row in enumerate(rows):
        given |= {f"d-{place}-{name}": value for name, value in row.items()}
    return given


def test_the_pages_play_a_year(client: Client, clerk: Officer, leader: Officer, unit: Unit) -> None:
    signed_in(client, clerk)
    made = client.post("/ho-so/danh-muc/lap/", {"year": str(TODAY.year)})
    with owner():
        plan = DossierPlan.objects.get()
    assert made["Location"] == f"/ho-so/danh-muc/{plan.pk}/sua/"
    row = {"code": "01.TC", "title": "Hồ sơ Đại hội", "heading": "Tổ chức", "retention": "20"}
    bad = client.post(made["Location"], _form(plan, row, {"title": "Hồ sơ thiếu"}))
    assert bad.status_code == 422
    assert "Nhập số, ký hiệu" in bad.content.decode()
    assert "Chọn thời hạn bảo quản" in bad.content.decode()
    twice = client.post(made["Location"], _form(plan, row, row))
    assert "có hai lần trong danh mục" in twice.content.decode()
    kept = client.post(made["Location"], _form(plan, row, {"code": "", "title": ""}), follow=True)
    assert "Đã lưu danh mục hồ sơ" in kept.content.decode()
    assert "Hồ sơ Đại hội" in kept.content.decode()
    assert client.get(f"/ho-so/danh-muc/{plan.pk}/duyet/").status_code == 403
    signed_in(client, leader)
    client.post(f"/ho-so/danh-muc/{plan.pk}/duyet/", {"approved_on": f"{TODAY:%d/%m/%Y}"})
    signed_in(client, clerk)
    with owner():
        line = DossierPlanLine.objects.get()
    shown = client.get(f"/ho-so/danh-muc/{plan.pk}/").content.decode()
    assert f"Lê Thị Thu Hà duyệt ngày {TODAY:%d/%m/%Y}" in shown
    assert "Mở hồ sơ" in shown
    opened = client.post(f"/ho-so/danh-muc/{plan.pk}/mo/{line.pk}/")
    with owner():
        dossier = Dossier.objects.get()
    assert opened["Location"] == f"/ho-so/{dossier.pk}/"
    assert f'href="/ho-so/{dossier.pk}/"' in client.get(f"/ho-so/danh-muc/{plan.pk}/").content.decode()
    assert "Đã duyệt" in client.get("/ho-so/danh-muc/").content.decode()


def test_groups_by_level_are_numbered_and_a_typed_number_stays() -> None:
    typed = ["A > B", "A > B", "A > C > D", "A", "", "V. E > F", "G > 2. H"]
    assert [[words for _level, words in opened] for opened in groups(typed)] == [
        ["I. A", "I.1. B"], [], ["I.2. C", "I.2.1. D"], ["I. A"], [], ["V. E", "V.1. F"],
        ["III. G", "2. H"],
    ]  # fmt: skip


def test_the_list_stands_in_groups_by_level_and_a_hidden_dossier_of_a_group_stays_hidden(
    client: Client, clerk: Officer, leader: Officer, unit: Unit
) -> None:
    path = "Tổ chức, cán bộ > Đại hội"
    plan = approved(
        a_plan(
            clerk, unit, a_line("01.TC", heading=path), a_line("02.TC", "Kỷ luật", heading=f"{path} > Riêng")
        ),
        leader,
    )
    for line in public.plan_lines(plan.pk):
        public.open_from_plan(by=acting(clerk), line_id=line.id, at=clock.now())
    with owner():
        Dossier.objects.filter(code="02.TC").update(restricted=True, creator_id=leader.pk)
    signed_in(client, clerk)
    shown = client.get(f"/ho-so/danh-muc/{plan.pk}/").content.decode()
    for words in ("I. Tổ chức, cán bộ", "I.1. Đại hội", "I.1.1. Riêng"):
        assert f'scope="colgroup">{words}</th>' in shown
    printed = " ".join(text_of(client.get(f"/ho-so/danh-muc/{plan.pk}/in/").content).split())
    assert "I.1. Đại hội" in printed
    assert "Đại hội, năm" in client.get("/ho-so/").content.decode()
    signed_in(client, an_officer(Role.SPECIALIST, unit))
    theirs = client.get("/ho-so/").content.decode()
    assert "Kỷ luật" not in theirs
    assert "Hồ sơ Đại hội" in theirs


def test_the_plan_is_printed_in_the_laws_columns_and_exported(
    client: Client, clerk: Officer, leader: Officer, unit: Unit
) -> None:
    plan = approved(
        a_plan(clerk, unit, a_line("01.TC", keeper_name="Trần Thị Hoa"), a_line("01.KT", heading="Kinh tế")),
        leader,
    )
    signed_in(client, clerk)
    printed = " ".join(text_of(client.get(f"/ho-so/danh-muc/{plan.pk}/in/").content).split())
    for words in (
        f"DANH MỤC HỒ SƠ NĂM {TODAY.year}", "Số và ký hiệu hồ sơ", "Thời hạn bảo quản", "Người lập hồ sơ",
        "I. Tổ chức", "II. Kinh tế", "01.TC Hồ sơ Đại hội 20 năm Trần Thị Hoa", "có 2 hồ sơ",
        "người in: Nguyễn Thị Mỹ Lệ",
    ):  # fmt: skip
        assert words in printed, words
    exported = client.get(f"/ho-so/danh-muc/{plan.pk}/xuat/").content
    rows = python_calamine.load_workbook(io.BytesIO(exported)).get_sheet_by_index(0).to_python()
    assert ["01.TC", "Tổ chức", "Hồ sơ Đại hội", "20 năm", "Trần Thị Hoa", ""] in rows
    with owner():
        told = Entry.objects.filter(subject="dossier_plan", action__in=("print", "export"))
        assert [entry.details["rows"] for entry in told] == [2, 2]


def test_another_unit_finds_no_plan(client: Client, clerk: Officer, unit: Unit) -> None:
    plan = a_plan(clerk, unit, a_line("01.TC", "Hồ sơ riêng"))
    stranger = an_officer(Role.CLERK, a_unit())
    with pytest.raises(NotThere):
        public.write_plan(by=acting(stranger), plan_id=plan.pk, version=2, lines=[], at=clock.now())
    signed_in(client, stranger)
    for path in ("", "sua/", "in/", "xuat/"):
        assert client.get(f"/ho-so/danh-muc/{plan.pk}/{path}").status_code == 404, path
    assert "Chưa có danh mục" in client.get("/ho-so/danh-muc/").content.decode()


@pytest.mark.parametrize(
    "path", ["/ho-so/danh-muc/{plan}/", "/ho-so/danh-muc/{plan}/sua/", "/ho-so/danh-muc/"]
)
def test_pages_of_plans_cost_at_most_eight_statements(
    client: Client, clerk: Officer, unit: Unit, path: str
) -> None:
    plan = a_plan(clerk, unit, *(a_line(f"{number}") for number in range(60)))
    signed_in(client, clerk)
    address = path.format(plan=plan.pk)
    client.get(address)
    with CaptureQueriesContext(connection) as told:
        assert client.get(address).status_code == 200
    assert len([one for one in told if not one["sql"].startswith(("SAVEPOINT", "RELEASE"))]) <= 8


# Suggestions


def _dossier(clerk: Officer, unit: Unit, title: str, code: str = "01") -> Dossier:
    facts = public.DossierFacts(year=TODAY.year, code=code, title=title, retention="10")
    return public.open_dossier(by=acting(clerk), unit_id=unit.pk, facts=facts, at=clock.now())


def _done(document: Document) -> Document:
    with owner():
        Document.objects.filter(pk=document.pk).update(state=State.DONE)
    return document


def _suggested(dossier: Dossier) -> dict[int, tuple[str, ...]]:
    found = public.suggested(
        dossier_id=dossier.pk, unit_id=dossier.unit_id, title=dossier.title, keeper_id=dossier.creator_id
    )
    return {one.id: one.reasons for one in found}


def test_documents_are_suggested_with_the_reason(clerk: Officer, unit: Unit) -> None:
    dossier = _dossier(clerk, unit, "Phụ nữ khởi nghiệp, hợp tác xã")
    maker = an_officer(Role.CLERK, unit)
    inside = _done(a_registered(maker, unit, subject="Giao ban tháng", symbol="7/GB"))
    answer = _done(a_registered(maker, unit, subject="Trả lời"))
    words = _done(a_registered(maker, unit, subject="Kế hoạch hỗ trợ phụ nữ khởi nghiệp"))
    usual = _done(a_registered(maker, unit, subject="Kế hoạch công tác phụ nữ"))
    public.put_in_dossier(by=acting(clerk), dossier_id=dossier.pk, document_id=inside.pk, at=clock.now())
    sheet.link_documents(
        by=acting(clerk), document_id=answer.pk, other_id=inside.pk, kind=Link.Kind.ANSWERS, at=clock.now()
    )
    found = _suggested(dossier)
    assert found[answer.pk][0] == "liên quan đến 7/GB trong hồ sơ"
    assert found[words.pk] == ("cùng nói về “nữ khởi”, “khởi nghiệp”",)
    assert usual.pk not in found
    assert inside.pk not in found


def test_the_same_kind_of_the_same_issuer_and_the_keeper_count(clerk: Officer, unit: Unit) -> None:
    dossier = _dossier(clerk, unit, "Hội nghị")
    report = {"kind_name": "Báo cáo", "issuer": "Ban Dân vận"}
    for number in range(3):
        one = _done(a_registered(clerk, unit, subject=f"Tháng {number}", **report))
        if number < 2:
            public.put_in_dossier(by=acting(clerk), dossier_id=dossier.pk, document_id=one.pk, at=clock.now())
    assert _suggested(dossier) == {one.pk: ("cùng loại báo cáo của Ban Dân vận", "người lập hồ sơ đã xử lý")}


def test_hidden_documents_are_never_suggested(clerk: Officer, unit: Unit) -> None:
    hidden = _done(a_registered(clerk, unit, subject="Khởi nghiệp riêng"))
    keeper = an_officer(Role.SPECIALIST, unit)
    dossier = _dossier(keeper, unit, "Phụ nữ khởi nghiệp")
    acting(keeper)
    assert _suggested(dossier) == {}
    acting(clerk)
    assert hidden.pk in _suggested(dossier)


def test_the_person_confirms_what_goes_in(client: Client, clerk: Officer, unit: Unit) -> None:
    dossier = _dossier(clerk, unit, "Phụ nữ khởi nghiệp")
    documents = [_done(a_registered(clerk, unit, subject=f"Khởi nghiệp đợt {n}")) for n in range(2)]
    signed_in(client, clerk)
    address = f"/ho-so/{dossier.pk}/goi-y/"
    shown = client.get(address).content.decode()
    assert "cùng nói về “khởi nghiệp”" in shown
    assert "Đánh dấu ít nhất một" in client.post(address, follow=True).content.decode()
    client.post(address, {"van-ban": [documents[0].pk]})
    acting(clerk)
    assert [row.id for row in public.all_entries(dossier.pk)] == [documents[0].pk]
    with CaptureQueriesContext(connection) as told:
        client.get(address)
    assert len([one for one in told if not one["sql"].startswith(("SAVEPOINT", "RELEASE"))]) <= 8


def test_a_document_is_told_which_dossiers_fit(client: Client, clerk: Officer, unit: Unit) -> None:
    fitting = _dossier(clerk, unit, "Phụ nữ khởi nghiệp", "02")
    _dossier(clerk, unit, "Hội phí", "01")
    document = a_registered(clerk, unit, subject="Báo cáo khởi nghiệp quý III")
    shown = signed_in(client, clerk).get(f"/van-ban/{document.pk}/ho-so/").content.decode()
    assert "Có thể thuộc hồ sơ" in shown
    assert "Vì cùng nói về “khởi nghiệp”" in shown
    client.post(f"/van-ban/{document.pk}/ho-so/", {"dossier": fitting.pk})
    acting(clerk)
    assert [row.id for row in public.all_entries(fitting.pk)] == [document.pk]
