"""Row policies shared by the tables of documents."""

ME = "(SELECT hoiso_officer())"
MY_UNITS = "unit_id = ANY ((SELECT hoiso_member_units())::bigint[])"
MY_DESKS = "unit_id = ANY ((SELECT hoiso_reads())::bigint[])"


def _document(working: str) -> str:
    """Who sees a document: an officer whose post reads the unit's trays, where it is not restricted; in the
    unit who made it and who is one of its readers; and those whose unit it was given to.

    A CASE, since an OR of columns is taken for a way to find rows: the planner then collects a unit's
    documents by both its parts before it sorts them. Most rows end at the first condition, and what the
    others ask is worked out only when a row comes to them.
    """
    return f"""CASE WHEN NOT restricted AND {MY_DESKS} THEN true
  WHEN {MY_UNITS} AND (created_by = {ME} OR EXISTS (
    SELECT FROM documents_reader r
    WHERE r.document_id = documents_document.id AND r.officer_id = {ME} AND r.ended_at IS NULL)) THEN true
  ELSE id = ANY ((SELECT hoiso_lent({working}))::bigint[]) END"""


DOCUMENT_VISIBLE = _document("false")
# A unit that is only informed changes nothing.
DOCUMENT_CHANGED = _document("true")

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
