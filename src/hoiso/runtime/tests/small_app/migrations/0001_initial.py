"""The one table that an upgrade writes to."""

from django.db import migrations


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.RunSQL("CREATE TABLE hoiso_scope_key (lone boolean PRIMARY KEY DEFAULT true, key text NOT NULL)")
    ]
