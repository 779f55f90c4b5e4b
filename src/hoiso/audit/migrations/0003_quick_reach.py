"""Whose trail she reads, hashed once a statement (see access 0006)."""

import hoiso.core.walls
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('audit', '0002_append_only'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='entry',
            name='audit_entry_wall',
        ),
        migrations.AddConstraint(
            model_name='entry',
            constraint=hoiso.core.walls.RowPolicy(insert='actor_id IS NOT DISTINCT FROM (SELECT hoiso_officer())', name='audit_entry_wall', read="actor_id = (SELECT hoiso_officer()) OR unit_id IN (SELECT unnest(hoiso_audited())) OR (subject = 'officer' AND subject_id = (SELECT hoiso_officer()))"),
        ),
    ]
