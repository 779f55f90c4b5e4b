"""The papers of `hoiso bench peer`, and its table with the peer and without it."""

from collections import Counter
from pathlib import Path
from time import perf_counter

import pypdfium2
import pytest

from bench import peer
from bench.contract import table
from bench.peers import mayan, papers
from bench.peers.browsing import form_with
from bench.peers.measured import LONGEST, Measured, asked, wait_until_findable
from hoiso.core.folding import nfc
from hoiso.runtime.install import UV_VERSION


def a_measured(**other: object) -> Measured:
    whole: dict[str, object] = {
        "brought": 50, "findable": 50, "seconds": 10.0, "times": tuple(float(at) for at in range(1, 21)),
        "places": (*range(1, 11), *(None,) * 10), "megabytes": 12.0,
    }  # fmt: skip
    return Measured(**(whole | other))  # type: ignore[arg-type]


def test_the_same_papers_come_in_every_run_and_twenty_questions_each_mean_one_of_them() -> None:
    first = papers.papers(60)
    assert first == papers.papers(60)
    assert len({paper.name for paper in first}) == len({paper.symbol for paper in first}) == 60
    questions = papers.asked(first)
    assert Counter(one.kind for one in questions) == papers.ASKED
    assert {one.wanted for one in questions} <= {paper.name for paper in first if paper.key}
    with pytest.raises(ValueError, match="at least 50"):
        papers.papers(49)


def test_papers_are_pdfs_of_one_to_three_pages_with_their_words_and_are_set_once(tmp_path: Path) -> None:
    some = papers.papers(60)[:12]
    files = papers.pdfs(some, cache=tmp_path)
    pages = [len(pypdfium2.PdfDocument(file)) for file in files]
    assert set(pages) == {1, 2, 3}
    for paper, file in zip(some, files, strict=True):
        text = nfc(" ".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(file)))
        assert paper.symbol in text
        assert papers.COMMON in text
    before = [file.stat().st_mtime_ns for file in files]
    assert papers.pdfs(some, cache=tmp_path) == files
    assert [file.stat().st_mtime_ns for file in files] == before


def test_the_table_beside_the_peer_and_alone() -> None:
    ours = a_measured(places=(1,) * 19 + (None,))
    rows = peer.compared(ours, a_measured(seconds=50.0, times=(400.0,) * 20, megabytes=40.0))
    assert [row.holds for row in rows] == [True] * 5
    assert rows[0].as_json()["ratio"] == 5
    printed = table(rows)
    assert f"{mayan.NAME}: 15 %" in printed
    assert "đưa 50 tệp PDF vào đến khi tìm được hết" in printed
    alone = peer.compared(ours, None)
    assert all(row.floor is None and row.peer == "không cài được" for row in alone)
    assert "không cài được" in table(alone)
    assert not peer.compared(a_measured(findable=49), None)[0].holds


def test_a_machine_without_a_registry_is_told_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mayan, "TOOLS", tmp_path)
    with pytest.raises(mayan.NotInstalled, match="make install"):
        mayan.Peer(tmp_path / "peer").install(lambda _: None)
    (tmp_path / f"uv-{UV_VERSION}").write_text("#!/bin/sh\necho 'no route to the index' >&2\nexit 2\n")
    (tmp_path / f"uv-{UV_VERSION}").chmod(0o755)
    with pytest.raises(mayan.NotInstalled, match=r"Không cài được Mayan EDMS .* no route to the index"):
        mayan.Peer(tmp_path / "peer").install(lambda _: None)


def test_waiting_ends_with_the_last_document_and_questions_keep_their_places() -> None:
    counts = iter((0, 3, 5))
    assert wait_until_findable(lambda: next(counts), 5, begun=perf_counter(), every=0)[0] == 5
    assert wait_until_findable(lambda: 3, 5, begun=perf_counter() - LONGEST, every=0)[0] == 3
    questions = [papers.Question("plain", "a", "2.pdf"), papers.Question("plain", "b", "9.pdf")]
    times, places = asked(lambda _: ["1.pdf", "2.pdf"], questions)
    assert len(times) == 2
    assert places == (2, None)


def test_a_form_is_sent_as_it_stands_on_the_page() -> None:
    page = (
        '<form><input name="q"></form>'
        '<form><input name="subject" value="a &amp; b"><input type="file" name="f">'
        '<input type="radio" name="u" value="0" checked><input type="radio" name="u" value="1">'
        '<textarea name="t">\nmột\n&lt;hai</textarea>'
        '<select name="k"><option value="x"><option value="y" selected></select></form>'
    )
    assert form_with(page, "subject") == {"subject": "a & b", "u": "0", "t": "một\n<hai", "k": "y"}
