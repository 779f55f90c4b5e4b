"""The command's way: sheets and scans without a clerk."""

from datetime import datetime
from pathlib import Path

import pytest

from hoiso.core.files.tests.samples import a_pdf
from hoiso.documents.models import Document, DocumentFile
from hoiso.documents.takeover import public
from hoiso.documents.takeover.commands import Report
from hoiso.documents.takeover.errors import SheetRefused
from hoiso.documents.takeover.tests.conftest import INCOMING, NOON, a_sheet, incoming_row
from hoiso.units.models import Unit
from tests.roles import owner, worker

pytestmark = pytest.mark.django_db


def _taken(unit: Unit, *paths: Path, at: datetime = NOON) -> list[Report]:
    with worker():
        return list(public.take_over_files(paths, unit=unit, wish=public.Wish(), at=at))


def test_sheet_and_folder_go_in_and_a_second_time_gives_nothing_new(unit: Unit, tmp_path: Path) -> None:
    sheet = tmp_path / "so-den.xlsx"
    sheet.write_bytes(a_sheet(INCOMING, [incoming_row(1), incoming_row(2), incoming_row(3, day="")]).read())
    folder = tmp_path / "quet" / "2023"
    folder.mkdir(parents=True)
    (folder / "2.pdf").write_bytes(a_pdf())
    (folder / "77.pdf").write_bytes(a_pdf(pages=2))
    broken = tmp_path / "hong.xlsx"
    broken.write_bytes(b"khong phai")
    good, bad = _taken(unit, sheet, tmp_path / "quet", broken)
    assert (good.taken, good.again, good.scans, good.refused) == (2, 0, 1, "")
    assert good.faults == [(4, "Cột A (Ngày đến): ghi ngày, ví dụ 20/09/2023.")]
    assert [name for name, _ in good.scans_refused] == ["2023/77.pdf"]
    assert bad.refused
    again = _taken(unit, sheet, tmp_path / "quet")[0]
    assert (again.taken, again.again) == (0, 2)
    with owner():
        assert Document.objects.count() == 2
        assert DocumentFile.objects.get().document.number == 2


def test_scans_alone_are_no_register(unit: Unit, tmp_path: Path) -> None:
    with pytest.raises(SheetRefused, match="ít nhất một tệp Excel"):
        _taken(unit, tmp_path)
