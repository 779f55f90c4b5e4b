"""Many documents' words go into their index together: merged at once instead of one document at a time.

The index takes each document's words as they come (fastupdate off): what is not merged yet would be read by
every search. For the minutes of a take-over it is otherwise: the words of thousands of documents lie on the
index's list until `hoiso_search_merge` puts them in, each word once for all of them. Turning it over needs
the owner, and the index for itself for an instant; where that is not to be had within two seconds nothing
changes and the words go in one by one.
"""

from django.db import migrations

_GATHERING = """
CREATE FUNCTION hoiso_search_gather(gathering boolean) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp SET lock_timeout = '2s' AS $$
DECLARE
  standing boolean := EXISTS (SELECT FROM pg_class c
    WHERE c.oid = 'documents_search_words'::regclass AND 'fastupdate=on' = ANY (c.reloptions));
BEGIN
  IF NOT hoiso_is_system() THEN
    RETURN false;
  END IF;
  IF gathering AND NOT standing THEN
    ALTER INDEX documents_search_words SET (fastupdate = on, gin_pending_list_limit = 65536);
  ELSIF standing AND NOT gathering THEN
    PERFORM gin_clean_pending_list('documents_search_words');
    ALTER INDEX documents_search_words SET (fastupdate = off);
    ALTER INDEX documents_search_words RESET (gin_pending_list_limit);
    PERFORM gin_clean_pending_list('documents_search_words');
  END IF;
  RETURN true;
EXCEPTION WHEN lock_not_available THEN
  RETURN false;
END $$;

CREATE FUNCTION hoiso_search_merge() RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT gin_clean_pending_list('documents_search_words') WHERE hoiso_is_system()
$$;

REVOKE EXECUTE ON FUNCTION hoiso_search_gather, hoiso_search_merge FROM PUBLIC;
GRANT EXECUTE ON FUNCTION hoiso_search_gather, hoiso_search_merge TO hoiso_worker;
"""


class Migration(migrations.Migration):
    dependencies = [("documents", "0031_own_templates")]
    operations = [
        migrations.RunSQL(
            _GATHERING, "DROP FUNCTION hoiso_search_gather(boolean); DROP FUNCTION hoiso_search_merge()"
        )
    ]
