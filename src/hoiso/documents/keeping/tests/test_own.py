"""Notes, folders and searches are one officer's alone."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hoiso.access.models import Officer, Role
from hoiso.core import clock
from hoiso.core.errors import DomainError, NotThere
from hoiso.documents.keeping import public
from hoiso.documents.keeping.errors import NameTaken
from hoiso.documents.models import Document, Folder, FolderEntry, Note, SavedSearch
from hoiso.units.models import Unit
from tests.factories.documents import a_registered, many_registered
from tests.factories.people import a_unit, acting, an_officer, signed_in
from tests.roles import owner

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit() -> Unit:
    return a_unit()


@pytest.fixture
def clerk(unit: Unit) -> Officer:
    return an_officer(Role.CLERK, unit)


def test_a_note_is_kept_changed_and_removed(client: Client, clerk: Officer, unit: Unit) -> None:
    document = a_registered(clerk, unit)
    address = f"/van-ban/{document.pk}/ghi-chu/"
    signed_in(client, clerk)
    client.post(address, {"text": "Hỏi lại số hộ"})
    assert "Hỏi lại số hộ" in client.get(f"/van-ban/{document.pk}/").content.decode()
    client.post(address, {"text": "Đã hỏi"})
    assert "Đã hỏi" in client.get(address).content.decode()
    said = client.post(address, {"text": " "}, follow=True).content.decode()
    assert "Đã xoá ghi chú" in said
    with owner():
        assert not Note.objects.exists()


def test_a_note_over_its_length_is_sent_back_whole(client: Client, clerk: Officer, unit: Unit) -> None:
    document = a_registered(clerk, unit)
    answer = signed_in(client, clerk).post(f"/van-ban/{document.pk}/ghi-chu/", {"text": "ừ" * 5_001})
    assert answer.status_code == 422
    assert "ừ" * 5_001 in answer.content.decode()


def test_nobody_else_reads_a_note_not_even_who_reads_the_trail(
    client: Client, clerk: Officer, unit: Unit
) -> None:
    document = a_registered(clerk, unit)
    public.keep_note(by=acting(clerk), document_id=document.pk, text="Riêng tôi", at=clock.now())
    for role in Role.values:
        officer = an_officer(role, unit)
        acting(officer)
        assert not Note.objects.exists()
        assert public.own_note(clerk.pk, document.pk) == ""
    leader = signed_in(client, an_officer(Role.LEADER, unit))
    assert "Riêng tôi" not in leader.get(f"/van-ban/{document.pk}/").content.decode()


def test_a_note_in_anothers_name_is_refused_by_the_wall(clerk: Officer, unit: Unit) -> None:
    document = a_registered(clerk, unit)
    acting(clerk)
    with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        Note.objects.create(
            officer_id=an_officer(Role.LEADER, unit).pk, document=document, text="x", changed_at=clock.now()
        )


def test_a_document_lies_in_the_ticked_folders_and_in_a_new_one(
    client: Client, clerk: Officer, unit: Unit
) -> None:
    document = a_registered(clerk, unit)
    by = acting(clerk)
    first, second = (public.make_folder(by=by, name=name) for name in ("Việc gấp", "Theo dõi"))
    address = f"/van-ban/{document.pk}/thu-muc/"
    signed_in(client, clerk)
    client.post(address, {"folders": [first.pk], "new_name": "Tháng 11"})
    acting(clerk)
    inside = {one.name: one.inside for one in public.folders(clerk.pk, document_id=document.pk)}
    assert inside == {"Việc gấp": True, "Theo dõi": False, "Tháng 11": True}
    client.post(address, {"folders": [second.pk]})
    acting(clerk)
    assert [one.name for one in public.folders(clerk.pk, document_id=document.pk) if one.inside] == [
        "Theo dõi"
    ]
    taken = client.post(address, {"new_name": "Việc gấp"})
    assert taken.status_code == 422
    assert "Đã có thư mục mang tên này" in taken.content.decode()


def test_a_folder_is_named_renamed_emptied_and_removed(client: Client, clerk: Officer, unit: Unit) -> None:
    document = a_registered(clerk, unit)
    signed_in(client, clerk)
    assert "Nhập tên thư mục" in client.post("/ho-so/thu-muc/", {"name": " "}).content.decode()
    made = client.post("/ho-so/thu-muc/", {"name": "Việc gấp"})["Location"]
    client.post(f"/van-ban/{document.pk}/thu-muc/", {"folders": [made.rstrip("/").rsplit("/", 1)[-1]]})
    assert document.subject in client.get(made).content.decode()
    client.post(made, {"name": "Việc rất gấp"})
    assert "Việc rất gấp" in client.get("/ho-so/thu-muc/").content.decode()
    client.post(f"{made}bo-ra/", {"chon": [document.pk]})
    assert "Thư mục chưa có văn bản" in client.get(made).content.decode()
    assert "vẫn còn nguyên" in client.get(f"{made}xoa/").content.decode()
    client.post(f"{made}xoa/")
    assert client.get(made).status_code == 404
    with owner():
        assert Document.objects.filter(pk=document.pk).exists()


def test_folders_and_searches_of_others_are_not_there(client: Client, clerk: Officer, unit: Unit) -> None:
    by = acting(clerk)
    folder = public.make_folder(by=by, name="Của Lệ")
    kept = public.save_search(by=by, name="Của Lệ", query={"q": "ubnd"})
    other = an_officer(Role.CLERK, unit)
    signed_in(client, other)
    for path in (f"thu-muc/{folder.pk}/", f"thu-muc/{folder.pk}/xoa/", f"tim-da-luu/{kept.pk}/"):
        assert client.get(f"/ho-so/{path}").status_code == 404, path
    assert client.post(f"/ho-so/tim-da-luu/{kept.pk}/xoa/").status_code == 404
    assert client.post(f"/ho-so/thu-muc/{folder.pk}/bo-ra/").status_code == 404
    assert "Của Lệ" not in client.get("/ho-so/thu-muc/").content.decode()
    acting(other)
    assert not Folder.objects.exists()
    assert not SavedSearch.objects.exists()
    with pytest.raises(NotThere):
        public.drop_folder(by=acting(other), folder_id=folder.pk)


def test_a_folder_shows_and_counts_only_what_is_still_seen(
    client: Client, clerk: Officer, unit: Unit
) -> None:
    specialist = an_officer(Role.SPECIALIST, unit)
    document = a_registered(clerk, unit)
    folder = public.make_folder(by=acting(specialist), name="Theo dõi")
    with owner():
        FolderEntry.objects.create(
            folder=folder, officer_id=specialist.pk, document=document, added_at=clock.now()
        )
    acting(specialist)
    assert public.folders(specialist.pk)[0].documents == 0
    assert public.filed_count(folder.pk) == 0
    content = signed_in(client, specialist).get(f"/ho-so/thu-muc/{folder.pk}/").content.decode()
    assert document.subject not in content


def test_a_kept_search_runs_in_the_scope_of_today(client: Client, clerk: Officer) -> None:
    by = acting(clerk)
    kept = public.save_search(by=by, name="Của Uỷ ban", query={"q": "uỷ ban", "loai": ["CV", "KH"]})
    assert public.save_search(by=by, name="Của Uỷ ban", query={"q": "ubnd"}).pk == kept.pk
    answer = signed_in(client, clerk).get(f"/ho-so/tim-da-luu/{kept.pk}/")
    assert answer["Location"] == "/tim/?q=ubnd"
    client.post(f"/ho-so/tim-da-luu/{kept.pk}/xoa/")
    assert client.get(f"/ho-so/tim-da-luu/{kept.pk}/").status_code == 404
    with pytest.raises(DomainError, match="Nhập tên"):
        public.save_search(by=acting(clerk), name=" ", query={})


def test_two_folders_of_one_name_are_refused(clerk: Officer) -> None:
    by = acting(clerk)
    first, second = public.make_folder(by=by, name="A"), public.make_folder(by=by, name="B")
    with pytest.raises(NameTaken):
        public.make_folder(by=by, name="A")
    with pytest.raises(NameTaken):
        public.rename_folder(by=by, folder_id=second.pk, name="A")
    assert public.rename_folder(by=by, folder_id=first.pk, name=" A ").name == "A"


def test_a_folder_costs_the_same_at_few_and_many_rows(client: Client, clerk: Officer, unit: Unit) -> None:
    folder = public.make_folder(by=acting(clerk), name="Nhiều")
    signed_in(client, clerk)
    address = f"/ho-so/thu-muc/{folder.pk}/"

    def statements() -> int:
        with CaptureQueriesContext(connection) as context:
            assert client.get(address).status_code == 200
        return sum(not one["sql"].startswith(("SAVEPOINT", "RELEASE")) for one in context)

    statements()
    few = statements()
    many_registered(clerk, unit, 300)
    with owner():
        FolderEntry.objects.bulk_create(
            FolderEntry(folder=folder, officer_id=clerk.pk, document=one, added_at=clock.now())
            for one in Document.objects.all()
        )
    assert statements() == few <= 8
    first = client.get(address).content.decode()
    assert "Văn bản 1–25 trong 300" in first
