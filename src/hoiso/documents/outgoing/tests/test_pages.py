"""The pages of outgoing documents, as an officer without script walks through them."""

from io import BytesIO
from typing import Any

import pytest
from django.http import HttpResponse  # noqa: TID251 - what the client gives
from django.test import Client

from hoiso.access.models import Officer, Role
from hoiso.core.clock import now, office_date
from hoiso.core.phrases import vn_date, vn_time
from hoiso.documents.handling.public import Receivers, instruct
from hoiso.documents.incoming.public import begin_with_delivery, register_draft
from hoiso.documents.outgoing import public
from hoiso.documents.tables.document import Document, DocumentFile, Link, State
from hoiso.documents.tables.handling import Assignment
from hoiso.documents.tables.outgoing import Delivery, EditLock, RecipientGroup
from hoiso.units.models import Unit
from tests.factories.documents import a_registered, an_entry
from tests.factories.outgoing import Office, a_draft, a_numbered, after_the_wait, an_issued, to_units
from tests.factories.people import a_post, a_unit, acting, an_officer, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return Office(a_unit("Tỉnh Tây Ninh", kind=Unit.Kind.PROVINCE))


def enter(officer: Officer) -> Client:
    return signed_in(Client(), officer)


def text_of(answer: HttpResponse) -> str:
    return answer.content.decode()


def typed(answer: HttpResponse, **changes: Any) -> dict[str, Any]:
    """The fields of the form on the page as a browser would send them, with some changed."""
    form = answer.context["form"]
    values = {name: form[name].value() for name in form.fields}
    shown = {name: ("" if value is None else value) for name, value in values.items()}
    for name, value in shown.items():
        shown[name] = vn_date(value) if hasattr(value, "isoformat") else value
    return {**shown, "version": answer.context["draft"].version, **changes}


def latest() -> Document:
    return Document.objects.order_by("-pk")[0]


def test_the_whole_way_on_the_pages(office: Office, django_capture_on_commit_callbacks: Any) -> None:
    commune = a_unit("Xã Mỹ Yên", under=office.unit)
    an_officer(Role.CLERK, commune)
    drafter = enter(office.specialist)
    page = drafter.get("/van-ban-di/soan/")
    answer = drafter.post(
        "/van-ban-di/soan/",
        {"template": "letter", "kind": "letter", "form_key": page.context["form"]["form_key"].value()},
    )
    acting(office.specialist)
    document = latest()
    assert answer["Location"] == f"/van-ban-di/{document.pk}/soan/"

    page = drafter.get(answer["Location"])
    answer = drafter.post(
        f"/van-ban-di/{document.pk}/soan/",
        typed(page, subject="báo cáo quý III", body="Đề nghị các đơn vị báo cáo.", viec="noi-nhan"),
    )
    assert answer["Location"] == f"/van-ban-di/{document.pk}/noi-nhan/"

    page = drafter.get(answer["Location"])
    version = page.context["draft"].version
    page = drafter.post(
        f"/van-ban-di/{document.pk}/noi-nhan/", {"version": version, "don_vi": "my yen", "them": "don-vi"}
    )
    assert [one.name for one in page.context["rows"]] == ["Hội LHPN Xã Mỹ Yên"]
    row = {"dong": "1", "ten-1": "Hội LHPN Xã Mỹ Yên", "ma-1": commune.pk, "gui-1": "here", "in-1": "on",
           "kg-1": "on", "ban-1": "0"}  # fmt: skip
    answer = drafter.post(f"/van-ban-di/{document.pk}/noi-nhan/", {"version": version, **row, "viec": "tiep"})
    assert answer["Location"] == f"/van-ban-di/{document.pk}/trinh/"

    page = drafter.get(answer["Location"])
    answer = drafter.post(
        f"/van-ban-di/{document.pk}/trinh/",
        typed(page, reviewer=office.leader.pk, note="Kính trình chị", places_are_meant="", viec="trinh"),
    )
    assert answer.status_code == 302

    leader = enter(office.leader)
    page = leader.get(f"/van-ban-di/{document.pk}/duyet/")
    assert "Kính trình chị" in text_of(page)
    leader.post(
        f"/van-ban-di/{document.pk}/duyet/", {"version": page.context["draft"].version, "viec": "duyet"}
    )

    clerk = enter(office.clerk)
    page = clerk.get(f"/van-ban-di/{document.pk}/cap-so/")
    assert "dự kiến 01/CV-BTV" in text_of(page)
    with django_capture_on_commit_callbacks(execute=True):
        answer = clerk.post(
            f"/van-ban-di/{document.pk}/cap-so/",
            {"version": page.context["draft"].version, "on": "hôm nay", "viec": "cap-so"},
        )
    assert answer["Location"] == f"/van-ban-di/{document.pk}/phat-hanh/"
    page = clerk.get(answer["Location"])
    assert "01_CV-BTV.pdf" in text_of(page)
    answer = clerk.post(
        f"/van-ban-di/{document.pk}/phat-hanh/",
        {"version": page.context["draft"].version, "paper_sent_on": ""},
    )
    assert answer["Location"] == f"/van-ban-di/{document.pk}/dang-gui/"
    after_the_wait()
    answer = clerk.get(answer["Location"])
    assert answer["Location"] == f"/van-ban-di/{document.pk}/noi-nhan/"
    page = clerk.get(answer["Location"])
    assert "Đã đến" in text_of(page)
    acting(office.clerk)
    assert Delivery.objects.get(document=document).to_unit_id == commune.pk
    assert "Đã phát hành" in text_of(clerk.get("/van-ban-di/?xem=da-phat-hanh"))


