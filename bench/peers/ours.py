"""The papers put into hoiso by its own pages: chosen, read, confirmed as proposed, registered, found."""

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from urllib.parse import urlencode

import psycopg

from bench import data
from bench.peers.browsing import Browser, form_with
from bench.peers.measured import CLIENTS, Measured, asked, wait_until_findable
from bench.peers.papers import COMMON, Paper, Question
from bench.place import apart, clerk_session, count_the_words
from hoiso.runtime import django_start
from hoiso.runtime.addresses import EmbeddedServer
from hoiso.runtime.places import SOURCE

_DOCUMENT = re.compile(r'href="/van-ban/(\d+)/"')
_FINDABLE = """
SELECT count(*) FROM documents_searchentry e JOIN documents_document d ON d.id = e.document_id
WHERE d.unit_id = %s AND e.text ILIKE %s
"""
_NAMES = "SELECT document_id, name FROM documents_documentfile WHERE name LIKE '%.pdf'"


def measure(
    server: EmbeddedServer,
    papers: Sequence[Paper],
    files: Sequence[Path],
    questions: Sequence[Question],
    *,
    tell: Callable[[str], None],
) -> Measured:
    """A new office in the held server, with `hoiso serve` as an office runs it; files lie in HOISO_DATA."""
    tell("Dựng cơ sở dữ liệu của hoiso")
    server.drop_database("hoiso")
    server.prepare()
    django_start.migrate_apart()
    with psycopg.connect(server.superuser_address(database="hoiso"), autocommit=True) as owner:
        data.make(owner, rows=1, until="INSERT INTO documents_event")
        owner.execute("VACUUM ANALYZE")
        session = clerk_session(owner)
        before = _size(owner)
        with _serving() as port:
            browsers = [_browser(port, session) for _ in range(CLIENTS)]
            tell(f"hoiso: đưa {len(files)} văn bản vào")
            begun = perf_counter()
            with ThreadPoolExecutor(CLIENTS) as people:
                for done in [
                    people.submit(_bring, browser, papers[place::CLIENTS], files[place::CLIENTS])
                    for place, browser in enumerate(browsers)
                ]:
                    done.result()

            def found() -> int:
                row = owner.execute(_FINDABLE, [data.UNIT, f"%{COMMON}%"]).fetchone()
                assert row is not None
                return int(row[0])

            count, at = wait_until_findable(found, len(files), begun=begun, every=0.2)
            names: dict[str, str] = {str(key): name for key, name in owner.execute(_NAMES).fetchall()}
            apart(count_the_words)  # by itself twice a day: from them other spellings are proposed
            tell("hoiso: hỏi")
            times, places = asked(lambda typed: _ask(browsers[0], typed, names), questions)
        return Measured(
            brought=len(files), findable=count, seconds=at - begun, times=times, places=places,
            megabytes=_size(owner) - before,
        )  # fmt: skip


def _bring(browser: Browser, papers: Sequence[Paper], files: Sequence[Path]) -> None:
    for paper, file in zip(papers, files, strict=True):
        first = form_with(browser.get("/van-ban-den/dang-ky/"), "csrfmiddlewaretoken")
        token = {"csrfmiddlewaretoken": first["csrfmiddlewaretoken"]}
        status, _, address = browser.post("/van-ban-den/dang-ky/", token, files={"uploads": file})
        if status not in (302, 303):
            raise RuntimeError(f"{file.name}: {status}")
        proposed = form_with(browser.get(address), "subject")
        line = {
            "symbol": paper.symbol, "issued_on": f"{paper.day:%d/%m/%Y}", "issuer": paper.issuer,
            "subject": paper.subject, "urgency": "0", "arrived_on": "hôm nay",
        }  # fmt: skip
        # What was read is confirmed, what is missing is typed; a deadline in an old paper is past.
        sent = {**line, **{name: value for name, value in proposed.items() if value}, "due_on": ""}
        sent |= {"viec": "luu", "duplicate_reason": "Văn bản khác"}
        status, body, _ = browser.post(address, sent)
        if status not in (302, 303):
            told = re.findall(r'class="hs-err[^>]*>([^<]+)', body)
            raise RuntimeError(f"{file.name}: {status} {told}")


def _ask(browser: Browser, typed: str, names: dict[str, str]) -> list[str]:
    """Names of the files on the first page of the answers, in its order."""
    page = browser.get(f"/tim/?{urlencode({'q': typed, 'o': '1'})}")
    keys = dict.fromkeys(_DOCUMENT.findall(page.partition("<main")[2]))
    return [names[key] for key in keys if key in names]


def _browser(port: int, session: str) -> Browser:
    return Browser(port, headers={"Host": "localhost"}, cookies={"hs_phien": session})


@contextmanager
def _serving() -> Iterator[int]:
    """`hoiso serve` on HOISO_DATA, with its web workers and its worker, until the block is left."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    with subprocess.Popen(  # noqa: S603 - our own words
        [sys.executable, "-P", "-m", "hoiso.cli.main", "serve", "--port", str(port)],
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        start_new_session=True,
    ) as serving:  # fmt: skip
        assert serving.stdout is not None
        said = []
        for line in serving.stdout:
            said.append(line)
            if "đã sẵn sàng" in line:
                break
        else:
            raise RuntimeError("".join(said))
        try:
            yield port
        finally:
            serving.send_signal(signal.SIGINT)
            serving.stdout.read()


def _size(owner: "psycopg.Connection[tuple[object, ...]]") -> float:
    """Megabytes of the database."""
    row = owner.execute("SELECT pg_database_size(current_database())").fetchone()
    assert row is not None
    return int(str(row[0])) / 1e6
