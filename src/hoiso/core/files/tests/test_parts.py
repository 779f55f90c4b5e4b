"""Files in parts: order, repetition, damage, strangers, bounds, a full disk, and the sweep."""

import hashlib
import json
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from hoiso.access.models import Officer, Role
from hoiso.core.clock import now
from hoiso.core.files import parts
from hoiso.core.files.tests.samples import a_pdf
from hoiso.core.models import PartialUpload
from hoiso.documents.models import IncomingDraftFile
from tests.factories.people import a_unit, acting, an_officer, signed_in
from tests.roles import owner

pytestmark = pytest.mark.django_db
LENGTH = 2 * parts.PART + 100


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.FILE_ROOT = tmp_path / "files"
    return tmp_path / "files" / "parts"


@pytest.fixture
def clerk() -> Officer:
    return an_officer(Role.CLERK, a_unit())


def content_of(length: int = LENGTH) -> bytes:
    return bytes(range(251)) * (length // 251) + b"x" * (length % 251)


def mark_of(content: bytes) -> str:
    digests = [
        hashlib.sha256(content[at : at + parts.PART]).hexdigest() for at in range(0, len(content), parts.PART)
    ]
    return hashlib.sha256("".join(digests).encode()).hexdigest()


def begin(client: Client, content: bytes, **other: object) -> Any:
    told = {"mark": mark_of(content), "name": "ban-quet.pdf", "size": len(content), **other}
    return client.post("/gui-tep/", told)


def send(client: Client, upload: int, content: bytes, start: int, *, sha256: str = "") -> Any:
    part = content[start : start + parts.PART]
    return client.post(
        f"/gui-tep/{upload}/",
        part,
        content_type="application/octet-stream",
        headers={"Hoiso-Start": str(start), "Hoiso-Sha256": sha256 or hashlib.sha256(part).hexdigest()},
    )


def sent_whole(client: Client, content: bytes, **other: object) -> int:
    upload = json.loads(begin(client, content, **other).content)["id"]
    for start in range(0, len(content), parts.PART):
        assert send(client, upload, content, start).status_code == 200
    return int(upload)


def test_a_file_goes_on_where_it_was_cut_when_it_is_chosen_again(client: Client, clerk: Officer) -> None:
    content = content_of()
    signed_in(client, clerk)
    first = json.loads(begin(client, content).content)
    assert (first["received"], first["part"]) == (0, parts.PART)
    assert json.loads(send(client, first["id"], content, 0).content)["received"] == parts.PART
    again = json.loads(begin(client, content).content)
    assert (again["id"], again["received"]) == (first["id"], parts.PART)
    changed = json.loads(begin(client, content[:-1] + b"y").content)
    assert changed["id"] != first["id"]  # another content under the same name is another file


def test_a_part_out_of_order_twice_or_damaged_changes_nothing(
    client: Client, clerk: Officer, folder: Path
) -> None:
    content = content_of()
    signed_in(client, clerk)
    upload = json.loads(begin(client, content).content)["id"]
    early = send(client, upload, content, parts.PART)
    assert (early.status_code, json.loads(early.content)["received"]) == (409, 0)
    assert send(client, upload, content, 0).status_code == 200
    twice = send(client, upload, content, 0)
    assert (twice.status_code, json.loads(twice.content)["received"]) == (200, parts.PART)
    damaged = send(client, upload, content, parts.PART, sha256="0" * 64)
    assert (damaged.status_code, json.loads(damaged.content)["received"]) == (409, parts.PART)
    assert (folder / str(upload)).read_bytes() == content[: parts.PART]
    short = client.post(
        f"/gui-tep/{upload}/", b"abc", content_type="application/octet-stream",
        headers={"Hoiso-Start": str(parts.PART), "Hoiso-Sha256": hashlib.sha256(b"abc").hexdigest()},
    )  # fmt: skip
    assert short.status_code == 409


def test_parts_that_make_another_file_than_was_told_begin_anew(client: Client, clerk: Officer) -> None:
    content = content_of(100)
    signed_in(client, clerk)
    upload = json.loads(begin(client, content).content)["id"]
    other = send(client, upload, b"z" * 100, 0)
    assert (other.status_code, json.loads(other.content)["received"]) == (409, 0)
    assert send(client, upload, content, 0).status_code == 200


def test_somebody_elses_upload_is_not_there(client: Client, clerk: Officer) -> None:
    content = content_of(100)
    upload = sent_whole(signed_in(client, clerk), content)
    stranger = signed_in(Client(), an_officer(Role.CLERK, a_unit()))
    assert send(stranger, upload, content, 0).status_code == 404
    assert json.loads(begin(stranger, content).content)["id"] != upload
    used = stranger.post("/van-ban-den/dang-ky/", {"hs-tep-da-gui": f"uploads:{upload}"})
    assert used.status_code == 404


def test_what_is_too_large_too_much_or_too_many_is_refused_at_once(
    client: Client, clerk: Officer, settings: Any
) -> None:
    signed_in(client, clerk)
    settings.MAX_FILE = 1000
    large = begin(client, content_of(1001))
    assert (large.status_code, "phải nhỏ hơn" in json.loads(large.content)["sentence"]) == (422, True)
    assert begin(client, b"", mark="0" * 64).status_code == 422
    for number in range(parts.MOST_OPEN):
        assert begin(client, content_of(900 + number)).status_code == 200
    assert begin(client, content_of(500)).status_code == 422  # too many at once
    with owner():
        PartialUpload.objects.update(taken_at=now())
    answers = [begin(client, content_of(700 + number)) for number in range(4)]
    assert [answer.status_code for answer in answers[:1]] == [200]
    assert "ngày mai" in json.loads(answers[-1].content)["sentence"]  # the day's share is used up


def test_an_existing_form_takes_the_whole_file_by_the_same_inspection(
    client: Client, clerk: Officer, folder: Path, django_capture_on_commit_callbacks: Any
) -> None:
    signed_in(client, clerk)
    paper = a_pdf()
    upload = sent_whole(client, paper)
    small = SimpleUploadedFile("nho.pdf", a_pdf(pages=2))
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(
            "/van-ban-den/dang-ky/",
            {"hs-tep-da-gui": f"uploads:{upload}", "uploads": [small]},
        )
    assert answer.status_code == 302
    acting(clerk)
    assert set(IncomingDraftFile.objects.values_list("name", flat=True)) >= {"ban-quet.pdf"}
    assert not (folder / str(upload)).exists()
    assert client.post("/van-ban-den/dang-ky/", {"hs-tep-da-gui": f"uploads:{upload}"}).status_code == 404
    bad = sent_whole(client, b"MZ" + b"\0" * 500)
    refused = client.post("/van-ban-den/dang-ky/", {"hs-tep-da-gui": f"uploads:{bad}"})
    assert refused.status_code == 422
    assert (folder / str(bad)).exists()  # refused with the form: nothing was used up


def test_half_a_file_is_never_taken(client: Client, clerk: Officer) -> None:
    content = content_of()
    signed_in(client, clerk)
    upload = json.loads(begin(client, content).content)["id"]
    send(client, upload, content, 0)
    assert client.post("/van-ban-den/dang-ky/", {"hs-tep-da-gui": f"uploads:{upload}"}).status_code == 404


def test_a_full_disk_is_told_and_the_upload_can_go_on(tmp_path: Path) -> None:
    """A limit on the size of files, set for a process of its own, stands for the full disk."""
    program = (
        "import resource, signal, sys\nfrom pathlib import Path\n"
        "import django\nfrom django.conf import settings\n"
        "settings.configure(INSTALLED_APPS=[], DATABASES={})\n"
        "import types\nmodels = types.ModuleType('hoiso.core.models'); models.PartialUpload = object\n"
        "sys.modules['hoiso.core.models'] = models\n"
        "from hoiso.core.files import parts\nfrom hoiso.core.files.errors import FileRefused\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))\n"
        "place = Path(sys.argv[1])\nparts._write(place, 0, b'a' * 90_000)\n"
        "try: parts._write(place, 90_000, b'b' * 90_000)\n"
        "except FileRefused as refusal: code = 7 if refusal.reason == 'disk_full' else 8\n"
        "parts._write(place, 90_000, b'c' * 5)\n"
        "sys.exit(code if place.read_bytes() == b'a' * 90_000 + b'c' * 5 else 9)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path / "1")],
        env={"PYTHONPATH": str(Path(parts.__file__).parents[3])}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 7, done.stderr


def test_what_nobody_goes_on_with_is_swept(client: Client, clerk: Officer, folder: Path) -> None:
    content = content_of()
    signed_in(client, clerk)
    upload = json.loads(begin(client, content).content)["id"]
    send(client, upload, content, 0)
    with owner():
        assert parts.sweep(at=now() + timedelta(days=1)) == 0
        assert (folder / str(upload)).exists()
        assert parts.sweep(at=now() + timedelta(days=3)) == 1
        assert parts.sweep(at=now() + timedelta(days=3)) == 0
        assert not PartialUpload.objects.exists()
    assert not (folder / str(upload)).exists()