def test_leader_and_clerk_in_one_person_issues_on_one_page(
    office: Office, django_capture_on_commit_callbacks: Any
) -> None:
    alone = an_officer(Role.LEADER, office.unit, title="Phó Chủ tịch")
    a_post(alone, Role.CLERK, office.unit)
    document = a_draft(alone, office.unit)
    browser = enter(alone)
    page = browser.get(f"/van-ban-di/{document.pk}/cap-so/")
    assert "Duyệt, cấp số và phát hành" in text_of(page)
    with django_capture_on_commit_callbacks(execute=True):
        browser.post(
            f"/van-ban-di/{document.pk}/cap-so/",
            {"version": document.version, "on": vn_date(office_date(now())), "viec": "phat-hanh"},
        )
    after_the_wait()
    acting(alone)
    assert Document.objects.get(pk=document.pk).state == State.ISSUED


def test_an_answer_brings_its_recipient_and_ends_what_it_answers(office: Office) -> None:
    asked = a_registered(office.clerk, office.unit, symbol="12/UBND-VX", issuer="UBND xã Mỹ Yên")
    clerk = enter(office.clerk)
    page = clerk.get(f"/van-ban-di/soan/?tra-loi={asked.pk}")
    assert "12/UBND-VX" in text_of(page)
    clerk.post("/van-ban-di/soan/", {"template": "letter-reply", "kind": "letter", "tra_loi": asked.pk})
    acting(office.clerk)
    document = latest()
    assert document.subject.startswith("trả lời ")
    assert "12/UBND-VX" in document.subject
    assert document.recipients.get().name == "UBND xã Mỹ Yên"
    assert Link.objects.get(document=document).other_id == asked.pk


def test_issuing_an_answer_ends_what_it_answers(office: Office) -> None:
    asked = a_registered(office.clerk, office.unit, symbol="12/UBND-VX")
    instruct(
        by=acting(office.leader), document_id=asked.pk, text="Soạn trả lời", at=now(), due_on=None,
        receivers=Receivers(lead=office.specialist.pk),
    )  # fmt: skip
    specialist = acting(office.specialist)
    answer = public.begin_draft(
        by=specialist, unit_id=office.unit.pk, at=now(), template="letter-reply", answers=asked.pk
    )
    public.submit(
        by=specialist, document_id=answer.pk, version=answer.version, reviewer_id=office.leader.pk, at=now(),
        places_are_meant=True,
    )  # fmt: skip
    leader = acting(office.leader)
    answer = public.approve(
        by=leader, document_id=answer.pk, version=Document.objects.get(pk=answer.pk).version, at=now()
    )
    clerk = acting(office.clerk)
    public.give_number(
        by=clerk, document_id=answer.pk, version=answer.version, on=office_date(now()), at=now()
    )
    public.make_file(answer.pk, at=now(), by_id=office.clerk.pk)
    browser = enter(office.clerk)
    page = browser.get(f"/van-ban-di/{answer.pk}/phat-hanh/")
    assert "Kết thúc việc đang xử lý" in text_of(page)
    browser.post(
        f"/van-ban-di/{answer.pk}/phat-hanh/",
        {"version": page.context["draft"].version, "paper_sent_on": "hôm nay", "finishes": [asked.pk]},
    )
    after_the_wait()
    acting(office.clerk)
    assert Document.objects.get(pk=asked.pk).state == State.DONE
    assert Assignment.objects.get(document=asked).answer_id == answer.pk


