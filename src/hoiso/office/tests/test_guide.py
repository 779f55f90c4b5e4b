"""The help: every task has its page, its words are those of the pages, and pictures come and go whole."""

import io
import json
import zipfile
from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image
from pytest_django import Settings

from hoiso.access.models import Role
from hoiso.cli.main import main
from hoiso.core.errors import DomainError
from hoiso.office.guide import pictures
from hoiso.office.guide.reading import OF_ROLES, HelpPage, found, help_address, help_pages, page_for
from hoiso.runtime.places import CHECKOUT, SOURCE
from tests.browser.help_pictures import SHOTS
from tests.factories.people import a_unit, an_officer, signed_in
from tests.test_address_walk import ALL

NAMES = {one.name for one in ALL}


@pytest.fixture
def reader(db: None, client: Client, settings: Settings, tmp_path: Path) -> Client:
    settings.DATA = tmp_path
    return signed_in(client, an_officer(Role.CLERK, a_unit("Xã Mỹ Yên")))


def a_set(place: Path, *names: str, largest: bool = False) -> Path:
    """A packed set of pictures, as the walk makes it."""
    folder = place / "made"
    folder.mkdir()
    for name in names:
        for width in pictures.WIDTHS:
            target = io.BytesIO()
            Image.new("RGB", (width, 40), "white").save(target, "WEBP")
            content = target.getvalue() + b"\0" * (pictures.LARGEST if largest else 0)
            (folder / f"{name}-{width}.webp").write_bytes(content)
    sizes = {name: {"1024": [1024, 40], "360": [360, 40]} for name in names}
    pictures.write_list(folder, made_on=date(2026, 11, 24), sizes=sizes)
    pictures.pack(folder, place / "hinh.zip")
    return place / "hinh.zip"


def tasks() -> list[HelpPage]:
    """The pages of tasks; the guides of roles have no pictures."""
    return [one for one in help_pages().values() if one.group != OF_ROLES]


def test_the_guides_of_roles_are_read_too(reader: Client) -> None:
    assert {one.key for one in help_pages().values() if one.group == OF_ROLES} == {
        file.stem for file in (CHECKOUT / "docs/guide").glob("*.md")
    }
    shown = reader.get(reverse("help_task", args=["can-bo-xa"])).content.decode()
    assert "<h2>Nhận văn bản của tỉnh" in shown
    assert "Ghi vài chữ đã làm gì. Làm xong rồi: <b>Đã xử lý xong, kết thúc luôn</b>." in shown
    assert "**" not in shown
    assert "##" not in shown


def test_every_page_has_a_picture_and_every_picture_its_page() -> None:
    assert [one.key for one in tasks() if not one.pictures] == []
    shown = [name for one in help_pages().values() for name in one.pictures]
    assert sorted(shown) == sorted(SHOTS)
    assert [name for name, shot in SHOTS.items() if shot.name not in NAMES] == []


def test_every_page_says_when_and_how_and_belongs_to_pages_that_are_there() -> None:
    for one in tasks():
        assert any(block.kind == "steps" for block in one.blocks), one.key
    gone = [
        (one.key, place)
        for one in help_pages().values()
        for place in one.places
        if not any(name.startswith(place) for name in NAMES)
    ]
    assert gone == []


def test_what_is_named_stands_on_a_page_in_just_these_words() -> None:
    said = " ".join(
        file.read_text("utf-8")
        for pattern in ("**/templates/**/*.html", "**/*.py", "../frontend/js/*.js")
        for file in SOURCE.glob(pattern)
        if "tests" not in file.parts and "guide" not in file.parts
    )
    missing = [(one.key, name) for one in tasks() for name in one.named if name not in said]
    assert missing == []


def test_a_page_leads_to_the_help_of_its_task(reader: Client) -> None:
    assert page_for("incoming_confirm") == "dang-ky-van-ban-den"
    assert page_for("register_period") == "in-so"  # the longer beginning counts
    assert help_address("nowhere") == reverse("help")
    there = reader.get(reverse("incoming_register")).content.decode()
    assert there.count(reverse("help_task", args=["dang-ky-van-ban-den"])) == 2  # at "?" and at the foot


def test_most_pages_have_a_help_of_their_own() -> None:
    """A new page leads to the list of tasks until its own is written down."""
    within = [one.name for one in ALL if one.mark and one.mark.signed_in]
    without = [name for name in within if not page_for(name)]
    assert len(without) * 5 < len(within), without


