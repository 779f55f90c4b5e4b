"""How often the system, documents and dossiers were visited."""

import io
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from hoiso.access.models import Officer, Role
from hoiso.audit import public as audit
from hoiso.audit.public import Per, VisitRow
from hoiso.core import scope
from hoiso.core.clock import now
from tests.factories.people import a_unit, acting, an_officer, signed_in

pytestmark = pytest.mark.django_db


def _act(officer_id: int, unit_id: int, action: str, subject: str, at: datetime) -> None:
    audit.record(action, subject, 1, at=at, actor_id=officer_id, unit_id=unit_id)


def _laid_out() -> Officer:
    """Two officers of one unit in the last days of a year, one of another; who audits the first."""
    unit, other = a_unit(), a_unit()
    lan, hoa, far = an_officer(Role.CLERK, unit), an_officer(Role.LEADER, unit), an_officer(Role.CLERK, other)
    late = datetime(2025, 12, 31, 17, 30, tzinfo=UTC)  # half past midnight of 1 January in Vietnam
    for officer, home, acts in (
        (lan, unit, [("sign_in", "officer", datetime(2025, 12, 30, 3, tzinfo=UTC)),
                     ("view", "document", datetime(2025, 12, 30, 4, tzinfo=UTC)),
                     ("view", "document", late), ("print", "document", late), ("sign_in", "officer", late)]),
        (hoa, unit, [("view", "dossier", late), ("download", "document", late),
                     ("export", "incoming_tray", late)]),
        (far, other, [("sign_in", "officer", late)]),
    ):  # fmt: skip
        acting(officer)
        for action, subject, at in acts:
            _act(officer.pk, home.pk, action, subject, at)
    auditor = an_officer(Role.AUDITOR, unit)
    scope.adopt("")
    return auditor


def test_each_period_counts_visits_and_people_of_the_units_she_audits() -> None:
    acting(_laid_out())
    asked = {"since": date(2025, 12, 1), "until": date(2026, 1, 31)}
    december, january = (
        VisitRow(date(2025, 12, 1), 1, 1, 1, 0, 0, 0),
        VisitRow(date(2026, 1, 1), 1, 2, 1, 1, 1, 2),
    )
    assert audit.visits(per=Per.MONTH, **asked) == (january, december)
    assert [row.since for row in audit.visits(per=Per.DAY, **asked)] == [date(2026, 1, 1), date(2025, 12, 30)]
    assert [row.sign_ins for row in audit.visits(per=Per.YEAR, **asked)] == [1, 1]
    assert audit.visits(per=Per.DAY, since=date(2025, 12, 30), until=date(2025, 12, 31))[0].documents == 1
    assert audit.total_of((january, december)) == (2, 2, 1, 1, 2)


def test_the_page_and_its_file(client: Client) -> None:
    signed_in(client, _laid_out())
    days = {"tu": "01/12/2025", "den": "31/01/2026", "theo": "day"}
    html = client.get(reverse("visit_counts"), days).content.decode()
    assert "01/01/2026" in html
    assert "30/12/2025" in html
    assert "Từ 01/12/2025 đến 31/01/2026" in html
    file = client.get(reverse("visit_export"), days)
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(file.content)).get_sheet_by_index(0).to_python()
    rows = [row for row in sheet if row[0] in ("01/01/2026", "30/12/2025")]
    assert rows == [["01/01/2026", 1, 2, 1, 1, 1, 2], ["30/12/2025", 1, 1, 1, 0, 0, 0]]
    turned = client.get(reverse("visit_counts"), {"tu": "02/01/2026", "den": "01/01/2026"})
    assert turned.status_code == 422
    assert 'value="02/01/2026"' in turned.content.decode()
    assert client.get(reverse("visit_counts"), {"tu": "31/02/2026"}).status_code == 422


def test_without_days_the_last_twelve_months_are_shown(client: Client) -> None:
    unit = a_unit()
    clerk = an_officer(Role.CLERK, unit)
    for back in (0, 300, 500):
        acting(clerk)
        _act(clerk.pk, unit.pk, "sign_in", "officer", now() - timedelta(days=back))
    scope.adopt("")
    signed_in(client, an_officer(Role.AUDITOR, unit))
    assert client.get(reverse("visit_counts")).context["total"][0] == 2


def test_who_audits_nothing_is_refused(client: Client) -> None:
    signed_in(client, an_officer(Role.SPECIALIST, a_unit()))
    assert client.get(reverse("visit_counts")).status_code == 403
    assert client.get(reverse("visit_export")).status_code == 403
