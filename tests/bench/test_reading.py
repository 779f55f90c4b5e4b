"""`hoiso bench reading` tells the share of right fields, and each field's confusion, of both halves."""

from pathlib import Path

import pytest

import bench.reading
from bench.contract import Row
from hoiso.runtime import django_start
from tests.reading_set import frozen_samples, own_samples
from tests.reading_set.scoring import Sample

TEXT = """UBND XÃ MỸ YÊN   CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Số: 12/KH-UBND   Độc lập - Tự do - Hạnh phúc
   Mỹ Yên, ngày 12 tháng 9 năm 2026

KẾ HOẠCH
Rà soát hội viên vay vốn

Nơi nhận:
- Lưu: VT.
"""


@pytest.fixture
def tiny(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One page in each half, its text as a file; the second half's answers hold a mistake."""
    page = tmp_path / "ke-hoach.docx"
    page.write_bytes(b"")
    right = {
        "issuer": "UBND xã Mỹ Yên", "symbol": "12/KH-UBND", "date": "2026-09-12", "kind": "Kế hoạch",
        "subject": "Rà soát hội viên vay vốn", "recipients": "Lưu: VT",
    }  # fmt: skip
    wrong = right | {"symbol": "13/KH-UBND", "signer": "Lê Thị Mai Hoa"}
    monkeypatch.setattr(django_start, "set_up", lambda role: None)
    monkeypatch.setattr(frozen_samples, "frozen_samples", lambda folder=page: [Sample("a.pdf", page, right)])
    monkeypatch.setattr(own_samples, "own_samples", lambda folder: [Sample("b.pdf", page, wrong)])
    monkeypatch.setattr("tests.reading_set.scoring.pages_of", lambda sample: plain(TEXT))
    monkeypatch.setattr(bench.reading, "_text", lambda files: [])
    monkeypatch.setattr(
        bench.reading, "_recognition",
        lambda files, pages, folder: Row(what="nhận dạng", value=1, floor=1, target=1.2, unit="s"),
    )  # fmt: skip


def plain(text: str) -> object:
    from hoiso.reading.text import plain_text

    return plain_text(text)


@pytest.mark.usefixtures("tiny")
def test_score_and_confusion_are_told_of_both_halves() -> None:
    told: list[str] = []
    rows = {row.what: row for row in bench.reading.run(rows=10, tell=told.append)}
    assert rows["nửa đóng băng: bản điện tử, 1 trang, ô đúng"].value == 100
    assert rows["nửa tự dựng: bản điện tử, 1 trang, ô đúng"].value == pytest.approx(100 * 5 / 7)
    assert rows["nửa tự dựng: bản điện tử, 1 giá trị sai, được đánh dấu"].value == 0
    assert rows["nửa tự dựng: bản điện tử, giá trị đúng phải xem lại"].value == pytest.approx(20)
    said = "\n".join(told)
    lines = [line.split() for line in said.splitlines()]
    # right of asked, missed, wrong and marked, wrong and not marked
    assert ["symbol", "1", "/", "1", "0", "0", "0"] in lines
    assert ["symbol", "0", "/", "1", "0", "0", "1"] in lines
    assert ["signer", "0", "/", "1", "1", "0", "0"] in lines
    assert "b.pdf symbol: “13/KH-UBND” đọc là “12/KH-UBND” (KHÔNG ĐÁNH DẤU)" in said


def test_a_changed_frozen_file_stops_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(django_start, "set_up", lambda role: None)
    monkeypatch.setattr(frozen_samples, "changed_files", lambda: ["bao-cao.pdf"])
    with pytest.raises(RuntimeError, match=r"bao-cao\.pdf"):
        bench.reading.run(rows=10, tell=print)