def test_the_answered_document_is_found_by_its_number(office: Office) -> None:
    asked = a_registered(office.clerk, office.unit, symbol="145/HD-BTV")
    clerk = enter(office.clerk)
    for written in (str(asked.number), "145/hd-btv"):
        clerk.post("/van-ban-di/soan/", {"template": "trong", "kind": "plan", "answers": written})
        acting(office.clerk)
        assert Link.objects.filter(document=latest(), other=asked).exists()
    answer = clerk.post("/van-ban-di/soan/", {"template": "trong", "kind": "plan", "answers": "9999"})
    assert answer.status_code == 422
    assert "Không thấy văn bản đến “9999”" in text_of(answer)


def test_what_was_typed_stays_when_somebody_else_was_faster(office: Office) -> None:
    document = a_draft(office.specialist, office.unit)
    browser = enter(office.specialist)
    page = browser.get(f"/van-ban-di/{document.pk}/soan/")
    old = typed(page, subject="bản của tôi", viec="luu")
    browser.post(f"/van-ban-di/{document.pk}/soan/", typed(page, subject="bản ở tab khác", viec="luu"))
    refused = browser.post(f"/van-ban-di/{document.pk}/soan/", old)
    assert refused.status_code == 422
    assert "bản của tôi" in text_of(refused)
    assert "bản ở tab khác" in text_of(refused)
    again = browser.post(f"/van-ban-di/{document.pk}/soan/", typed(refused, viec="luu"))
    assert again.status_code == 302
    acting(office.specialist)
    assert Document.objects.get(pk=document.pk).subject == "bản của tôi"


def test_a_second_officer_reads_while_the_first_writes(office: Office) -> None:
    document = a_draft(office.specialist, office.unit)
    answer = enter(office.clerk).get(f"/van-ban-di/{document.pk}/soan/")
    assert "Lê Thị Thu đang soạn văn bản này từ" in text_of(answer)
    assert "<textarea" not in text_of(answer).replace("textarea-", "")
    enter(office.specialist).post(f"/van-ban-di/{document.pk}/thoi-soan/")
    assert "Soạn văn bản" in text_of(enter(office.clerk).get(f"/van-ban-di/{document.pk}/soan/"))
    acting(office.clerk)
    assert EditLock.objects.get(document=document).officer_id == office.clerk.pk


def test_an_emoji_is_told_beside_its_field_and_kept(office: Office) -> None:
    document = a_draft(office.specialist, office.unit)
    browser = enter(office.specialist)
    page = browser.get(f"/van-ban-di/{document.pk}/soan/")
    answer = browser.post(
        f"/van-ban-di/{document.pk}/soan/", typed(page, body="Chúc mừng 🎉 chị em", viec="luu")
    )
    assert answer.status_code == 422
    assert "không in được" in answer.context["form"].errors["body"][0]
    assert "Chúc mừng 🎉 chị em" in text_of(answer)


def test_the_notation_follows_the_kind_unless_it_was_typed(office: Office) -> None:
    document = a_draft(office.specialist, office.unit)
    browser = enter(office.specialist)
    page = browser.get(f"/van-ban-di/{document.pk}/soan/")
    browser.post(f"/van-ban-di/{document.pk}/soan/", typed(page, kind="plan", viec="luu"))
    page = browser.get(f"/van-ban-di/{document.pk}/soan/")
    assert page.context["draft"].content.notation == "KH-BTV"
    browser.post(
        f"/van-ban-di/{document.pk}/soan/", typed(page, kind="report", notation="BC-BCH", viec="luu")
    )
    page = browser.get(f"/van-ban-di/{document.pk}/soan/")
    assert page.context["draft"].content.notation == "BC-BCH"


