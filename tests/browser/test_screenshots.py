"""Every page of the site, at 1366 and 360 px, without a fault by axe, size or width.

The pages come from the URL resolver and the rows from a small demo, so that nothing is forgotten.
With `--pictures FOLDER` each is photographed as well. Budget: 2 seconds a page for both widths, and
30 for laying the demo out.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext, Page, StorageState

from hoiso.core.clock import now
from hoiso.demo import accounts, load
from hoiso.demo.accounts import Account
from tests.browser.demo_desk import lay_on_the_desk
from tests.browser.looking import SCREEN, WIDTHS, faults_of, sign_in
from tests.browser.pages import ELSEWHERE, IDS, LOOKERS, Samples, by_beginning, find_samples
from tests.roles import owner
from tests.test_address_walk import ALL, Address

SMALL = load.Volume(province_makes=150, province_receives=300, commune_makes=1, commune_receives=3, days=35)
# What a page fetches by itself has come, and the letters have their faces.
_AT_REST = "document.fonts.status === 'loaded' && !document.querySelector('.htmx-request')"
AT_THE_DOOR = {"sign_in", "forgotten", "reset_slip", "change_person"}


@dataclass(slots=True)
class Gallery:
    """The running demo, and for each account and width a page that is signed in once."""

    site: str
    browser: Browser
    samples: Samples
    states: dict[str, StorageState]
    pages: dict[tuple[str, tuple[int, int]], Page]
    faults: list[str]

    def page(self, who: Account | None, size: tuple[int, int]) -> Page:
        """Kept for all addresses that the account looks at, with what the browser has in its store."""
        key = (who.key if who else "", size)
        if key not in self.pages:
            self.pages[key] = self._context(who).new_page()
            self.pages[key].on("pageerror", lambda error: self.faults.append(f"script: {error}"))
        page = self.pages[key]
        page.set_viewport_size({"width": size[0], "height": size[1]})
        return page

    def _context(self, who: Account | None) -> BrowserContext:
        if who is not None and who.key not in self.states:
            at_the_door = self._context(None)
            sign_in(at_the_door.new_page(), who.username, who.password)
            self.states[who.key] = at_the_door.storage_state()
            at_the_door.close()
        return self.browser.new_context(
            base_url=self.site,
            storage_state=self.states[who.key] if who else None,
            locale="vi-VN",
            reduced_motion="reduce",
        )


@pytest.fixture(scope="module")
def gallery(site: str, chromium: Browser) -> Iterator[Gallery]:
    with owner():
        load.load(at=now(), step=lambda _name: nullcontext(), volume=SMALL)
        lay_on_the_desk()
        load.settle()
        samples = find_samples()
    made = Gallery(site, chromium, samples, {}, {}, [])
    yield made
    for page in made.pages.values():
        page.context.close()


@pytest.fixture
def pictures(request: pytest.FixtureRequest) -> Path | None:
    """Where `--pictures` wants them."""
    folder: str | None = request.config.getoption("--pictures")
    return Path(folder) if folder else None


PAGES = [one for one in ALL if one.name not in ELSEWHERE]


@pytest.mark.parametrize("address", PAGES, ids=lambda one: one.name)
def test_every_page_is_seen_without_a_fault(
    gallery: Gallery, pictures: Path | None, address: Address
) -> None:
    looker = None if address.name in AT_THE_DOOR else by_beginning(LOOKERS, address.name) or accounts.CLERK
    where = _where(address, gallery.samples)
    gallery.faults.clear()
    for size in WIDTHS:
        page = gallery.page(looker, size)
        if size == SCREEN and not _stands(page, where):
            pytest.skip("no page: an act, a file or a picture")
        page.goto(where)
        page.wait_for_function(_AT_REST)
        gallery.faults += [f"{size[0]}: {fault}" for fault in faults_of(page)]
        if pictures:
            pictures.mkdir(parents=True, exist_ok=True)
            _picture(page, size, pictures / f"{address.name}-{size[0]}.png")
    assert gallery.faults == []


def _picture(page: Page, size: tuple[int, int], path: Path) -> None:
    """The whole page in one window, so that what sticks to its edges stands there and not amid the text."""
    height = page.evaluate("Math.ceil(document.documentElement.scrollHeight)")
    page.set_viewport_size({"width": size[0], "height": max(height, size[1])})
    page.screenshot(path=path)


def _where(address: Address, samples: Samples) -> str:
    if not address.parameters:
        return reverse(address.name)
    ids: Callable[[Samples], dict[str, int | str]] | None = by_beginning(IDS, address.name)
    assert ids is not None, f"{address.name} has no entry in tests/browser/pages.py"
    return reverse(address.name, kwargs=ids(samples))


def _stands(page: Page, where: str) -> bool:
    """Whether a page stands there; a refusal or an error fails."""
    answer = page.context.request.get(where, max_redirects=0)
    kind = answer.headers.get("content-type", "")
    if answer.status in (204, 302, 405) or not re.match("text/html", kind):
        return False
    assert answer.status == 200, f"{where} answers {answer.status}"
    return "<html" in answer.text()
