"""Who sees what is changed by two persons, and told to whoever asks; dossiers number what is in them."""

import hoiso.core.walls
from django.db import migrations, models

# What lies at a unit is reached from posts there and at the units that took it over.
REACHED_FROM = """
CREATE FUNCTION hoiso_holders_at(at_unit bigint)
RETURNS TABLE (officer_id bigint, role text, title text, delegated boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE today date := hoiso_day();
BEGIN
  RETURN QUERY
  WITH RECURSIVE reached(id) AS (
    SELECT at_unit
    UNION
    SELECT s.after_id FROM units_succession s JOIN reached r ON s.before_id = r.id
    WHERE s.share <> 'part' AND s."on" <= today
  ), posts AS (
    SELECT p.id, p.officer_id, p.role, p.title FROM access_post p JOIN reached r ON p.unit_id = r.id
    WHERE p.valid_from <= today AND (p.valid_to IS NULL OR p.valid_to >= today)
  ), held AS (
    SELECT p.officer_id, p.role, p.title, false AS delegated FROM posts p
    UNION ALL
    SELECT g.officer_id, p.role, p.title, true FROM posts p JOIN access_delegation g ON g.post_id = p.id
    WHERE today BETWEEN g.valid_from AND g.valid_to
  )
  SELECT h.officer_id, h.role::text, h.title::text, h.delegated
  FROM held h JOIN access_officer o ON o.id = h.officer_id
  WHERE o.retired_on IS NULL OR o.retired_on > today;
END $$;
REVOKE ALL ON FUNCTION hoiso_holders_at(bigint) FROM PUBLIC, hoiso_web, hoiso_worker;
"""

# The same condition as documents_document's policy, for every officer at once; a test compares them.
WHO_DOCUMENT = """
CREATE FUNCTION hoiso_readers_of_document(wanted bigint)
RETURNS TABLE (officer_id bigint, full_name text, name_key text, why text, role text, title text, delegated boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  me bigint := hoiso_officer();
  d documents_document%ROWTYPE;
BEGIN
  SELECT * INTO d FROM documents_document x WHERE x.id = wanted;
  IF NOT FOUND OR me IS NULL THEN
    RETURN;
  END IF;
  RETURN QUERY
  WITH holders AS MATERIALIZED (SELECT * FROM hoiso_holders_at(d.unit_id)),
  reasons AS (
    SELECT h.officer_id, 'post'::text AS why, h.role, h.title, h.delegated
    FROM holders h WHERE NOT d.restricted AND h.role IN ('clerk', 'leader', 'office_head')
    UNION ALL
    SELECT d.created_by, 'creator', '', '', false
    WHERE d.created_by IN (SELECT h.officer_id FROM holders h)
    UNION ALL
    SELECT r.officer_id, r.why::text, '', '', false
    FROM documents_reader r
    WHERE r.document_id = d.id AND r.ended_at IS NULL
      AND r.officer_id IN (SELECT h.officer_id FROM holders h)
  )
  SELECT o.id, o.full_name::text, o.name_key::text, s.why, s.role, s.title, s.delegated
  FROM reasons s JOIN access_officer o ON o.id = s.officer_id
  WHERE me IN (SELECT x.officer_id FROM reasons x)
  ORDER BY o.name_key, o.id, s.why, s.role;
END $$;
GRANT EXECUTE ON FUNCTION hoiso_readers_of_document(bigint) TO hoiso_web, hoiso_worker;
"""

WHO_DOSSIER = """
CREATE FUNCTION hoiso_readers_of_dossier(wanted bigint)
RETURNS TABLE (officer_id bigint, full_name text, name_key text, why text, role text, title text, delegated boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  me bigint := hoiso_officer();
  d documents_dossier%ROWTYPE;
BEGIN
  SELECT * INTO d FROM documents_dossier x WHERE x.id = wanted;
  IF NOT FOUND OR me IS NULL THEN
    RETURN;
  END IF;
  RETURN QUERY
  WITH holders AS MATERIALIZED (SELECT * FROM hoiso_holders_at(d.unit_id)),
  reasons AS (
    SELECT h.officer_id, 'post'::text AS why, h.role, h.title, h.delegated
    FROM holders h WHERE NOT d.restricted
    UNION ALL
    SELECT d.creator_id, 'creator', '', '', false
    WHERE d.creator_id IN (SELECT h.officer_id FROM holders h)
    UNION ALL
    SELECT r.officer_id, 'named', '', '', false
    FROM documents_dossierreader r
    WHERE r.dossier_id = d.id AND r.officer_id IN (SELECT h.officer_id FROM holders h)
  )
  SELECT o.id, o.full_name::text, o.name_key::text, s.why, s.role, s.title, s.delegated
  FROM reasons s JOIN access_officer o ON o.id = s.officer_id
  WHERE me IN (SELECT x.officer_id FROM reasons x)
  ORDER BY o.name_key, o.id, s.why, s.role;
END $$;
GRANT EXECUTE ON FUNCTION hoiso_readers_of_dossier(bigint) TO hoiso_web, hoiso_worker;
"""

