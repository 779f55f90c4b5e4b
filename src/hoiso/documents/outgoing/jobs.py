"""Work that outlives the request. Running one twice makes nothing twice."""

from procrastinate.contrib.django import app

from hoiso.core import scope
from hoiso.core.clock import now, office_date


@app.task(name="documents.make_file")
def make_file(document_id: int) -> None:
    """Make the PDF of a numbered document, unless the request that numbered it has done so."""
    from hoiso.documents.outgoing.actions.making import make_file as make

    at = now()
    with scope.transaction_as(scope.system_token(office_date(at))):
        make(document_id, at=at)
