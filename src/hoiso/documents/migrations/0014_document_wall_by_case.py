"""Who sees a document, by CASE: an OR of columns was taken for a way to find rows."""

import hoiso.core.walls
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0013_closed_codes'),
        ('units', '0003_heirs_reach'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='document',
            name='documents_document_wall',
        ),
        migrations.AddConstraint(
            model_name='document',
            constraint=hoiso.core.walls.RowPolicy(insert='unit_id = ANY ((SELECT hoiso_member_units())::bigint[])', name='documents_document_wall', read='CASE WHEN NOT restricted AND unit_id = ANY ((SELECT hoiso_reads())::bigint[]) THEN true\n  WHEN unit_id = ANY ((SELECT hoiso_member_units())::bigint[]) AND (created_by = (SELECT hoiso_officer()) OR EXISTS (\n    SELECT FROM documents_reader r\n    WHERE r.document_id = documents_document.id AND r.officer_id = (SELECT hoiso_officer()) AND r.ended_at IS NULL)) THEN true\n  ELSE id = ANY ((SELECT hoiso_lent(false))::bigint[]) END', update='CASE WHEN NOT restricted AND unit_id = ANY ((SELECT hoiso_reads())::bigint[]) THEN true\n  WHEN unit_id = ANY ((SELECT hoiso_member_units())::bigint[]) AND (created_by = (SELECT hoiso_officer()) OR EXISTS (\n    SELECT FROM documents_reader r\n    WHERE r.document_id = documents_document.id AND r.officer_id = (SELECT hoiso_officer()) AND r.ended_at IS NULL)) THEN true\n  ELSE id = ANY ((SELECT hoiso_lent(true))::bigint[]) END'),
        ),
    ]
