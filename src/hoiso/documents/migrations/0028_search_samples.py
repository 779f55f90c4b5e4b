"""How many documents a search has is guessed from the newest ones too, where its words are common.

Words of one name stand together; taken each by itself they made a search of a million documents read
the whole index of words.
"""

from django.db import migrations

_SHOWN = """LATERAL (
    SELECT FROM documents_document d
    WHERE d.id = c.document_id AND d.unit_id = at_unit AND (f.direction IS NULL OR d.direction = f.direction)
      AND (f.state IS NULL OR d.state = f.state)
      AND (f.book IS NULL OR d.book_id = f.book)
      AND (f.kind IS NULL OR d.kind = f.kind)
      AND (f.urgency IS NULL OR d.urgency = f.urgency)
      AND (f.due_from IS NULL OR d.due_on >= f.due_from)
      AND (f.due_to IS NULL OR d.due_on <= f.due_to)
      AND ((desk AND NOT d.restricted) OR d.created_by = me OR EXISTS (
        SELECT FROM documents_reader r
        WHERE r.document_id = d.id AND r.officer_id = me AND r.ended_at IS NULL))
    OFFSET 0) d"""

SOME = f"""
-- Some documents that the search finds, `most` at the highest, in no order.
CREATE OR REPLACE FUNCTION hoiso_search_some(
  me bigint, members bigint[], desks bigint[], loose text, loose_words text[], beginning text,
  f hoiso_search_filter, most integer) RETURNS bigint[]
LANGUAGE plpgsql STABLE AS $$
#variable_conflict use_column
DECLARE
  at_unit bigint;
  desk boolean;
  q tsquery;
  guess hoiso_search_guess;
  ids bigint[] := '{{}}';
  lent bigint[] := hoiso_search_lent(me, members, desks, f.unit);
  here record;
  seen integer;
BEGIN
  IF lent IS NOT NULL THEN
    here := hoiso_search_newest(me, '{{}}', desks, lent, loose, loose, '', '{{}}', f, 'infinity',
      9223372036854775807, most);
    SELECT coalesce(array_agg(d.id), '{{}}') INTO ids
    FROM unnest(here.ids) h JOIN documents_document d ON d.id = h
    WHERE d.unit_id <> ALL (members);
  END IF;
  FOREACH at_unit IN ARRAY members LOOP
    CONTINUE WHEN f.unit <> at_unit;
    EXIT WHEN cardinality(ids) >= most;
    desk := at_unit = ANY (desks);
    q := nullif(replace(loose, '~', at_unit::text), '')::tsquery;
    guess := hoiso_search_expected(at_unit, loose_words, beginning);
    -- Words that stand together, as in a name, are in more documents than each by itself lets expect.
    IF q IS NOT NULL AND desk AND guess.rarest > 4000 THEN
      SELECT count(*) INTO seen FROM (
        SELECT e.words FROM documents_searchentry e
        WHERE e.unit_id = at_unit AND e.day >= f.day_from AND e.day <= f.day_to
        ORDER BY e.day DESC, e.document_id DESC LIMIT 300) c
      WHERE c.words @@ q;
      guess.expected := greatest(guess.expected, guess.total * seen / 400);
    END IF;
    IF q IS NOT NULL AND desk AND f.state IS NULL AND f.book IS NULL AND f.kind IS NULL
        AND f.urgency IS NULL AND f.due_from IS NULL AND f.due_to IS NULL
        AND guess.rarest * 0.3 + most * 10
          < most / greatest(guess.expected / greatest(guess.total, 1), 0.000001) * 3 THEN
      SELECT ids || array_agg(x.document_id) INTO ids FROM (
        SELECT c.document_id FROM (
          SELECT e.document_id FROM documents_searchentry e
          WHERE e.words @@ q AND e.unit_id + 0 = at_unit
            AND e.day >= f.day_from AND e.day <= f.day_to) c, {_SHOWN}
        LIMIT most - cardinality(ids)) x;
    ELSE
      here := hoiso_search_unit(at_unit, me, desk, q, q, NULL, guess, f, 'infinity', 9223372036854775807,
        most - cardinality(ids));
      ids := ids || here.ids;
    END IF;
  END LOOP;
  RETURN ids;
END $$;
"""  # noqa: S608 - our own words


class Migration(migrations.Migration):
    dependencies = [("documents", "0027_mail_and_addressees")]
    operations = [migrations.RunSQL(SOME, migrations.RunSQL.noop)]
