"""What the desk has learnt from its corrections: seen, and forgotten."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse

from hoiso.access.http import Request
from hoiso.access.public import Right, needs
from hoiso.core.forms import clean_text, id_from
from hoiso.core.pages import go_to, page
from hoiso.documents.incoming import phrases, public
from hoiso.documents.incoming.views.desk import desk_unit

_LONGEST = 200


@needs(Right.REGISTER_INCOMING)
def learnt_layouts(request: Request) -> HttpResponse:
    """The list; one press forgets a sender."""
    if request.method == "POST":
        sender = public.forget_sender(
            by=request.actor, habit_id=id_from(request.POST.get("quen", "")) or 0, at=request.now
        )
        done = phrases.HABIT_FORGOTTEN.format(sender=sender)
        return go_to(request, reverse("learnt_layouts"), done=done)
    words = clean_text(request.GET.get("q", ""))[:_LONGEST]
    shown = public.learnt(desk_unit(request), words=words, cursor=request.GET.get("trang", ""))
    return page(
        request,
        "documents/incoming/learnt.html",
        shown=shown,
        q=words,
        heads=phrases.HABIT_HEADS,
        previous=_address(words, shown.previous),
        next=_address(words, shown.next),
    )


def _address(words: str, cursor: str) -> str:
    return f"?{urlencode({'q': words, 'trang': cursor} if words else {'trang': cursor})}" if cursor else ""
