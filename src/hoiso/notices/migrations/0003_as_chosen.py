"""A notice is written by a colleague's act and delivered as its reader chose, which only she may read."""

from django.db import migrations

# `hoiso.event` names the event for notices that a function of the database writes.
AS_CHOSEN = """
CREATE FUNCTION hoiso_notice_as_chosen() RETURNS trigger
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
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER notices_as_chosen BEFORE INSERT ON notices_notice
FOR EACH ROW EXECUTE FUNCTION hoiso_notice_as_chosen();
"""
# Notices written by SQL that does not know the newer columns.
DEFAULTS = """
ALTER TABLE notices_notice ALTER COLUMN event SET DEFAULT 'other', ALTER COLUMN mail SET DEFAULT '',
  ALTER COLUMN mail_tries SET DEFAULT 0;
"""


class Migration(migrations.Migration):
    dependencies = [("notices", "0002_choices")]
    operations = [migrations.RunSQL([DEFAULTS, AS_CHOSEN], migrations.RunSQL.noop)]
