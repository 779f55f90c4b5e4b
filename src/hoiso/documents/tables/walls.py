"""Row policies shared by the tables of documents."""

ME = "(SELECT hoiso_officer())"
MY_UNITS = "unit_id = ANY ((SELECT hoiso_member_units())::bigint[])"
MY_DESKS = "unit_id = ANY ((SELECT hoiso_reads())::bigint[])"

# An officer of the unit sees a document when her post reads the unit's trays and it is not
# restricted, when she made it, or when she is one of its readers.
_SEEN_AT_HOME = f"""({MY_UNITS} AND (
  (NOT restricted AND {MY_DESKS}) OR created_by = {ME} OR EXISTS (
    SELECT FROM documents_reader r
    WHERE r.document_id = documents_document.id AND r.officer_id = {ME} AND r.ended_at IS NULL)))"""


def _lent(working: str) -> str:
    """Documents of other units that were given to hers. One array a statement, and only where the
    own unit's rule does not hold: an EXISTS would be planned anew in every statement."""
    return f"id = ANY ((SELECT hoiso_lent({working}))::bigint[])"


DOCUMENT_VISIBLE = f"{_SEEN_AT_HOME} OR {_lent('false')}"
# A unit that is only informed changes nothing.
DOCUMENT_CHANGED = f"{_SEEN_AT_HOME} OR {_lent('true')}"

# The same for the rows by which she sees it: a policy of documents_reader may not ask the policy
# of documents_document, which asks documents_reader ("infinite recursion"), so a function that
# looks past the policies asks the same question (migration 0005). `unit_id` must be the document's.
# Readers named to a restricted document are written by hoiso_decide_access alone, after a second
# person has confirmed. A unit that was given a document lets its own people read it, and nobody else.
READER_OF_VISIBLE = (
    f"hoiso_sees_document(document_id, unit_id) AND why <> 'named' AND ({MY_UNITS}"
    " OR lent_to_id = ANY ((SELECT hoiso_member_units())::bigint[]))"
)


def of_visible_document(column: str = "document_id") -> str:
    """Rows that hang on a document are seen with it."""
    return f"EXISTS (SELECT FROM documents_document d WHERE d.id = {column})"


def of_visible_dossier(column: str = "dossier_id") -> str:
    """Rows that hang on a dossier are seen with it."""
    return f"EXISTS (SELECT FROM documents_dossier d WHERE d.id = {column})"
