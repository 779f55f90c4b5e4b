"""Looking at a page as a person and as axe would."""

from pathlib import Path

from playwright.sync_api import Page, expect

ROOT = Path(__file__).parents[2]
AXE = ROOT / "node_modules/axe-core/axe.min.js"
SCREEN, PHONE = (1366, 768), (360, 740)
WIDTHS = (SCREEN, PHONE)

_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Text from 18 px, targets from 44 px (links inside a sentence excepted), nothing wider than the window.
_MEASURE = """() => {
  const faults = [];
  const seen = (e) => {
    const box = e.getBoundingClientRect();
    const style = getComputedStyle(e);
    return box.width > 1 && box.height > 1 && box.right > 0 && style.visibility !== 'hidden'
      && !e.closest('.hs-hide, .hs-skip, svg');
  };
  for (const e of document.querySelectorAll('body *')) {
    const speaks = [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim());
    const size = parseFloat(getComputedStyle(e).fontSize);
    if (seen(e) && speaks && size < 18) faults.push(`text of ${size} px: ${e.textContent.slice(0, 40)}`);
  }
  for (const e of document.querySelectorAll('a, button, input, select, textarea, summary')) {
    const target = e.closest('label.hs-choice') ?? e;
    const height = target.getBoundingClientRect().height;
    if (seen(e) && height < 43.5) faults.push(`target of ${height} px: ${e.outerHTML.slice(0, 90)}`);
  }
  if (document.documentElement.scrollWidth > innerWidth) {
    const wide = [...document.querySelectorAll('main *')]
      .filter((e) => e.getBoundingClientRect().right > innerWidth + 1).slice(0, 2)
      .map((e) => e.outerHTML.slice(0, 80));
    faults.push(`wider than the window: ${wide.join(' | ')}`);
  }
  return faults;
}"""

# Only what is wrong comes back: what passes is most of the result, and slow to carry over.
_BY_AXE = """([tags, strict]) => axe.run({
  resultTypes: ['violations'], runOnly: {type: 'tag', values: tags},
  rules: {'color-contrast-enhanced': {enabled: strict}},
}).then(({violations}) => violations.map(({id, nodes}) => `${id}: ${nodes[0].html.slice(0, 120)}`))"""


def sign_in(page: Page, username: str, password: str) -> None:
    """Through the door, as everybody does."""
    page.goto("/dang-nhap/")
    page.get_by_label("Tên đăng nhập").fill(username)
    page.locator("input[name=password]").fill(password)
    page.get_by_role("button", name="Đăng nhập", exact=True).click()
    expect(page.locator("main h1")).to_be_visible()


def faults_of(page: Page, *, strict: bool = False) -> list[str]:
    """What is wrong with the page as it stands: sizes, width, and every finding of axe.

    `strict` asks for the contrast of level AAA as well. The page that a click asked for may still be on its
    way: it is awaited, since half a document has no measures.
    """
    page.wait_for_load_state()
    found: list[str] = page.evaluate(_MEASURE)
    page.evaluate(AXE.read_text("utf-8"))
    violations: list[str] = page.evaluate(_BY_AXE, [_TAGS, strict])
    return found + violations
