"""The pictures of the help, taken of the pages themselves: `make proof-help_pictures`.

One walk over a small demo: every picture of tests/browser/help_pictures.py at 1024 and 360 px, with the
button that matters outlined. A page whose mark is gone fails. They go into build/help-pictures, and
packed into build/hinh-tro-giup.zip, which an installation takes by `hoiso pictures FILE`; the
last step takes them into an installation and looks at its help as a reader does.
"""

import io
import shutil
import sys
from contextlib import nullcontext
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, FloatRect, Page

from hoiso.core.clock import now, office_date
from hoiso.demo import accounts, load
from hoiso.demo.accounts import Account
from hoiso.office.guide import pictures
from hoiso.office.guide.reading import help_pages
from tests.browser.conftest import chromium, site  # noqa: F401 - fixtures
from tests.browser.demo_desk import lay_on_the_desk
from tests.browser.help_pictures import SHOTS, Shot, marked
from tests.browser.looking import PHONE, SCREEN, faults_of, sign_in
from tests.browser.pages import find_samples
from tests.roles import owner

BUILD = Path(__file__).parents[2] / "build"
VOLUME = load.Volume(province_makes=150, province_receives=300, commune_makes=1, commune_receives=3, days=35)
SIZES = {1024: (1024, 768), 360: PHONE}
LOOKS = (SCREEN, PHONE)
TALL = {1024: 560, 360: 600}
"""Height of a picture at each width: so much of the page around the mark."""
_MENU = 256  # pixels; it is left out of a picture of the screen
_QUALITIES = (62, 45, 30, 18)


@pytest.mark.usefixtures("django_db_setup")
def test_all_pictures_are_taken(site: str, chromium: Browser) -> None:  # noqa: F811
    with owner():
        load.load(at=now(), step=lambda _name: nullcontext(), volume=VOLUME)
        lay_on_the_desk()
        load.settle()
        samples = find_samples()
    folder = BUILD / "help-pictures"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    contexts: dict[str, BrowserContext] = {}
    sizes: dict[str, dict[str, list[int]]] = {}
    gone: list[str] = []
    for name, shot in SHOTS.items():
        context = _context(chromium, site, shot.looker, contexts)
        page = context.new_page()
        page.set_default_timeout(8_000)
        sizes[name] = {}
        sys.stdout.write(f"{name} ")
        sys.stdout.flush()
        for width, size in SIZES.items():
            page.set_viewport_size({"width": size[0], "height": size[1]})
            page.goto(shot.address(samples))
            try:
                content, shape = _picture(page, shot, width)
            except Exception as fault:  # noqa: BLE001 - all that are gone are told at once
                gone.append(f"{name} at {width}: {shot.mark}: {str(fault).splitlines()[0]}")
                continue
            assert len(content) <= pictures.LARGEST, (name, width, len(content))
            (folder / f"{name}-{width}.webp").write_bytes(content)
            sizes[name][str(width)] = shape
        page.close()
    for context in contexts.values():
        context.close()
    assert gone == []
    pictures.write_list(folder, made_on=office_date(now()), sizes=sizes)
    packed = BUILD / "hinh-tro-giup.zip"
    pictures.pack(folder, packed)
    assert sum(file.stat().st_size for file in folder.iterdir()) <= pictures.LARGEST_ALL
    assert pictures.take(packed, data=Path(settings.DATA)) == len(SHOTS)
    _look_at_the_help(chromium, site, contexts)


def _context(
    browser: Browser, address: str, who: Account | None, kept: dict[str, BrowserContext]
) -> BrowserContext:
    key = who.key if who else ""
    if key not in kept:
        kept[key] = browser.new_context(base_url=address, locale="vi-VN", reduced_motion="reduce")
        if who:
            sign_in(kept[key].new_page(), who.username, who.password)
    return kept[key]


def _picture(page: Page, shot: Shot, width: int) -> tuple[bytes, list[int]]:
    """The piece of the page around the mark, as WebP small enough; its size in pixels."""
    page.wait_for_function("document.fonts.status === 'loaded'")
    mark = marked(page, shot.mark)
    mark.evaluate("(element) => element.closest('details')?.setAttribute('open', '')")
    # In one tall window nothing that sticks to an edge lies over the text.
    height = int(page.evaluate("Math.ceil(document.documentElement.scrollHeight)"))
    page.set_viewport_size({"width": width, "height": max(height, TALL[width])})
    box = mark.bounding_box()
    assert box is not None, "it is there and not seen"
    beside = width != PHONE[0] and page.locator(".hs-side").count() > 0
    drawn = page.screenshot(clip=_around(box, width, max(height, TALL[width]), menu=beside))
    picture = Image.open(io.BytesIO(drawn)).convert("RGB")
    for quality in _QUALITIES:
        target = io.BytesIO()
        picture.save(target, "WEBP", quality=quality, method=6)
        if target.tell() <= pictures.LARGEST:
            break
    return target.getvalue(), list(picture.size)


def _around(box: FloatRect, width: int, height: int, *, menu: bool) -> FloatRect:
    """A piece that holds the mark: from the page's head where it reaches, else with the mark low in it."""
    tall = min(TALL[width], height)
    top = 0.0 if box["y"] + box["height"] + 40 <= tall else box["y"] + min(box["height"], 200) + 120 - tall
    top = max(0.0, min(top, height - tall))
    left = _MENU if menu else 0
    return {"x": left, "y": top, "width": width - left, "height": tall}


def _look_at_the_help(browser: Browser, address: str, contexts: dict[str, BrowserContext]) -> None:
    """With its pictures each page stands on both widths without a fault, and every picture comes."""
    client = Client()
    form = {"name": accounts.CLERK.username, "password": accounts.CLERK.password}
    assert client.post("/dang-nhap/", form).status_code == 302
    for one in help_pages().values():
        shown = client.get(reverse("help_task", args=[one.key])).content.decode()
        assert shown.count("<figure>") == len(one.pictures), one.key
        for name in one.pictures:
            for width in pictures.WIDTHS:
                assert client.get(reverse("help_picture", args=[name, width])).status_code == 200
    contexts.clear()
    context = _context(browser, address, accounts.CLERK, contexts)
    page = context.new_page()
    for where in (reverse("help"), reverse("help_task", args=["dang-ky-van-ban-den"])):
        for size in LOOKS:
            page.set_viewport_size({"width": size[0], "height": size[1]})
            page.goto(where)
            assert faults_of(page) == [], (where, size)
            page.screenshot(
                path=BUILD / f"{where.strip('/').replace('/', '-')}-{size[0]}.png", full_page=True
            )
    context.close()