def test_annexes_are_added_and_taken_away_and_go_with_the_document(office: Office) -> None:
    document = a_draft(office.specialist, office.unit)
    browser = enter(office.specialist)
    for name in ("a.txt", "b.txt"):
        page = browser.get(f"/van-ban-di/{document.pk}/soan/")
        file = BytesIO(f"Danh sách {name}".encode())
        file.name = name
        answer = browser.post(
            f"/van-ban-di/{document.pk}/phu-luc/", {"version": page.context["draft"].version, "annexes": file}
        )
        assert answer.status_code == 302, text_of(answer)
    page = browser.get(f"/van-ban-di/{document.pk}/soan/")
    first, second = page.context["draft"].annexes
    assert (first.name, second.name) == ("a.txt", "b.txt")
    browser.post(
        f"/van-ban-di/{document.pk}/phu-luc/", {"version": page.context["draft"].version, "bo": first.id}
    )
    page = browser.get(f"/van-ban-di/{document.pk}/soan/")
    assert [one.name for one in page.context["draft"].annexes] == ["b.txt"]
    lines = text_of(browser.get(f"/van-ban-di/{document.pk}/cac-ban/2/4/"))
    assert "Phụ lục: a.txt" in lines


def test_a_signed_copy_takes_the_made_files_place_and_both_stay(office: Office) -> None:
    document = a_numbered(office)
    made = DocumentFile.objects.get(document=document, role="made")
    browser = enter(office.clerk)
    path = public_pdf(document)
    path.name = "da-ky.pdf"
    answer = browser.post(f"/van-ban-di/{document.pk}/ban-ky/", {"version": document.version, "file": path})
    assert answer.status_code == 302, text_of(answer)
    acting(office.clerk)
    document.refresh_from_db()
    public.issue(by=acting(office.clerk), document_id=document.pk, at=now())
    roles = set(
        DocumentFile.objects.filter(document=document, replaced_at=None).values_list("role", flat=True)
    )
    assert roles == {"made", "signed"}
    assert made.replaced_at is None


def public_pdf(document: Document) -> BytesIO:
    from hoiso.documents.layouts.rendering import render_draft
    from hoiso.documents.outgoing.content import from_json, official

    return BytesIO(render_draft(official(from_json(document.versions.order_by("-number")[0].content))))


def test_a_group_is_made_from_all_units_below_and_prints_its_name_once(office: Office) -> None:
    communes = [a_unit(f"Xã Số {place}", under=office.unit) for place in range(3)]
    browser = enter(office.specialist)
    page = browser.post("/van-ban-di/nhom-noi-nhan/moi/", {"name": "3 xã, phường", "them": "duoi"})
    chips = page.context["chips"]
    assert [chip["value"] for chip in chips] == [unit.pk for unit in communes]
    answer = browser.post(
        "/van-ban-di/nhom-noi-nhan/moi/",
        {"name": "3 xã, phường", "don_vi_nhom": [chip["value"] for chip in chips], "viec": "luu"},
    )
    assert answer.status_code == 302
    acting(office.specialist)
    group = RecipientGroup.objects.get()
    document = a_draft(office.specialist, office.unit)
    page = browser.post(
        f"/van-ban-di/{document.pk}/noi-nhan/", {"version": document.version, "nhom": group.pk}
    )
    rows = page.context["rows"]
    assert [(row.name, row.printed) for row in rows] == [
        ("3 xã, phường", True), *((f"Hội LHPN Xã Số {place}", False) for place in range(3)),
    ]  # fmt: skip
    browser.post("/van-ban-di/nhom-noi-nhan/", {"nhom": group.pk, "viec": "xoa"})
    assert not RecipientGroup.objects.exists()


def test_a_name_that_fits_several_units_asks_which(office: Office) -> None:
    for name in ("Xã Tân Lập", "Xã Tân Lập Đông"):
        a_unit(name, under=office.unit)
    document = a_draft(office.specialist, office.unit)
    browser = enter(office.specialist)
    page = browser.post(
        f"/van-ban-di/{document.pk}/noi-nhan/",
        {"version": document.version, "don_vi": "tan lap", "viec": "tiep"},
    )
    assert page.status_code == 200
    assert len(page.context["choices"]) == 2
    page = browser.post(
        f"/van-ban-di/{document.pk}/noi-nhan/",
        {"version": document.version, "don_vi": "khong co dau", "them": "don-vi"},
    )
    assert page.status_code == 422
    assert "Không thấy đơn vị" in text_of(page)


def test_usual_receivers_and_those_of_the_last_document_of_the_kind_are_offered(office: Office) -> None:
    commune = a_unit("Xã Mỹ Yên", under=office.unit)
    an_officer(Role.CLERK, commune)
    an_issued(office, to=to_units(commune))
    document = a_draft(office.clerk, office.unit)
    page = enter(office.clerk).get(f"/van-ban-di/{document.pk}/noi-nhan/")
    assert [one.id for one in page.context["usual"]] == [commune.pk]
    assert [one.id for one in page.context["similar"]] == [commune.pk]