CONFIRM = """
-- Who may confirm: another holder of the right to restrict at the unit; where there is none, an
-- administrator of the unit, who learns nothing of the document by it. Never who asked.
CREATE FUNCTION hoiso_may_confirm(at_unit bigint, asker bigint) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE me bigint := hoiso_officer();
BEGIN
  IF me IS NULL OR me = asker THEN
    RETURN false;
  END IF;
  IF at_unit = ANY (hoiso_reads()) THEN
    RETURN true;
  END IF;
  RETURN at_unit = ANY (hoiso_administered()) AND NOT EXISTS (
    SELECT FROM hoiso_holders_at(at_unit) h
    WHERE h.role IN ('clerk', 'leader', 'office_head') AND h.officer_id <> asker);
END $$;

-- Decides changes that were asked at once about one subject, and carries them out when agreed.
-- Returns how many were still waiting. `words` is the line for the document's timeline.
CREATE FUNCTION hoiso_decide_access(
  changes bigint[], agreed boolean, moment timestamptz, decider_title text, words text) RETURNS integer
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  me bigint := hoiso_officer();
  c documents_accesschange%ROWTYPE;
  decided integer := 0;
  on_document bigint;
BEGIN
  FOR c IN SELECT * FROM documents_accesschange x
           WHERE x.id = ANY (changes) AND x.state = 'waiting' ORDER BY x.id FOR UPDATE LOOP
    IF NOT hoiso_may_confirm(c.unit_id, c.asked_by) THEN
      RAISE insufficient_privilege USING MESSAGE = 'who asked may not confirm';
    END IF;
    UPDATE documents_accesschange SET state = CASE WHEN agreed THEN 'confirmed' ELSE 'refused' END,
      decided_by = me, decided_at = moment WHERE id = c.id;
    decided := decided + 1;
    on_document := coalesce(c.document_id, on_document);
    IF agreed AND c.document_id IS NOT NULL THEN
      CASE c.what
      WHEN 'restrict', 'open' THEN
        UPDATE documents_document SET restricted = (c.what = 'restrict'), version = version + 1,
          changed_at = moment WHERE id = c.document_id;
      WHEN 'add' THEN
        INSERT INTO documents_reader (document_id, unit_id, officer_id, officer_name, why, since)
        VALUES (c.document_id, c.unit_id, c.officer_id, c.officer_name, 'named', moment)
        ON CONFLICT DO NOTHING;
      WHEN 'remove' THEN
        UPDATE documents_reader SET ended_at = moment
        WHERE document_id = c.document_id AND officer_id = c.officer_id AND why = 'named'
          AND ended_at IS NULL;
      END CASE;
    ELSIF agreed THEN
      CASE c.what
      WHEN 'restrict', 'open' THEN
        UPDATE documents_dossier SET restricted = (c.what = 'restrict') WHERE id = c.dossier_id;
      WHEN 'add' THEN
        INSERT INTO documents_dossierreader (dossier_id, unit_id, officer_id, officer_name)
        VALUES (c.dossier_id, c.unit_id, c.officer_id, c.officer_name) ON CONFLICT DO NOTHING;
      WHEN 'remove' THEN
        DELETE FROM documents_dossierreader WHERE dossier_id = c.dossier_id AND officer_id = c.officer_id;
      END CASE;
    END IF;
  END LOOP;
  IF decided > 0 AND on_document IS NOT NULL THEN
    INSERT INTO documents_event (document_id, at, actor_id, actor_name, actor_title, kind, text)
    SELECT on_document, moment, o.id, o.full_name, decider_title, 'restrict', words
    FROM access_officer o WHERE o.id = me;
  END IF;
  RETURN decided;
END $$;
GRANT EXECUTE ON FUNCTION hoiso_may_confirm(bigint, bigint),
  hoiso_decide_access(bigint[], boolean, timestamptz, text, text) TO hoiso_web, hoiso_worker;
"""

