"""Figures of the queue and the trail, for the health page of whoever keeps the province."""

from django.db import migrations

HEALTH = """
CREATE FUNCTION hoiso_health() RETURNS TABLE (
  waiting_jobs bigint, oldest_wait interval, failed_jobs bigint, heartbeat timestamptz,
  unsealed bigint, database_bytes bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT (hoiso_keeps_units() OR hoiso_is_administrator()) THEN
    RETURN;
  END IF;
  RETURN QUERY SELECT
    (SELECT count(*) FROM procrastinate_jobs WHERE status = 'todo' AND (scheduled_at IS NULL OR scheduled_at < now())),
    (SELECT max(now() - e.at) FROM procrastinate_jobs j JOIN procrastinate_events e ON e.job_id = j.id
      WHERE j.status = 'todo' AND e.type = 'deferred' AND (j.scheduled_at IS NULL OR j.scheduled_at < now())),
    (SELECT count(*) FROM procrastinate_jobs WHERE status = 'failed'),
    (SELECT max(last_heartbeat) FROM procrastinate_workers),
    (SELECT count(*) FROM audit_entry a WHERE NOT EXISTS (SELECT FROM audit_seal s WHERE s.entry_id = a.id)),
    pg_database_size(current_database());
END $$;
GRANT EXECUTE ON FUNCTION hoiso_health() TO hoiso_web, hoiso_worker;
"""


class Migration(migrations.Migration):
    dependencies = [("office", "0001_fault_reports"), ("core", "0003_jobs"), ("audit", "0001_initial")]
    operations = [migrations.RunSQL(HEALTH, "DROP FUNCTION hoiso_health()")]
