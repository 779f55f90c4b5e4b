"""Work for the desk that waits for text recognition. Running one twice fills nothing twice."""

from procrastinate.contrib.django import app

from hoiso.core import scope
from hoiso.core.clock import now, office_date


@app.task(name="documents.fill_drafts")
def fill_drafts(stored_id: int) -> None:
    """Propose from the pages read so far what open forms do not know yet."""
    from hoiso.documents.incoming.actions.filling import fill_drafts as fill

    at = now()
    with scope.transaction_as(scope.system_token(office_date(at))):
        fill(stored_id, at=at)


@app.task(name="documents.warn_of_mark")
def warn_of_mark(stored_id: int) -> None:
    """Tell the clerk that a mark of secrecy was read in a scan."""
    from hoiso.documents.incoming.actions.filling import warn_of_mark as warn

    at = now()
    with scope.transaction_as(scope.system_token(office_date(at))):
        warn(stored_id, at=at)


@app.task(name="documents.learn_layout")
def learn_layout(draft_id: int) -> None:
    """Learn from what the clerk corrected in a document of this sender."""
    from hoiso.documents.incoming.actions.learning import learn

    at = now()
    with scope.transaction_as(scope.system_token(office_date(at))):
        learn(draft_id, at=at)
