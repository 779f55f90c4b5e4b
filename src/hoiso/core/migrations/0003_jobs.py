"""The wall around the job queue: the web queues jobs through a function and reads none."""

from django.db import migrations

JOBS = """
DO $$
DECLARE one text;
BEGIN
  FOREACH one IN ARRAY ARRAY['procrastinate_jobs', 'procrastinate_events', 'procrastinate_periodic_defers',
                             'procrastinate_workers'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', one);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', one);
    EXECUTE format('CREATE POLICY owner ON %I TO hoiso_owner USING (true) WITH CHECK (true)', one);
    EXECUTE format('CREATE POLICY worker ON %I TO hoiso_worker USING (true) WITH CHECK (true)', one);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO hoiso_worker', one);
    EXECUTE format('REVOKE ALL ON %I FROM hoiso_web', one);
  END LOOP;
END $$;

GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO hoiso_worker;

DO $$
DECLARE one regprocedure;
BEGIN
  FOR one IN SELECT oid FROM pg_proc WHERE proname LIKE 'procrastinate%' LOOP
    EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', one);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO hoiso_worker', one);
  END LOOP;
END $$;

ALTER FUNCTION procrastinate_defer_jobs_v1(procrastinate_job_to_defer_v1[])
  SECURITY DEFINER SET search_path = public, pg_temp;
GRANT EXECUTE ON FUNCTION procrastinate_defer_jobs_v1(procrastinate_job_to_defer_v1[]) TO hoiso_web;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0002_initial"),
        ("procrastinate", "0041_post_retry_failed_job"),
    ]
    operations = [migrations.RunSQL(JOBS, migrations.RunSQL.noop)]
