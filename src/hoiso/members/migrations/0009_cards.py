"""What a card is checked by: whoever holds it learns whether it is valid, and as little else as may be."""

from django.db import migrations

CHECK = """
-- Of the member to whom a card was given: the number that the card bears, whether she is a member today, her
-- given name and her commune. A row that was merged is valid by the one it leads to.
CREATE FUNCTION hoiso_card_facts(whose bigint) RETURNS TABLE (
  card_key text, is_valid boolean, full_name text, commune text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
  WITH RECURSIVE chain AS (
    SELECT m.id, m.merged_into_id FROM members_member m WHERE m.id = whose
    UNION SELECT m.id, m.merged_into_id FROM chain JOIN members_member m ON m.id = chain.merged_into_id
  )
  SELECT g.card_key::text, s.state IN ('active', 'away'), s.full_name::text, c.name::text
  FROM members_member g, chain JOIN members_member s ON s.id = chain.id AND s.merged_into_id IS NULL
  JOIN units_unit c ON c.id = s.commune_id
  WHERE g.id = whose;
END $$;
GRANT EXECUTE ON FUNCTION hoiso_card_facts(bigint) TO hoiso_web, hoiso_worker;
"""


class Migration(migrations.Migration):
    dependencies = [("members", "0008_duplicates")]
    operations = [migrations.RunSQL(CHECK, migrations.RunSQL.noop)]
