"""Grants for the two client roles, the signed scope, and text folding in the database."""

from django.db import migrations

GRANTS = """
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO hoiso_web, hoiso_worker;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO hoiso_web, hoiso_worker;
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
"""

# The key is written by `hoiso migrate` (core.scope_key) and read by the definer function alone.
SCOPE = """
CREATE TABLE hoiso_scope_key (lone boolean PRIMARY KEY DEFAULT true CHECK (lone), key text NOT NULL);
REVOKE ALL ON hoiso_scope_key FROM PUBLIC, hoiso_web, hoiso_worker;

CREATE FUNCTION hoiso_claim() RETURNS text[]
LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  parts text[];
  payload text;
  secret text;
BEGIN
  parts := string_to_array(current_setting('hoiso.scope', true), ':');
  IF parts IS NULL OR array_length(parts, 1) IS DISTINCT FROM 5 THEN
    RETURN NULL;
  END IF;
  payload := array_to_string(parts[1:4], ':');
  SELECT key INTO secret FROM hoiso_scope_key;
  IF encode(public.hmac(payload, secret, 'sha256'), 'hex') IS DISTINCT FROM parts[5] THEN
    RETURN NULL;
  END IF;
  IF parts[4]::bigint < extract(epoch FROM clock_timestamp()) THEN
    RETURN NULL;
  END IF;
  RETURN parts;
END $$;

CREATE FUNCTION hoiso_officer() RETURNS bigint
LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE claim text[] := hoiso_claim();
BEGIN
  RETURN CASE WHEN claim[1] = 'o' THEN claim[2]::bigint END;
END $$;

CREATE FUNCTION hoiso_day() RETURNS date
LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE claim text[] := hoiso_claim();
BEGIN
  RETURN claim[3]::date;
END $$;

CREATE FUNCTION hoiso_is_system() RETURNS boolean
LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE claim text[] := hoiso_claim();
BEGIN
  RETURN coalesce(claim[1] = 's', false);
END $$;

GRANT EXECUTE ON FUNCTION hoiso_claim(), hoiso_officer(), hoiso_day(), hoiso_is_system() TO hoiso_web, hoiso_worker;
"""

FOLD = """
CREATE FUNCTION fold_v1(value text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT SET search_path = public, pg_temp AS $$
  SELECT btrim(regexp_replace(
    lower(public.unaccent('public.unaccent'::regdictionary, normalize(value, NFC))), '\\s+', ' ', 'g'))
$$;
GRANT EXECUTE ON FUNCTION fold_v1(text) TO hoiso_web, hoiso_worker;
"""


class Migration(migrations.Migration):
    initial = True
    dependencies: list[tuple[str, str]] = []
    operations = [
        migrations.RunSQL(GRANTS, migrations.RunSQL.noop),
        migrations.RunSQL(SCOPE, migrations.RunSQL.noop),
        migrations.RunSQL(FOLD, migrations.RunSQL.noop),
    ]