# A restriction is not lifted or put on by an ordinary statement, whoever sees the row.
GUARD = """
CREATE FUNCTION hoiso_keep_restriction() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF current_user IN ('hoiso_web', 'hoiso_worker') THEN
    RAISE insufficient_privilege USING MESSAGE = 'a restriction is changed by two persons';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER hoiso_keep_restriction BEFORE UPDATE ON documents_document FOR EACH ROW
  WHEN (OLD.restricted IS DISTINCT FROM NEW.restricted) EXECUTE FUNCTION hoiso_keep_restriction();
CREATE TRIGGER hoiso_keep_restriction BEFORE UPDATE ON documents_dossier FOR EACH ROW
  WHEN (OLD.restricted IS DISTINCT FROM NEW.restricted) EXECUTE FUNCTION hoiso_keep_restriction();
"""

_ME = "(SELECT hoiso_officer())"
_UNITS = "unit_id = ANY ((SELECT hoiso_member_units())::bigint[])"
_DESKS = "unit_id = ANY ((SELECT hoiso_reads())::bigint[])"
_READER = "hoiso_sees_document(document_id, unit_id) AND why <> 'named'"


def _wall(model: str, policy: hoiso.core.walls.RowPolicy) -> list[migrations.operations.base.Operation]:
    return [
        migrations.RemoveConstraint(model_name=model, name=policy.name),
        migrations.AddConstraint(model_name=model, constraint=policy),
    ]


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0007_search_words"),
        ("units", "0003_heirs_reach"),
        ("access", "0005_keeping_accounts"),
    ]
    operations = [
        migrations.AddField("accesschange", "about", models.CharField(blank=True, default="", max_length=200), preserve_default=False),
        migrations.AddField("dossier", "heading", models.CharField(blank=True, default="", max_length=200), preserve_default=False),
        migrations.AddField("dossier", "next_ordinal", models.PositiveSmallIntegerField(default=1)),
        migrations.AddIndex(
            "accesschange",
            models.Index(
                condition=models.Q(("state", "waiting")),
                fields=["unit", "asked_at"],
                name="documents_accesschange_waiting",
            ),
        ),
        migrations.RunSQL(REACHED_FROM, migrations.RunSQL.noop),
        migrations.RunSQL(WHO_DOCUMENT, migrations.RunSQL.noop),
        migrations.RunSQL(WHO_DOSSIER, migrations.RunSQL.noop),
        migrations.RunSQL(CONFIRM, migrations.RunSQL.noop),
        migrations.RunSQL(GUARD, migrations.RunSQL.noop),
        *_wall(
            "dossier",
            hoiso.core.walls.RowPolicy(
                name="documents_dossier_wall",
                read=f"{_UNITS} AND (NOT restricted OR creator_id = {_ME} OR EXISTS ("
                f"SELECT FROM documents_dossierreader r WHERE r.dossier_id = documents_dossier.id"
                f" AND r.officer_id = {_ME}))",
                insert=_UNITS,
                update=_UNITS,
            ),
        ),
        *_wall(
            "dossierreader",
            hoiso.core.walls.RowPolicy(
                name="documents_dossierreader_wall", read=f"officer_id = {_ME} OR {_UNITS}"
            ),
        ),
        *_wall(
            "accesschange",
            hoiso.core.walls.RowPolicy(
                name="documents_accesschange_wall",
                read=f"{_DESKS} OR asked_by = {_ME} OR unit_id = ANY ((SELECT hoiso_administered())::bigint[])",
                insert=f"{_DESKS} AND asked_by = {_ME} AND state = 'waiting'",
            ),
        ),
        *_wall(
            "reader",
            hoiso.core.walls.RowPolicy(
                name="documents_reader_wall",
                read=f"officer_id = {_ME} OR {_DESKS}",
                insert=_READER,
                update=_READER,
            ),
        ),
    ]
