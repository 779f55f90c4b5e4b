"""Kept searches tell of new hits once a day, of what their officer may read."""

from datetime import date, timedelta

import pytest
from django.test import Client

from hoiso.access.models import Officer, Role
from hoiso.core import clock
from hoiso.documents.models import Document, SavedSearch
from hoiso.documents.search.jobs import tell_searches
from hoiso.documents.search.kept import from_values
from hoiso.documents.search.public import Asked, as_values, index, tell_of_new_hits
from hoiso.notices.models import Notice
from hoiso.units.models import Unit
from tests.factories.documents import a_registered
from tests.factories.people import a_unit, acting, an_officer, signed_in
from tests.roles import owner

pytestmark = pytest.mark.django_db


def _registered(clerk: Officer, unit: Unit, subject: str) -> Document:
    document = a_registered(clerk, unit, subject=subject)
    index(document.pk)
    return document


def _told(officer: Officer) -> list[str]:
    with owner():
        mine = Notice.objects.filter(officer_id=officer.pk, text__startswith="Tìm kiếm")
        return list(mine.order_by("pk").values_list("text", flat=True))


def _kept(client: Client, clerk: Officer, **fields: str) -> SavedSearch:
    sent = {"q": "tập huấn", "ten": "Tập huấn", "bao": "1", **fields}
    assert signed_in(client, clerk).post("/tim/luu/", sent).status_code == 302
    acting(clerk)
    return SavedSearch.objects.get(name=sent["ten"])


def test_new_hits_are_told_once_a_day_and_each_only_once(client: Client, clerk: Officer, unit: Unit) -> None:
    _registered(clerk, unit, "Tập huấn từ trước")
    kept = _kept(client, clerk)
    today = clock.now()
    assert tell_of_new_hits(kept.pk, clerk.pk, at=today) == 0  # nothing new yet, and that was today's look
    acting(clerk)
    for subject in ("Tập huấn một", "Tập huấn hai", "Việc khác"):
        _registered(clerk, unit, subject)
    assert tell_of_new_hits(kept.pk, clerk.pk, at=today) == 0
    for _ in range(2):
        tell_of_new_hits(kept.pk, clerk.pk, at=today + timedelta(days=1))
    assert tell_of_new_hits(kept.pk, clerk.pk, at=today + timedelta(days=2)) == 0
    assert _told(clerk) == ["Tìm kiếm “Tập huấn” có 2 văn bản mới."]
    with owner():
        address = Notice.objects.get(officer_id=clerk.pk, text__startswith="Tìm kiếm").address
    assert "/tim/?q=" in client.get(address).headers["Location"]


def test_a_search_kept_without_the_wish_tells_nothing(client: Client, clerk: Officer, unit: Unit) -> None:
    kept = _kept(client, clerk, bao="")
    _registered(clerk, unit, "Tập huấn")
    assert tell_of_new_hits(kept.pk, clerk.pk, at=clock.now()) == 0
    assert _told(clerk) == []


def test_what_she_may_not_read_is_not_told(client: Client, clerk: Officer, unit: Unit) -> None:
    kept = _kept(client, clerk)
    other_unit = a_unit("Xã Bình Hoà")
    _registered(an_officer(Role.CLERK, other_unit), other_unit, "Tập huấn ở xã bên")
    secret = _registered(an_officer(Role.CLERK, unit), unit, "Tập huấn kín")
    with owner():
        Document.objects.filter(pk=secret.pk).update(restricted=True)
    stranger = an_officer(Role.CLERK, unit)
    assert tell_of_new_hits(kept.pk, stranger.pk, at=clock.now()) == 0  # nor is a search anybody else's
    assert tell_of_new_hits(kept.pk, clerk.pk, at=clock.now()) == 0
    assert _told(clerk) == _told(stranger) == []


def test_the_search_is_kept_with_its_filters() -> None:
    asked = Asked(words="kế hoạch", direction="in", urgency=1, day_from=date(2026, 1, 2), book_id=7)
    assert from_values(as_values(asked)) == asked
    assert as_values(Asked()) == {}


@pytest.mark.django_db(transaction=True)
def test_the_job_of_the_morning_looks_for_everybody(client: Client, clerk: Officer, unit: Unit) -> None:
    from django.db import transaction

    from hoiso.core import scope
    from tests.roles import worker

    with transaction.atomic():
        _kept(client, clerk)
        _registered(clerk, unit, "Tập huấn một")
    with worker():
        tell_searches(0)
        tell_searches(0)
    scope.adopt("")
    assert _told(clerk) == ["Tìm kiếm “Tập huấn” có 1 văn bản mới."]
