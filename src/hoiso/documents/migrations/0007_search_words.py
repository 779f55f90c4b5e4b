"""Words of documents in one column, with the unit before each, and how common they are in a unit."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import hoiso.core.walls
from django.db import migrations, models

_VISIBLE = "EXISTS (SELECT FROM documents_document d WHERE d.id = document_id)"

# The policy of documents_document and the filters of the page, asked of one candidate at a time;
# OFFSET 0 keeps the planner from turning the look-up by id into a join of whole tables.
_SHOWN = """LATERAL (
    SELECT FROM documents_document d
    WHERE d.id = c.document_id AND d.unit_id = at_unit
      AND (f.direction IS NULL OR d.direction = f.direction)
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

_MATCH = "(q IS NULL OR e.words @@ q) AND (unlike IS NULL OR NOT e.words @@ unlike)"
_MATCH_OF_WALK = _MATCH.replace("e.words", "c.words")
_DAYS = "e.day >= f.day_from AND e.day <= f.day_to"
_NEWEST = "ORDER BY c.day DESC, c.document_id DESC LIMIT most"

CHOOSING = """
CREATE TYPE hoiso_search_filter AS (
  unit bigint, direction text, state text, book bigint, kind text, urgency integer,
  day_from date, day_to date, due_from date, due_to date);

-- How many of a unit's documents have all the words, as far as the counts of words tell: `rarest`
-- have the rarest word, `expected` all of them. Words of one matter stand together, so the second
-- rarest is taken by its square root, the third by its fourth root, and so on.
CREATE FUNCTION hoiso_search_expected(
  at_unit bigint, asked text[], beginning text, OUT total integer, OUT rarest float, OUT expected float)
LANGUAGE plpgsql STABLE AS $$
DECLARE
  found float[];
  one float;
  root float := 1;
BEGIN
  SELECT array_agg(w.documents ORDER BY w.documents) INTO found
  FROM documents_searchword w WHERE w.unit_id = at_unit AND w.word = ANY (asked);
  SELECT w.documents INTO total FROM documents_searchword w WHERE w.unit_id = at_unit AND w.word = '';
  total := coalesce(total, 0);
  rarest := total;
  expected := total;
  IF total = 0 OR cardinality(asked) = 0 AND beginning = '' THEN
    RETURN;
  END IF;
  IF coalesce(cardinality(found), 0) < cardinality(asked) THEN
    found := 0 || found;  -- a word that was not there when words were counted
  END IF;
  IF beginning <> '' THEN
    SELECT coalesce(sum(documents), 0) INTO one FROM documents_searchword
    WHERE unit_id = at_unit AND word >= beginning AND word < beginning || chr(1114109) AND word = folded;
    SELECT array_agg(f ORDER BY f) INTO found FROM unnest(found || one) f;
  END IF;
  FOREACH one IN ARRAY found LOOP
    one := least(one, total);
    rarest := least(rarest, one);
    expected := expected * power(one / total, root);
    root := root / 2;
  END LOOP;
END $$;
"""

SEARCHING = f"""
-- Documents of one unit that match `q` and not `unlike`, newest first, after one (day, id). The
-- callers have checked that the officer belongs to the unit; `desk`: her post reads its trays.
--
-- Common words are found soonest by walking the days backwards, rare ones by the index of words,
-- and an officer without a desk may have fewer documents than either way looks at. The figures
-- are microseconds as measured: 3 a step of the walk, 10 a row that the index of words gives, 0.3
-- an entry of it, 15 a document of her own. A walk that finds too little was a wrong guess and is
-- given up. It runs with the search path and generic plans of its callers. `+ 0` keeps the planner, which knows nothing of `q`, from the index of days.
CREATE FUNCTION hoiso_search_unit(
  at_unit bigint, me bigint, desk boolean, q tsquery, unlike tsquery, asked text[], beginning text,
  f hoiso_search_filter, after_day date, after_id bigint, most integer)
RETURNS TABLE (document_id bigint, day date)
LANGUAGE plpgsql STABLE AS $$
#variable_conflict use_column
DECLARE
  guess record;
  narrowed boolean := f.state IS NOT NULL OR f.book IS NOT NULL OR f.kind IS NOT NULL
    OR f.urgency IS NOT NULL OR f.due_from IS NOT NULL OR f.due_to IS NOT NULL;
  mine integer;
  density float;
  reach integer;
  by_words float;
  by_readers float := 'infinity';
  ids bigint[];
  days date[];
BEGIN
  -- One bound for the walk to begin at: of two, the index of days takes the further one.
  IF after_day > f.day_to THEN
    after_day := f.day_to;
    after_id := 9223372036854775807;
  END IF;
  SELECT * INTO guess FROM hoiso_search_expected(at_unit, asked, beginning);
  density := CASE WHEN q IS NULL THEN 1 ELSE guess.expected / greatest(guess.total, 1) END
    * CASE WHEN narrowed THEN 0.2 ELSE 1 END;
  IF NOT desk THEN
    SELECT count(*) INTO mine FROM (
      SELECT FROM documents_reader r
      WHERE r.officer_id = me AND r.unit_id = at_unit AND r.ended_at IS NULL LIMIT 5000) x;
    density := density * mine / greatest(guess.total, mine, 1);
    by_readers := (mine + 20) * 15;
  END IF;
  reach := least(most / greatest(density, 0.000001), 1000000);
  by_words := CASE WHEN q IS NULL THEN 'infinity' ELSE guess.rarest * 0.3 + guess.expected * 10 END;
  IF reach * 3 < least(by_words, by_readers) THEN
    reach := reach * 3 + 200;
    SELECT array_agg(w.document_id), array_agg(w.day) INTO ids, days FROM (
      SELECT c.document_id, c.day FROM (
        SELECT e.document_id, e.day, e.words FROM documents_searchentry e
        WHERE e.unit_id = at_unit AND e.day >= f.day_from AND (e.day, e.document_id) < (after_day, after_id)
        ORDER BY e.day DESC, e.document_id DESC LIMIT reach) c, {_SHOWN}
      WHERE {_MATCH_OF_WALK} {_NEWEST}) w;
    IF coalesce(cardinality(ids), 0) >= most OR reach > guess.total * 2 + 10000 THEN
      RETURN QUERY SELECT * FROM unnest(ids, days);
      RETURN;
    END IF;
  END IF;
  IF by_readers < by_words THEN
    RETURN QUERY
    WITH mine AS MATERIALIZED (
      SELECT r.document_id FROM documents_reader r
      WHERE r.officer_id = me AND r.unit_id = at_unit AND r.ended_at IS NULL
      UNION SELECT d.id FROM documents_document d WHERE d.created_by = me AND d.unit_id = at_unit
    ), found AS MATERIALIZED (
      SELECT e.document_id, e.day FROM mine, LATERAL (
        SELECT e.* FROM documents_searchentry e WHERE e.document_id = mine.document_id OFFSET 0) e
      WHERE {_MATCH} AND e.day >= f.day_from AND (e.day, e.document_id) < (after_day, after_id))
    SELECT c.document_id, c.day FROM (SELECT * FROM found ORDER BY day DESC, document_id DESC) c, {_SHOWN}
    {_NEWEST};
    RETURN;
  END IF;
  IF q IS NULL OR (narrowed AND by_words > 3000) THEN
    -- The filter may be what is rare: planned anew with its values, documents first.
    RETURN QUERY EXECUTE $plan$
      SELECT c.id, e.day FROM (
        SELECT d.id FROM documents_document d
        WHERE d.unit_id = $1
          AND d.direction = ANY (CASE WHEN $9 IS NULL THEN '{{in,out,internal}}'::text[] ELSE ARRAY[$9] END)
          AND ($10 IS NULL OR d.state = $10)
          AND ($11 IS NULL OR d.book_id = $11) AND ($12 IS NULL OR d.kind = $12)
          AND ($13 IS NULL OR d.urgency = $13)
          AND ($14 IS NULL OR d.due_on >= $14) AND ($15 IS NULL OR d.due_on <= $15)
          AND (($3 AND NOT d.restricted) OR d.created_by = $2 OR EXISTS (
            SELECT FROM documents_reader r
            WHERE r.document_id = d.id AND r.officer_id = $2 AND r.ended_at IS NULL))
        OFFSET 0) c, LATERAL (
        SELECT e.day, e.words FROM documents_searchentry e WHERE e.document_id = c.id OFFSET 0) e
      WHERE ($4 IS NULL OR e.words @@ $4) AND ($5 IS NULL OR NOT e.words @@ $5)
        AND e.day >= $6 AND (e.day, c.id) < ($7, $8)
      ORDER BY e.day DESC, c.id DESC LIMIT $16 $plan$
    USING at_unit, me, desk, q, unlike, f.day_from, after_day, after_id,
      f.direction, f.state, f.book, f.kind, f.urgency, f.due_from, f.due_to, most;
    RETURN;
  END IF;
  RETURN QUERY
  WITH found AS MATERIALIZED (
    SELECT e.document_id, e.day FROM documents_searchentry e
    WHERE e.words @@ q AND e.unit_id + 0 = at_unit AND (unlike IS NULL OR NOT e.words @@ unlike))
  SELECT c.document_id, c.day FROM (
    SELECT * FROM found e WHERE e.day >= f.day_from AND (e.day, e.document_id) < (after_day, after_id)
    ORDER BY day DESC, document_id DESC) c, {_SHOWN}
  {_NEWEST};
END $$;

-- The officer in scope's own search: documents of her units that her post, or she by name, may
-- read. `part` 1 holds whole words with the accents typed, `part` 2 the others; `inside`: the
-- words stand in the text of the files only, which `passage` then brings.
CREATE FUNCTION hoiso_search(
  strict text, loose text, in_fields text, strict_words text[], loose_words text[], beginning text,
  f hoiso_search_filter, after_part integer, after_day date, after_id bigint, most integer)
RETURNS TABLE (
  part integer, day date, id bigint, unit_id bigint, direction text, state text, number text, symbol text,
  subject text, issuer text, kind_name text, urgency integer, issued_on date, arrived_on date, due_on date,
  finished_on date, holder_name text, signer text, passage text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp
SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
DECLARE
  me bigint;
  members bigint[];
  desks bigint[];
  one bigint;
  parts integer[];
  ids bigint[] := '{{}}';
  days date[] := '{{}}';
  more_ids bigint[];
  more_days date[];
  first_ids bigint[];
  first_days date[];
BEGIN
  SELECT * INTO me, members, desks FROM hoiso_reach();
  IF me IS NULL OR most > 5001 THEN
    RETURN;
  END IF;
  IF after_part = 1 THEN
    SELECT array_agg(x.document_id), array_agg(x.day) INTO first_ids, first_days FROM (
      SELECT s.document_id, s.day FROM unnest(members) u, LATERAL hoiso_search_unit(
        u, me, u = ANY (desks), nullif(replace(strict, '~', u::text), '')::tsquery, NULL, strict_words, '', f,
        after_day, after_id, most) s
      WHERE f.unit IS NULL OR u = f.unit ORDER BY s.day DESC, s.document_id DESC LIMIT most) x;
    ids := coalesce(first_ids, '{{}}');
    days := coalesce(first_days, '{{}}');
    after_day := 'infinity';
    after_id := 9223372036854775807;
  END IF;
  parts := array_fill(1, ARRAY[cardinality(ids)]);
  IF cardinality(ids) < most AND loose <> strict THEN
    SELECT array_agg(x.document_id), array_agg(x.day) INTO more_ids, more_days FROM (
      SELECT s.document_id, s.day FROM unnest(members) u, LATERAL hoiso_search_unit(
        u, me, u = ANY (desks), replace(loose, '~', u::text)::tsquery,
        replace(strict, '~', u::text)::tsquery, loose_words, beginning, f, after_day, after_id,
        most - cardinality(ids)) s
      WHERE f.unit IS NULL OR u = f.unit
      ORDER BY s.day DESC, s.document_id DESC LIMIT most - cardinality(ids)) x;
    ids := ids || coalesce(more_ids, '{{}}');
    days := days || coalesce(more_days, '{{}}');
    parts := parts || array_fill(2, ARRAY[cardinality(ids) - cardinality(parts)]);
  END IF;
  RETURN QUERY
  SELECT c.part, c.day, d.id, d.unit_id, d.direction::text, d.state::text,
    coalesce(d.number::text, '') || d.suffix, d.symbol::text, d.subject, d.issuer::text, d.kind_name::text,
    d.urgency::integer, d.issued_on, d.arrived_on, d.due_on, d.finished_on, d.holder_name::text,
    d.signer::text,
    CASE WHEN in_fields = '' THEN '' ELSE (
      SELECT CASE WHEN e.words @@ replace(in_fields, '~', d.unit_id::text)::tsquery THEN ''
        ELSE left(e.text, 60000) END
      FROM documents_searchentry e WHERE e.document_id = d.id) END
  FROM unnest(parts, days, ids) WITH ORDINALITY c(part, day, id, place)
  JOIN documents_document d ON d.id = c.id
  ORDER BY c.place;
END $$;

-- How many documents the same search has, `most` at the highest, in no order.
CREATE FUNCTION hoiso_search_count(
  loose text, loose_words text[], beginning text, f hoiso_search_filter, most integer) RETURNS integer
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp
SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
DECLARE
  me bigint;
  members bigint[];
  desks bigint[];
  at_unit bigint;
  desk boolean;
  q tsquery;
  guess record;
  found integer := 0;
  here integer;
BEGIN
  SELECT * INTO me, members, desks FROM hoiso_reach();
  IF me IS NULL THEN
    RETURN 0;
  END IF;
  FOREACH at_unit IN ARRAY members LOOP
    CONTINUE WHEN f.unit IS NOT NULL AND f.unit <> at_unit;
    EXIT WHEN found >= most;
    desk := at_unit = ANY (desks);
    q := nullif(replace(loose, '~', at_unit::text), '')::tsquery;
    SELECT * INTO guess FROM hoiso_search_expected(at_unit, loose_words, beginning);
    -- One common word without a filter: its count, which only grows, says "more than that" by itself.
    IF desk AND f = ROW(f.unit, NULL, NULL, NULL, NULL, NULL, '-infinity'::date, 'infinity'::date, NULL, NULL)::hoiso_search_filter
        AND cardinality(loose_words) + (beginning <> '')::integer = 1 AND EXISTS (
          SELECT FROM documents_searchword w WHERE w.unit_id = at_unit
            AND w.word = coalesce(nullif(beginning, ''), loose_words[1]) AND w.documents >= most * 2) THEN
      RETURN most;
    END IF;
    IF q IS NOT NULL AND desk AND f.state IS NULL AND f.book IS NULL AND f.kind IS NULL
        AND f.urgency IS NULL AND f.due_from IS NULL AND f.due_to IS NULL
        AND guess.rarest * 0.3 + most * 10 < most / greatest(guess.expected / greatest(guess.total, 1), 0.000001) * 3 THEN
      SELECT count(*) INTO here FROM (
        SELECT FROM (
          SELECT e.document_id FROM documents_searchentry e
          WHERE e.words @@ q AND e.unit_id + 0 = at_unit AND {_DAYS}) c, {_SHOWN}
        LIMIT most - found) x;
    ELSE
      SELECT count(*) INTO here FROM hoiso_search_unit(
        at_unit, me, desk, q, NULL, loose_words, beginning, f, 'infinity', 9223372036854775807, most - found);
    END IF;
    found := found + here;
  END LOOP;
  RETURN found;
END $$;

-- The best of the newest 2,000 that match, those with the accents typed before the others.
CREATE FUNCTION hoiso_search_best(
  strict text, loose text, loose_words text[], beginning text, f hoiso_search_filter,
  beyond integer, most integer)
RETURNS TABLE (part integer, id bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp
SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
DECLARE
  me bigint;
  members bigint[];
  desks bigint[];
BEGIN
  SELECT * INTO me, members, desks FROM hoiso_reach();
  IF me IS NULL OR loose = '' THEN
    RETURN;
  END IF;
  RETURN QUERY
  SELECT ranked.part, ranked.document_id FROM (
    SELECT s.document_id, s.day,
      CASE WHEN e.words @@ replace(strict, '~', u::text)::tsquery THEN 1 ELSE 2 END AS part,
      ts_rank_cd('{{0.1, 0.3, 0.6, 1.0}}', e.words, replace(loose, '~', u::text)::tsquery, 1) AS rank
    FROM unnest(members) u, LATERAL hoiso_search_unit(
      u, me, u = ANY (desks), replace(loose, '~', u::text)::tsquery, NULL, loose_words, beginning, f,
      'infinity', 9223372036854775807, 2000) s, LATERAL (
      SELECT e.words FROM documents_searchentry e WHERE e.document_id = s.document_id OFFSET 0) e
    WHERE f.unit IS NULL OR u = f.unit) ranked
  ORDER BY ranked.part, ranked.rank DESC, ranked.day DESC, ranked.document_id DESC
  OFFSET beyond LIMIT most;
END $$;

-- Words of the officer's units that look like a folded one, the likeliest first. Whether they find
-- anything that she may read is asked by a search before one is proposed.
CREATE FUNCTION hoiso_search_spellings(typed text, most integer) RETURNS TABLE (word text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
  SELECT coalesce((
    SELECT w.word FROM documents_searchword w
    WHERE w.unit_id = likely.unit_id AND w.folded = likely.folded AND w.word <> w.folded
    ORDER BY w.documents DESC LIMIT 1), likely.folded)::text
  FROM (
    SELECT w.unit_id, w.folded, similarity(w.folded, typed) AS likeness, w.documents
    FROM unnest(hoiso_member_units()) u, documents_searchword w
    WHERE w.unit_id = u AND w.word = w.folded AND w.word <> '' AND w.word <> typed
      AND length(w.folded) BETWEEN length(typed) - 2 AND length(typed) + 2
      AND similarity(w.folded, typed) >= 0.3
    ORDER BY likeness DESC, w.documents DESC LIMIT most) likely;
END $$;
"""

GRANTS = """
-- Vectors stay in the row where they fit: a walk reads them all, and a look-up in another table for
-- each row costs more than the walk.
ALTER TABLE documents_searchentry SET (toast_tuple_target = 8160);

REVOKE EXECUTE ON FUNCTION hoiso_search_expected, hoiso_search_unit FROM PUBLIC;
GRANT EXECUTE ON FUNCTION hoiso_search, hoiso_search_count, hoiso_search_best, hoiso_search_spellings
  TO hoiso_web, hoiso_worker;
"""


class Migration(migrations.Migration):
    dependencies = [("documents", "0006_book_first_number"), ("units", "0001_initial")]
    operations = [
        migrations.DeleteModel(name="SearchEntry"),
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                ("document", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name="search_entry", serialize=False, to="documents.document")),
                ("unit", models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="units.unit")),
                ("day", models.DateField()),
                ("words", django.contrib.postgres.search.SearchVectorField()),
                ("text", models.TextField(blank=True)),
            ],
            options={
                "constraints": [hoiso.core.walls.RowPolicy(insert=_VISIBLE, name="documents_search_wall", read=_VISIBLE, update=_VISIBLE)],
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(fastupdate=False, fields=["words"], name="documents_search_words"),
                    models.Index(fields=["unit", "-day", "-document"], name="documents_search_newest"),
                ],
            },
        ),
        migrations.CreateModel(
            name="SearchWord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("unit", models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="units.unit")),
                ("word", models.CharField(db_collation="C", max_length=60)),
                ("folded", models.CharField(db_collation="C", max_length=60)),
                ("documents", models.PositiveIntegerField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("unit", "word"), name="documents_searchword_once"),
                    hoiso.core.walls.RowPolicy(name="documents_searchword_wall"),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="document",
            index=models.Index(fields=["created_by", "unit"], name="documents_made_by"),
        ),
        migrations.RunSQL(CHOOSING, migrations.RunSQL.noop),
        migrations.RunSQL(SEARCHING, migrations.RunSQL.noop),
        migrations.RunSQL(GRANTS, migrations.RunSQL.noop),
    ]
