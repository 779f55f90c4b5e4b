"""`hoiso bench peer`: the same PDFs put into hoiso and into a document system of others, and found in both.

Both run on this machine one after the other, on the same PostgreSQL, with as many processes as there are
cores; both are used over HTTP by two clients. The column of the floor is the peer's figure.
"""

import os
from collections.abc import Callable, Sequence

from bench.contract import Row
from bench.peers import mayan, ours, papers
from bench.peers.measured import FIRST, Measured
from bench.starting import FOREIGN
from hoiso.runtime.places import CHECKOUT

ROWS = 1_000
FOLDER = CHECKOUT / "build" / "peer"
CACHE = CHECKOUT / "var" / "cache"
LEAST_RECALL = 80.0  # without a peer beside it


def run(*, rows: int = ROWS, tell: Callable[[str], None]) -> list[Row]:
    """Every row; without the peer, where it cannot be installed, hoiso's figures alone."""
    tell(f"Dựng {rows} tệp PDF")
    all_papers = papers.papers(rows)
    files = papers.pdfs(all_papers, cache=CACHE)
    questions = papers.asked(all_papers)
    peer = mayan.Peer(FOLDER)
    installed = True
    try:
        peer.install(tell)
        peer.redis()
    except mayan.NotInstalled as refusal:
        installed = False
        tell(f"{refusal} Chỉ đo hoiso, không có hệ thống đối chiếu")
    for name in FOREIGN:
        os.environ.pop(name, None)
    data = FOLDER / "data"
    data.mkdir(parents=True, exist_ok=True)
    os.environ["HOISO_DATA"] = str(data)
    from hoiso.runtime import addresses

    server = addresses.embedded_server()
    with server.held():
        we = ours.measure(server, all_papers, files, questions, tell=tell)
        _say("hoiso", we, questions, tell)
        they = peer.measure(server, files, questions, tell=tell) if installed else None
        if they is not None:
            _say(mayan.NAME, they, questions, tell)
    return compared(we, they)


def compared(we: Measured, they: Measured | None) -> list[Row]:
    """The rows of the table; the floor is the peer's figure, none where there is no peer."""
    peer = mayan.NAME if they else "không cài được"
    recall = f"{mayan.NAME}: {they.recall:.0f} %" if they else peer

    def row(what: str, unit: str, figure: Callable[[Measured], float], alone: float, **also: bool) -> Row:
        return Row(
            what=what, value=figure(we), unit=unit, floor=figure(they) if they else None,
            target=1 if they else alone, peer=peer, **also,
        )  # fmt: skip

    return [
        row(
            f"đưa {we.brought} tệp PDF vào đến khi tìm được hết", "văn bản/giây", lambda one: one.rate, 1.0,
            at_least=True, also=we.findable == we.brought,
        ),
        row("hỏi, trung vị của 20 câu", "ms", lambda one: one.median, 60.0),
        row("hỏi, p95 của 20 câu", "ms", lambda one: one.p95, 60.0),
        Row(
            what=f"câu hỏi có văn bản cần tìm trong {FIRST} dòng đầu", value=we.recall, unit="%",
            target=max(they.recall, 1.0) if they else LEAST_RECALL, at_least=True, peer=recall,
        ),
        row("cơ sở dữ liệu và chỉ mục lớn thêm", "MB", lambda one: one.megabytes, 200.0),
    ]  # fmt: skip


def _say(name: str, one: Measured, questions: Sequence[papers.Question], tell: Callable[[str], None]) -> None:
    """What the table has no room for: how many could be found at all, and where each question fails."""
    tell(f"{name}: tìm được {one.findable}/{one.brought} văn bản sau {one.seconds:.0f} giây")
    for question, place in zip(questions, one.places, strict=True):
        if place is None or place > FIRST:
            tell(f"{name}: “{question.typed}” ({question.kind}), thứ {place or 'không có'}")