@pytest.mark.parametrize("words", ["vào sổ", "vao so", "VÀO SỔ"])
def test_help_is_found_with_and_without_accents(reader: Client, words: str) -> None:
    assert "dang-ky-van-ban-den" in [one.key for one in found(words)]
    answer = reader.get(reverse("help"), {"q": words}).content.decode()
    assert "Đăng ký văn bản đến" in answer
    assert "Uỷ quyền khi đi vắng" not in answer


def test_nothing_found_says_what_to_do(reader: Client) -> None:
    assert "Thử ít chữ hơn" in reader.get(reverse("help"), {"q": "xyzzy"}).content.decode()


def test_a_page_reads_well_without_pictures(reader: Client) -> None:
    answer = reader.get(reverse("help_task", args=["dang-ky-van-ban-den"])).content.decode()
    assert "<b>Đọc tệp và điền vào sổ</b>" in answer
    assert answer.count("<ol>") == 1
    assert "<figure>" not in answer
    assert "Hình chụp" not in answer
    assert reader.get(reverse("help_picture", args=["dang-ky", 1024])).status_code == 404
    assert reader.get("/tro-giup/khong-co/").status_code == 404


def test_pictures_are_shown_with_their_words_and_say_when_they_may_be_old(
    reader: Client, tmp_path: Path
) -> None:
    assert pictures.take(a_set(tmp_path, "dang-ky"), data=tmp_path) == 1
    page = reverse("help_task", args=["dang-ky-van-ban-den"])
    shown = reader.get(page).content.decode()
    assert 'alt="Trang đăng ký, nút Đọc tệp và điền vào sổ được khoanh"' in shown
    assert shown.count("<figure>") == 1  # the other is not in this set
    assert "ngày 24/11/2026" in shown
    assert "có thể đã đổi" not in shown
    picture = reader.get(reverse("help_picture", args=["dang-ky", 360]))
    assert (picture["Content-Type"], picture.content[8:12]) == ("image/webp", b"WEBP")
    assert "immutable" in picture["Cache-Control"]
    assert reader.get("/tro-giup/hinh/dang-ky/500/").status_code == 404

    told = json.loads((pictures.folder() / "made.json").read_text())
    (pictures.folder() / "made.json").write_text(json.dumps({**told, "looks": "older"}))
    assert "có thể đã đổi" in reader.get(page).content.decode()


@pytest.mark.parametrize(
    "fault", ["no archive", "too large", "a stranger's name", "no list", "one is missing"]
)
def test_what_is_no_set_of_pictures_is_refused_and_what_is_here_stays(
    settings: Settings, tmp_path: Path, fault: str
) -> None:
    settings.DATA = tmp_path / "data"
    (tmp_path / "good").mkdir()
    pictures.take(a_set(tmp_path / "good", "dang-ky"), data=tmp_path / "data")
    file = a_set(tmp_path, "tim", largest=fault == "too large")
    with zipfile.ZipFile(file) as archive:
        inside = {one.filename: archive.read(one) for one in archive.infolist()}
    if fault == "a stranger's name":
        inside["../tim-1024.webp"] = inside["tim-1024.webp"]
    elif fault == "no list":
        del inside["made.json"]
    elif fault == "one is missing":
        del inside["tim-360.webp"]
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in inside.items():
            archive.writestr(name, content)
    if fault == "no archive":
        file.write_bytes(b"PK")
    with pytest.raises(DomainError, match="không phải bộ hình"):
        pictures.take(file, data=tmp_path / "data")
    assert list(pictures.standing().by_name) == ["dang-ky"]
    assert not (tmp_path / "tim-1024.webp").exists()


def test_the_command_puts_them_in_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HOISO_DATA", str(tmp_path / "data"))
    assert main(["pictures", str(a_set(tmp_path, "tim", "pin"))]) == 0
    assert "Đã có 2 hình" in capsys.readouterr().out
    assert (tmp_path / "data/help-pictures/tim-360.webp").is_file()
    assert main(["pictures", str(tmp_path / "no.zip")]) == 1
    assert "không phải bộ hình trợ giúp" in capsys.readouterr().err


def test_nothing_generated_is_in_the_source() -> None:
    assert list((CHECKOUT / "docs/guide").rglob("*.webp")) == []
