"""Row policies shared by the tables of documents."""

ME = "(SELECT hoiso_officer())"
MY_UNITS = "unit_id = ANY ((SELECT hoiso_member_units())::bigint[])"
MY_DESKS = "unit_id = ANY ((SELECT hoiso_reads())::bigint[])"

# An officer of the unit sees a document when her post reads the unit's trays and it is not
# restricted, when she made it, or when she is one of its readers.
DOCUMENT_VISIBLE = f"""{MY_UNITS} AND (
  (NOT restricted AND {MY_DESKS}) OR created_by = {ME} OR EXISTS (
    SELECT FROM documents_reader r
    WHERE r.document_id = documents_document.id AND r.officer_id = {ME} AND r.ended_at IS NULL))"""

# The same for the rows by which she sees it: a policy of documents_reader may not ask the policy
# of documents_document, which asks documents_reader ("infinite recursion"), so a function that
# looks past the policies asks the same question (migration 0005). `unit_id` must be the document's.
# Readers named to a restricted document are written by hoiso_decide_access alone, after a second
# person has confirmed.
READER_OF_VISIBLE = "hoiso_sees_document(document_id, unit_id) AND why <> 'named'"


def of_visible_document(column: str = "document_id") -> str:
    """Rows that hang on a document are seen with it."""
    return f"EXISTS (SELECT FROM documents_document d WHERE d.id = {column})"


def of_visible_dossier(column: str = "dossier_id") -> str:
    """Rows that hang on a dossier are seen with it."""
    return f"EXISTS (SELECT FROM documents_dossier d WHERE d.id = {column})"
