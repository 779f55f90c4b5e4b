"""Cases at home and in the menu: those she leads that come due, and what is asked of her in one."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hoiso.access.models import Officer, Role
from hoiso.core import clock
from hoiso.documents.keeping import public as keeping
from hoiso.documents.models import Dossier
from hoiso.documents.public import waiting_for, waiting_rows
from tests.factories.people import a_unit, acting, an_officer, signed_in
from tests.roles import owner

pytestmark = pytest.mark.django_db


def test_late_cases_and_open_questions_wait_for_who_leads_or_is_asked(client: Client) -> None:
    unit, now = a_unit("Xã Mỹ Yên"), clock.now()
    today = clock.office_date(now)
    leader = an_officer(Role.LEADER, unit, name="Phạm Thị Chủ Tịch")
    hoa, lan = (an_officer(Role.SPECIALIST, unit, name=name) for name in ("Nguyễn Thị Hoa", "Lê Thị Lan"))

    def a_case(code: str, lead: Officer, **dates: object) -> int:
        facts = keeping.DossierFacts(year=today.year, code=code, title=f"Hồ sơ số {code}", retention="10")
        made = keeping.open_dossier(
            by=acting(leader), unit_id=unit.pk, facts=facts, at=now, lead_id=lead.pk,
        )  # fmt: skip
        with owner():
            Dossier.objects.filter(pk=made.pk).update(**dates)
        return made.pk

    late = a_case("01", hoa, due_on=today - timedelta(days=2))
    due = a_case("02", hoa, due_on=today)
    a_case("03", hoa, due_on=today + timedelta(days=1))
    a_case("04", hoa)
    rest = {"paused_on": today, "resume_on": today + timedelta(days=5)}
    a_case("05", hoa, due_on=today - timedelta(days=2), **rest)
    a_case("06", hoa, due_on=today - timedelta(days=2), closed_on=today)
    other = a_case("07", lan, due_on=today - timedelta(days=1))
    asked = {
        dossier_id: keeping.ask_opinions(
            by=acting(leader), dossier_id=dossier_id, officers=[hoa.pk], question=f"Ý kiến {dossier_id}?",
            due_on=today + timedelta(days=3), at=now,
        )[0].pk
        for dossier_id in (late, other)
    }  # fmt: skip

    by = acting(hoa)
    with CaptureQueriesContext(connection) as told:
        waiting = waiting_for(by)
    assert (waiting.cases, waiting.for_me, len(told)) == (4, 4, 1)
    rows, _ = waiting_rows(by, limit=12)
    assert [(row.what, row.id) for row in rows] == [
        ("case", late), ("case", due), ("question", asked[late]), ("question", asked[other]),
    ]  # fmt: skip
    home = signed_in(client, hoa).get("/").content.decode()
    assert f'href="{reverse("dossier", args=[late])}"' in home
    assert f'href="{reverse("case_opinion", args=[asked[other]])}"' in home
    assert "Hồ sơ số 03" not in home
    menu = home[home.index(f'<a href="{reverse("dossier_list")}"') :]
    assert ">4<" in menu[: menu.index("</a>")]

    keeping.answer_opinion(by=acting(hoa), opinion_id=asked[late], answer="Đồng ý", at=now)
    with owner():
        Dossier.objects.filter(pk=other).update(closed_on=today)
    assert waiting_for(acting(hoa)).cases == 2  # answered, and asked in what is closed
    assert waiting_for(acting(lan)).cases == 0
