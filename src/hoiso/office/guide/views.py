"""Help: the list of tasks, one task, its pictures."""

from dataclasses import dataclass

from django.http import HttpResponse

from hoiso.access.public import Request, signed_in
from hoiso.core.errors import NotThere
from hoiso.core.folding import nfc
from hoiso.core.pages import page
from hoiso.office.guide import pictures
from hoiso.office.guide.pictures import Picture, Pictures
from hoiso.office.guide.reading import GROUPS, Block, HelpPage, found, help_pages

_NO_PAGE = "Không có trang trợ giúp này."
_LONGEST_QUESTION = 100


@dataclass(frozen=True, slots=True)
class Shown:
    """A block with its picture, where it has one and the picture is here."""

    block: Block
    picture: Picture | None


@signed_in
def help_list(request: Request) -> HttpResponse:
    """All tasks by group, or those that hold the words asked for."""
    words = nfc(request.GET.get("q", "")).strip()[:_LONGEST_QUESTION]
    fitting = found(words) if words else list(help_pages().values())
    groups = [(name, [one for one in fitting if one.group == name]) for name in GROUPS]
    return page(
        request,
        "office/help.html",
        title="Trợ giúp",
        q=words,
        fitting=fitting if words else (),
        groups=[] if words else [(name, pages) for name, pages in groups if pages],
    )


@signed_in
def help_task(request: Request, key: str) -> HttpResponse:
    """What one task is for, and its steps."""
    one = help_pages().get(key)
    if one is None:
        raise NotThere(_NO_PAGE)
    here = pictures.standing()
    return page(
        request,
        "office/help_task.html",
        title=one.title,
        one=one,
        shown=_shown(one, here),
        made_on=here.made_on,
        fits=here.fits,
        others=[other for other in help_pages().values() if other.group == one.group and other is not one],
    )


@signed_in
def help_picture(request: Request, name: str, width: int) -> HttpResponse:
    """One picture. Its address changes with the set, so that a browser keeps it."""
    if name not in pictures.standing().by_name or width not in pictures.WIDTHS:
        raise NotThere(_NO_PAGE)
    content = (pictures.folder() / f"{name}-{width}.webp").read_bytes()
    answer = HttpResponse(content, content_type="image/webp")
    answer["Cache-Control"] = "private, max-age=31536000, immutable"
    return answer


def _shown(one: HelpPage, here: Pictures) -> tuple[Shown, ...]:
    blocks = (Shown(block, here.by_name.get(block.picture)) for block in one.blocks)
    return tuple(shown for shown in blocks if shown.picture or shown.block.kind != "picture")
