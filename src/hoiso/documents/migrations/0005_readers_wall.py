"""The wall of readers asks a function instead of the documents' own policy.

PostgreSQL refuses a policy of documents_reader that selects from documents_document, whose policy
selects from documents_reader ("infinite recursion"), so naming a reader failed for everybody.
"""

import hoiso.core.walls
from django.db import migrations

SEES = """
-- Whether the officer in scope sees the document, which lies at the unit: the same condition as
-- documents_document's policy, asked past the policies.
CREATE FUNCTION hoiso_sees_document(wanted bigint, at_unit bigint) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE me bigint := hoiso_officer();
BEGIN
  IF me IS NULL OR NOT at_unit = ANY (hoiso_member_units()) THEN
    RETURN false;
  END IF;
  RETURN EXISTS (
    SELECT FROM documents_document d WHERE d.id = wanted AND d.unit_id = at_unit AND (
      (NOT d.restricted AND d.unit_id = ANY (hoiso_reads())) OR d.created_by = me OR EXISTS (
        SELECT FROM documents_reader r
        WHERE r.document_id = d.id AND r.officer_id = me AND r.ended_at IS NULL)));
END $$;
GRANT EXECUTE ON FUNCTION hoiso_sees_document(bigint, bigint) TO hoiso_web, hoiso_worker;
"""


class Migration(migrations.Migration):
    dependencies = [("documents", "0004_outgoing")]
    operations = [
        migrations.RunSQL(SEES, "DROP FUNCTION hoiso_sees_document(bigint, bigint)"),
        migrations.RemoveConstraint(model_name="reader", name="documents_reader_wall"),
        migrations.AddConstraint(
            model_name="reader",
            constraint=hoiso.core.walls.RowPolicy(
                insert="hoiso_sees_document(document_id, unit_id)",
                name="documents_reader_wall",
                read="officer_id = (SELECT hoiso_officer()) OR unit_id = ANY ((SELECT hoiso_reads())::bigint[])",
                update="hoiso_sees_document(document_id, unit_id)",
            ),
        ),
    ]
