"""A notice is also shown on its reader's devices where she chose so."""

from django.db import migrations

AS_CHOSEN = """
CREATE OR REPLACE FUNCTION hoiso_notice_as_chosen() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE chosen notices_choice%ROWTYPE;
BEGIN
  IF NEW.event = 'other' THEN
    NEW.event := coalesce(nullif(current_setting('hoiso.event', true), ''), 'other');
  END IF;
  SELECT c.* INTO chosen FROM notices_choice c WHERE c.officer_id = NEW.officer_id AND c.event = NEW.event;
  IF FOUND THEN
    IF NOT chosen.in_system THEN
      NEW.read_at := NEW.at;
    END IF;
    NEW.mail := CASE WHEN chosen.by_mail THEN 'due' WHEN chosen.in_digest THEN 'digest' ELSE '' END;
    NEW.push := CASE WHEN chosen.by_push THEN 'due' ELSE '' END;
  END IF;
  RETURN NEW;
END $$;
"""
# Notices written by SQL that does not know the newer column.
DEFAULTS = "ALTER TABLE notices_notice ALTER COLUMN push SET DEFAULT '';"


class Migration(migrations.Migration):
    dependencies = [("notices", "0004_push_devices")]
    operations = [migrations.RunSQL([DEFAULTS, AS_CHOSEN], migrations.RunSQL.noop)]
