"""A leader lends her post for a trip; her stand-in finds her drafts, approves in both names, and it ends."""

import os
from pathlib import Path

from django.db import transaction
from playwright.sync_api import Page, expect

from hoiso.access.models import Role
from hoiso.core.clock import now, office_date
from hoiso.core.phrases import vn_date
from hoiso.documents.outgoing import public
from hoiso.documents.tables.document import Document, Event, State
from hoiso.documents.tables.outgoing import Review
from hoiso.units.models import Unit
from tests.browser.conftest import Opening
from tests.browser.looking import PHONE, SCREEN, faults_of
from tests.browser.people import who_signs_in
from tests.factories.outgoing import a_draft
from tests.factories.people import a_unit, acting
from tests.roles import owner

PICTURES = os.environ.get("PICTURES_TO", "")


def looked_at(page: Page, name: str) -> None:
    """No fault of sizes, width or axe on either width; a picture where one is asked for."""
    for size in (SCREEN, PHONE):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        assert faults_of(page) == [], f"{name} at {size[0]} px"
        if PICTURES:
            page.screenshot(path=Path(PICTURES) / f"{name}-{size[0]}.png", full_page=True)
    page.set_viewport_size({"width": SCREEN[0], "height": SCREEN[1]})


def test_a_post_is_lent_its_drafts_are_approved_in_both_names_and_it_ends(opening: Opening) -> None:
    with transaction.atomic():
        office = a_unit("Tỉnh Tây Ninh", kind=Unit.Kind.PROVINCE)
        leader = who_signs_in(office, Role.LEADER, name="Lê Thị Gấm", title="Chủ tịch")
        deputy = who_signs_in(office, Role.SPECIALIST, name="Võ Thị Út", title="Chuyên viên")
        drafter = who_signs_in(office, Role.SPECIALIST, name="Nguyễn Thị Chuyên", title="Chuyên viên")
        first, second = (
            _laid(drafter, office, leader, subject) for subject in ("kế hoạch một", "kế hoạch hai")
        )

    there = opening(deputy)
    there.goto("/")
    expect(there.locator("main")).not_to_contain_text("kế hoạch một")

    away = opening(leader)
    away.goto("/uy-quyen/them/")
    away.get_by_label("Chức vụ uỷ quyền").select_option(index=0)
    away.get_by_label("Người nhận uỷ quyền").fill("Võ Thị Út")
    away.locator("[role=option]", has_text="Võ Thị Út").first.click()
    away.get_by_label("Nội dung uỷ quyền").fill("Duyệt văn bản khi đi công tác")
    away.get_by_label("Đến hết ngày").fill(vn_date(office_date(now())))
    looked_at(away, "uy-quyen")
    away.get_by_role("button", name="Uỷ quyền").click()
    expect(away.locator("main")).to_contain_text("Đã uỷ quyền.")

    there.goto("/")
    expect(there.locator("main")).to_contain_text("kế hoạch một")
    expect(there.locator("main")).to_contain_text("kế hoạch hai")
    there.goto(f"/van-ban-di/{first.pk}/duyet/")
    expect(there.locator("main")).to_contain_text("Đồng chí duyệt thay Lê Thị Gấm theo uỷ quyền.")
    looked_at(there, "duyet-thay")
    there.get_by_role("button", name="Duyệt bản này").click()
    expect(there.locator("main")).to_contain_text("Đã duyệt")
    with owner():
        assert Document.objects.get(pk=first.pk).state == State.APPROVED
        review = Review.objects.get(document=first)
        assert (review.reviewer_name, review.decided_by_name) == ("Lê Thị Gấm", "Võ Thị Út (thay Lê Thị Gấm)")
        assert Event.objects.get(document=first, kind="approve").actor_name == "Võ Thị Út"

    away.goto("/uy-quyen/")
    away.get_by_role("button", name="Kết thúc").first.click()
    expect(away.locator("main")).to_contain_text("Đã kết thúc uỷ quyền.")
    away.goto("/")
    expect(away.locator("main")).to_contain_text("kế hoạch hai")
    there.goto(f"/van-ban-di/{second.pk}/duyet/")
    expect(there.locator("body")).not_to_contain_text("Duyệt bản này")
    there.goto("/")
    expect(there.locator("main")).not_to_contain_text("kế hoạch hai")


def _laid(drafter, office, leader, subject: str) -> Document:  # type: ignore[no-untyped-def]
    draft = a_draft(drafter, office, subject=subject)
    public.submit(
        by=acting(drafter), document_id=draft.pk, version=draft.version, reviewer_id=leader.pk, at=now()
    )
    return draft
