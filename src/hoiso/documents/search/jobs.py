"""Indexing behind the page. Running one twice indexes nothing twice."""

from procrastinate.contrib.django import app

from hoiso.core import scope
from hoiso.core.clock import now, office_date
from hoiso.documents.tables.document import SearchEntry


@app.task(name="documents.read_text")
def read_text(document_id: int) -> None:
    """Read the text of a document's files into the index."""
    from hoiso.documents.search.actions import read_text as read

    at = now()
    with scope.transaction_as(scope.system_token(office_date(at))):
        read(document_id, at=at)


@app.task(name="documents.index")
def index_document(document_id: int) -> None:
    """Index a document as it is by now: what was said about it by acts that came before."""
    from hoiso.documents.search.actions import index_documents

    with scope.transaction_as(scope.system_token(office_date(now()))):
        index_documents([document_id])


@app.periodic(cron="40 2,12 * * *")
@app.task(name="documents.count_words", queueing_lock="documents.count_words", pass_context=False)
def count_words(timestamp: int) -> None:
    """Count again how common words are, unit by unit, each in a transaction of its own."""
    from hoiso.documents.search.actions import count_words as count

    token = scope.system_token(office_date(now()))
    with scope.transaction_as(token):
        units = list(SearchEntry.objects.order_by().values_list("unit_id", flat=True).distinct())
    for unit_id in units:
        with scope.transaction_as(token):
            count(unit_id)


@app.periodic(cron="15 6 * * *")
@app.task(name="documents.tell_searches", queueing_lock="documents.tell_searches", pass_context=False)
def tell_searches(timestamp: int) -> None:
    """Tell of new hits of kept searches, each in a transaction of its own, as its officer."""
    from hoiso.documents.search.actions import due_searches, tell_of_new_hits

    at = now()
    with scope.transaction_as(scope.system_token(office_date(at))):
        waiting = due_searches(office_date(at))
    for search_id, officer_id in waiting:
        tell_of_new_hits(search_id, officer_id, at=at)
