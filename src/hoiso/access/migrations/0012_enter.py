"""The scope is put in force and the officer read in one statement, once a request."""

from django.db import migrations

# Without rights of its own: a token that was not signed opens nothing here either.
ENTER = """
CREATE FUNCTION hoiso_enter(token text, wanted bigint) RETURNS TABLE (
  full_name text, form_of_address text, text_size text, post_id bigint, unit_id bigint, unit_title text,
  unit_kind text, role text, title text, lent boolean, left_units bigint[])
LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  PERFORM set_config('hoiso.scope', token, true);
  RETURN QUERY SELECT * FROM public.hoiso_actor(wanted);
END $$;
GRANT EXECUTE ON FUNCTION hoiso_enter(text, bigint) TO hoiso_web, hoiso_worker;
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0011_reach_by_posts")]
    operations = [migrations.RunSQL(ENTER, "DROP FUNCTION hoiso_enter(text, bigint)")]
