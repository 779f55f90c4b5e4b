"""What stands on a page that a browser would keep."""

import re
from collections import defaultdict

from django.db.models import Q
from django.urls import Resolver404, resolve

from hoiso.documents.models import Assignment, Document, DocumentFile, Dossier, HandlingProposal

_LINK = re.compile(r'(?:href|action)="(/[a-z0-9/-]*[0-9][a-z0-9/-]*)')
_MOST_LINKS = 400


def tells_of_restricted(path: str, html: str) -> bool:
    """Whether the page is, or leads to, a document or dossier that only named readers see.

    A page with more links than can be looked at counts as one that does.
    """
    links = {path, *_LINK.findall(html)}
    if len(links) > _MOST_LINKS:
        return True
    named = _named(links)
    documents = Document.objects.filter(restricted=True)
    tasks = Assignment.objects.filter(pk__in=named["assignment_id"]).values("document_id")
    proposals = HandlingProposal.objects.filter(pk__in=named["proposal_id"]).values("document_id")
    files = DocumentFile.objects.filter(pk__in=named["file_id"]).values("document_id")
    about = Q(pk__in=named["document_id"]) | Q(pk__in=tasks) | Q(pk__in=proposals) | Q(pk__in=files)
    if any(named[name] for name in ("document_id", "assignment_id", "proposal_id", "file_id")) and (
        documents.filter(about).exists()
    ):
        return True
    dossiers = named["dossier_id"]
    return bool(dossiers) and Dossier.objects.filter(restricted=True, pk__in=dossiers).exists()


def _named(links: set[str]) -> defaultdict[str, set[int]]:
    """The ids in the links, by the names of the addresses' parameters."""
    named: defaultdict[str, set[int]] = defaultdict(set)
    for link in links:
        try:
            kwargs = resolve(link).kwargs
        except Resolver404:
            continue
        for name, value in kwargs.items():
            if isinstance(value, int):
                named[name].add(value)
    return named
