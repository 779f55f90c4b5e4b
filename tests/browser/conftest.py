"""A live server on the test database in the web's role, and one Chromium for all browser tests.

Each module gets a server over an empty database, which is emptied again after it. A test asks
`opening` for pages: each person works in a browser context of her own, as on her own computer.
"""

from collections.abc import Callable, Iterator

import pytest
from django.core.management import call_command
from django.db import connections
from django.test.testcases import LiveServerThread
from playwright.sync_api import Browser, Page, sync_playwright

from hoiso.access.models import Officer
from tests.browser.looking import PHONE, SCREEN, sign_in
from tests.browser.people import password_of

CHROMIUM = "/usr/bin/chromium"
PATIENCE = 15_000  # milliseconds for one step; two test processes may share two cores

Opening = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder drives a browser."""
    for item in items:
        if "tests/browser" in str(item.path):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One browser for the module. Playwright's loop runs in this thread, which Django takes for
    asynchronous code: it is told otherwise while the browser is there."""
    with pytest.MonkeyPatch.context() as patched, sync_playwright() as playwright:
        patched.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def site(
    chromium: Browser,
    django_db_setup: None,
    django_db_blocker: pytest.FixtureDef[object],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[str]:
    """Address of the running site; its database is empty at first and after the module."""
    from django.test import override_settings

    folder = tmp_path_factory.mktemp("site")
    files = override_settings(DATA=folder, FILE_ROOT=folder / "files", AUDIT_HEADS=folder / "audit-heads.log")
    with django_db_blocker.unblock(), files:  # type: ignore[attr-defined]
        server = LiveServerThread("127.0.0.1", lambda application: application, port=0)
        server.daemon = True
        server.start()
        server.is_ready.wait()
        if server.error:
            raise server.error
        yield f"http://127.0.0.1:{server.port}"
        server.terminate()
        call_command("flush", interactive=False, verbosity=0)
        connections.close_all()


@pytest.fixture
def opening(chromium: Browser, site: str) -> Iterator[Opening]:
    """Opens the site for an officer in a context of her own: `opening(officer, phone=True)`.

    Without an officer the page stands at the door. `script=False` is a browser without JavaScript.
    An error on the page's console fails the test.
    """
    made: list[Page] = []
    faults: list[str] = []

    def open_for(officer: Officer | None = None, *, phone: bool = False, script: bool = True) -> Page:
        width, height = PHONE if phone else SCREEN
        context = chromium.new_context(
            viewport={"width": width, "height": height},
            has_touch=phone,
            java_script_enabled=script,
            base_url=site,
            locale="vi-VN",
            timezone_id="Asia/Ho_Chi_Minh",
        )
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(f"{page.url}: {error}"))
        made.append(page)
        if officer is not None:
            sign_in(page, officer.username, password_of(officer))
        return page

    yield open_for
    for page in made:
        page.context.close()
    assert faults == []