def test_export_and_print_hold_the_filtered_rows(office: Office) -> None:
    an_issued(office, subject="kế hoạch tháng 3", kind="plan")
    an_issued(office, subject="công văn khác")
    browser = enter(office.clerk)
    printed = text_of(browser.get("/van-ban-di/in/?xem=da-phat-hanh&loai=KH"))
    assert "kế hoạch tháng 3" in printed
    assert "công văn khác" not in printed
    sheet = browser.get("/van-ban-di/xuat/?xem=da-phat-hanh&loai=KH")
    assert sheet.content[:2] == b"PK"
    assert "Kế hoạch tháng" not in text_of(browser.get("/van-ban-di/?q=ke+hoach&loai=CV"))
    assert "kế hoạch tháng 3" in text_of(browser.get("/van-ban-di/?q=KE+HOACH"))


def test_a_remark_on_a_draft_is_shown_with_its_author_and_time(office: Office) -> None:
    document = a_draft(office.specialist, office.unit)
    public.submit(
        by=acting(office.specialist), document_id=document.pk, version=document.version,
        reviewer_id=office.leader.pk, at=now(),
    )  # fmt: skip
    leader, drafter = enter(office.leader), enter(office.specialist)
    here = f"/van-ban-di/{document.pk}/gop-y/"
    refused = leader.post(here, {"ve": "outgoing_review", "text": " "})
    assert refused.status_code == 422
    sent = leader.post(here, {"ve": "outgoing_review", "text": "Bổ sung số liệu <quý II>"})
    acting(office.leader)
    remark = document.comments.get()
    author = f'<b>Trần Thị Hoa</b> <span class="hs-muted">{vn_time(remark.at)}'
    on_review = text_of(leader.get(sent["Location"].split("#")[0]))
    assert f"{author}, bản {remark.version_number}</span>" in on_review
    assert "<p>Bổ sung số liệu &lt;quý II&gt;</p>" in on_review
    on_page = text_of(drafter.get(f"/van-ban/{document.pk}/"))
    panel = on_page.split("Góp ý</h2>")[1].split("</section>")[0]
    for words in ("Trần Thị Hoa", vn_time(remark.at), "Bổ sung số liệu &lt;quý II&gt;"):
        assert words in panel
    assert "Trần Thị Hoa góp ý" in text_of(drafter.get("/thong-bao/"))
    settled = drafter.post(here, {"ve": "outgoing_edit", "xong": remark.pk})
    assert settled.status_code == 302
    assert "Đã xử lý" in text_of(leader.get(f"/van-ban-di/{document.pk}/duyet/"))


def test_what_was_called_back_is_told_on_the_page_of_who_registered_it(office: Office) -> None:
    here = a_unit("Xã Mỹ Yên", under=office.unit)
    clerk = an_officer(Role.CLERK, here)
    specialist = an_officer(Role.SPECIALIST, here)
    leader = an_officer(Role.LEADER, here)
    sent = an_issued(office, to=to_units(here))
    acting(clerk)
    delivery = Delivery.objects.get(to_unit=here)
    by = acting(clerk)
    draft = begin_with_delivery(by=by, delivery_id=delivery.pk, at=now())
    registered = register_draft(by=by, draft_id=draft.pk, entry=an_entry(), at=now()).document
    desk = enter(clerk)
    instruct(
        by=acting(leader), document_id=registered.pk, text="Thực hiện", due_on=None, at=now(),
        receivers=Receivers(lead=specialist.pk),
    )  # fmt: skip
    page = f"/van-ban/{registered.pk}/"
    assert "Nơi gửi đã thu hồi văn bản này" not in text_of(desk.get(page))
    by = acting(office.clerk)
    public.revoke(
        by=by, document_id=sent.pk, version=Document.objects.get(pk=sent.pk).version,
        reason="Ban hành nhầm", at=now(),
    )  # fmt: skip
    told = f"Thu hồi ngày {vn_date(office_date(now()))}: Ban hành nhầm"
    for reader in (desk, enter(leader), enter(specialist)):
        assert f"<b>Nơi gửi đã thu hồi văn bản này.</b> {told}" in text_of(reader.get(page))
    assert "Nơi gửi đã thu hồi văn bản này" in text_of(desk.get(f"{page}in/"))
