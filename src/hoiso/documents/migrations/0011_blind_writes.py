"""What an officer does not see she does not change either, by an UPDATE that reads nothing.

PostgreSQL asks the reading policy of an UPDATE only where it reads a column: one without WHERE
could make her the creator of every restricted dossier of her unit. And a change of readers may be
asked only for what its asker sees, and is carried out only at the unit where the subject lies.
"""

import hoiso.core.walls
from django.db import migrations

_ME = "(SELECT hoiso_officer())"
_UNITS = "unit_id = ANY ((SELECT hoiso_member_units())::bigint[])"
_DESKS = "unit_id = ANY ((SELECT hoiso_reads())::bigint[])"
_SEES = (
    f"{_UNITS} AND (NOT restricted OR creator_id = {_ME} OR EXISTS ("
    f"SELECT FROM documents_dossierreader r WHERE r.dossier_id = documents_dossier.id"
    f" AND r.officer_id = {_ME}))"
)
_SUBJECT_SEEN = (
    "(EXISTS (SELECT FROM documents_document d"
    " WHERE d.id = document_id AND d.unit_id = documents_accesschange.unit_id)"
    " OR EXISTS (SELECT FROM documents_dossier d"
    " WHERE d.id = dossier_id AND d.unit_id = documents_accesschange.unit_id))"
)


def _wall(model: str, policy: hoiso.core.walls.RowPolicy) -> list[migrations.operations.base.Operation]:
    return [
        migrations.RemoveConstraint(model_name=model, name=policy.name),
        migrations.AddConstraint(model_name=model, constraint=policy),
    ]


class Migration(migrations.Migration):
    dependencies = [("documents", "0010_dossier_retention")]
    operations = [
        *_wall(
            "dossier",
            hoiso.core.walls.RowPolicy(
                name="documents_dossier_wall", read=_SEES, insert=_UNITS, update=_SEES
            ),
        ),
        *_wall(
            "accesschange",
            hoiso.core.walls.RowPolicy(
                name="documents_accesschange_wall",
                read=f"{_DESKS} OR asked_by = {_ME} OR unit_id = ANY ((SELECT hoiso_administered())::bigint[])",
                insert=f"{_DESKS} AND asked_by = {_ME} AND state = 'waiting' AND {_SUBJECT_SEEN}",
            ),
        ),
    ]
