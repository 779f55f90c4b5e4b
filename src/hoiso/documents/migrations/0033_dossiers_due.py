"""Which closed dossiers are due is told by a function, started only for those who keep an archive."""

from django.db import migrations

# With the rights of who asks: she counts what she sees. In the menu of every page, where the start of
# the plan cost more than all other counts together.
DUE = """
CREATE FUNCTION hoiso_dossiers_due(archives bigint[], today date)
RETURNS TABLE (what text, unit_id bigint, dossiers bigint, due_on date)
LANGUAGE plpgsql STABLE AS $$
#variable_conflict use_column
BEGIN
  IF NOT EXISTS (SELECT FROM documents_dossier o
      WHERE o.unit_id = ANY (archives) AND o.closed_on IS NOT NULL AND o.disposed_on IS NULL) THEN
    RETURN;
  END IF;
  RETURN QUERY
  SELECT due.what, due.unit_id, count(*),
    CASE due.what WHEN 'accession' THEN min(due.closed_on + interval '1 year')::date END
  FROM (
    SELECT o.unit_id, o.closed_on, CASE
      -- At the end of its time, and neither in a disposal nor with the historical archive.
      WHEN o.retention <> 'vinh-vien'
        AND make_date(extract(year FROM o.closed_on)::int + o.retention::int, 12, 31) - 30 <= today
        AND NOT EXISTS (SELECT FROM documents_disposalentry e
          WHERE e.dossier_id = o.id AND e.live AND NOT e.kept)
        AND NOT EXISTS (SELECT FROM documents_transferentry t
          WHERE t.dossier_id = o.id AND t.live AND t."to" = 'historical') THEN 'disposal'
      -- A year after its end it goes to the archive of the office, unless kept for less than five.
      WHEN o.closed_on + interval '1 year' - interval '30 days' <= today
        AND (o.retention = 'vinh-vien' OR o.retention::int >= 5)
        AND NOT EXISTS (SELECT FROM documents_transferentry t WHERE t.dossier_id = o.id AND t.live)
        THEN 'accession' END AS what
    FROM documents_dossier o
    WHERE o.unit_id = ANY (archives) AND o.closed_on IS NOT NULL AND o.disposed_on IS NULL
      AND NOT EXISTS (SELECT FROM documents_dossierhold h
        WHERE h.dossier_id = o.id AND h.lifted_at IS NULL)) due
  WHERE due.what IS NOT NULL
  GROUP BY due.what, due.unit_id;
END $$;
GRANT EXECUTE ON FUNCTION hoiso_dossiers_due(bigint[], date) TO hoiso_web, hoiso_worker;
"""


class Migration(migrations.Migration):
    dependencies = [("documents", "0032_words_gathered")]
    operations = [migrations.RunSQL(DUE, "DROP FUNCTION hoiso_dossiers_due(bigint[], date)")]
