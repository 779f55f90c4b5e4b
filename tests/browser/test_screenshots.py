"""Every page of the site, at 1366 and 360 px: pictures of all, without a fault by axe, size or width.

The pages come from the URL resolver and the rows from a small demo, so that nothing is forgotten.
Budget: 4 seconds a page for both widths, and 30 for laying the demo out.
"""

import os
import re
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext, Page, StorageState

from hoiso.core.clock import now
from hoiso.demo import accounts, load
from hoiso.demo.accounts import Account
from tests.browser.demo_desk import lay_on_the_desk
from tests.browser.looking import PHONE, SCREEN, faults_of, sign_in
from tests.browser.pages import ELSEWHERE, IDS, LOOKERS, Samples, by_beginning, find_samples
from tests.roles import owner
from tests.test_address_walk import ALL, Address

PICTURES = Path(os.environ.get("HOISO_PICTURES") or Path(__file__).parents[2] / "build/screenshots")
SMALL = load.Volume(province_makes=150, province_receives=300, commune_makes=1, commune_receives=3, days=35)
AT_THE_DOOR = {"sign_in", "forgotten", "reset_slip", "change_person"}


@dataclass(slots=True)
class Gallery:
    """The running demo, and a signed-in state of each account."""

    site: str
    browser: Browser
    samples: Samples
    states: dict[str, StorageState]

    def context(self, who: Account | None, size: tuple[int, int]) -> BrowserContext:
        return self.browser.new_context(
            base_url=self.site,
            viewport={"width": size[0], "height": size[1]},
            storage_state=self.states[who.key] if who else None,
            locale="vi-VN",
            reduced_motion="reduce",
        )


@pytest.fixture(scope="module")
def gallery(site: str, chromium: Browser) -> Gallery:
    with owner():
        load.load(at=now(), step=lambda _name: nullcontext(), volume=SMALL)
        lay_on_the_desk()
        load.settle()
        samples = find_samples()
    made = Gallery(site, chromium, samples, {})
    for account in accounts.ACCOUNTS:
        context = made.context(None, SCREEN)
        sign_in(context.new_page(), account.username, account.password)
        made.states[account.key] = context.storage_state()
        context.close()
    return made


PAGES = [one for one in ALL if one.name not in ELSEWHERE]


@pytest.mark.parametrize("address", PAGES, ids=lambda one: one.name)
def test_every_page_is_seen_without_a_fault(gallery: Gallery, address: Address) -> None:
    looker = None if address.name in AT_THE_DOOR else by_beginning(LOOKERS, address.name) or accounts.CLERK
    where = _where(address, gallery.samples)
    faults: list[str] = []
    for width, size in (("1366", SCREEN), ("360", PHONE)):
        context = gallery.context(looker, size)
        page = context.new_page()
        page.on("pageerror", partial(_note, faults))
        if not _open(page, where):
            context.close()
            pytest.skip("no page: an act, a file or a picture")
        PICTURES.mkdir(parents=True, exist_ok=True)
        faults += [f"{width}: {fault}" for fault in faults_of(page)]
        _picture(page, PICTURES / f"{address.name}-{width}.png", size)
        context.close()
    assert faults == []


def _picture(page: Page, path: Path, size: tuple[int, int]) -> None:
    """The whole page in one window, so that what sticks to its edges stands there and not amid the text."""
    height = page.evaluate("Math.ceil(document.documentElement.scrollHeight)")
    page.set_viewport_size({"width": size[0], "height": max(height, size[1])})
    page.screenshot(path=path)


def _note(faults: list[str], error: object) -> None:
    faults.append(f"script: {error}")


def _where(address: Address, samples: Samples) -> str:
    if not address.parameters:
        return reverse(address.name)
    ids: Callable[[Samples], dict[str, int | str]] | None = by_beginning(IDS, address.name)
    assert ids is not None, f"{address.name} has no entry in tests/browser/pages.py"
    return reverse(address.name, kwargs=ids(samples))


def _open(page: Page, where: str) -> bool:
    """Whether a page stands there; a refusal or an error fails."""
    answer = page.context.request.get(where, max_redirects=0)
    kind = answer.headers.get("content-type", "")
    if answer.status in (204, 302, 405) or not re.match("text/html", kind):
        return False
    assert answer.status == 200, f"{where} answers {answer.status}"
    if "<html" not in answer.text():
        return False
    page.goto(where)
    page.wait_for_load_state("networkidle")
    return True
