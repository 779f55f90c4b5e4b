"""What is refused at the door never lies in the store."""

from io import BytesIO
from pathlib import Path

import pytest

from hoiso.core import clock
from hoiso.core.files.errors import FileRefused, Reason
from hoiso.core.files.inspection import Use
from hoiso.core.files.tests.clamd import EICAR, ClamdLike
from hoiso.core.models import StoredFile
from hoiso.documents import filing
from tests.factories.people import a_unit, acting, an_officer

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def file_store(settings: pytest.FixtureRequest, tmp_path: Path) -> Path:
    settings.FILE_ROOT = tmp_path / "files"  # type: ignore[attr-defined]
    acting(an_officer("clerk", a_unit("Xã Mỹ Yên")))
    return tmp_path / "files"


def everything_under(store: Path) -> list[str]:
    return sorted(path.name for path in store.rglob("*") if path.is_file())


def take_in(content: bytes, name: str, use: Use = Use.ANNEX) -> filing.Filed:
    return filing.take_in(BytesIO(content), name, at=clock.now(), use=use)


def test_an_infected_file_leaves_neither_content_nor_row(
    file_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hoiso.core.files.antivirus._SOCKETS", (tmp_path / "clamd",))
    with ClamdLike(tmp_path / "clamd") as scanner, pytest.raises(FileRefused, match="Eicar") as refusal:
        take_in(EICAR, "danh-sach.txt")
    assert refusal.value.reason is Reason.DANGEROUS
    assert scanner.received == EICAR
    assert everything_under(file_store) == []
    assert not StoredFile.objects.exists()


def test_a_clean_file_is_scanned_and_kept(
    file_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hoiso.core.files.antivirus._SOCKETS", (tmp_path / "clamd",))
    with ClamdLike(tmp_path / "clamd"):
        filed = take_in(b"Danh sach", "danh-sach.txt")
    assert filed.stored.scanned_by == "clean"
    assert everything_under(file_store) == [filed.stored.sha256]


@pytest.mark.parametrize(
    ("content", "name", "reason"),
    [
        (b"%PDF-1.7 broken", "van-ban.pdf", Reason.BROKEN),
        (b"a,b\n1,2\n", "bang.csv", Reason.KIND),
        (b"Danh sach", "chay.exe", Reason.DANGEROUS),
        (b"", "trong.pdf", Reason.EMPTY),
    ],
)
def test_a_refused_file_leaves_nothing(file_store: Path, content: bytes, name: str, reason: Reason) -> None:
    with pytest.raises(FileRefused) as refusal:
        take_in(content, name, Use.MAIN)
    assert refusal.value.reason is reason
    assert everything_under(file_store) == []


def test_a_content_that_serves_elsewhere_outlives_its_refusal_here(file_store: Path) -> None:
    kept = take_in(b"a,b\n1,2\n", "bang.csv").stored
    with pytest.raises(FileRefused):
        take_in(b"a,b\n1,2\n", "bang.csv", Use.MAIN)
    assert everything_under(file_store) == [kept.sha256]
