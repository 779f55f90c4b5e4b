"""The search: few matches by their subject first; documents that were given to a unit; figures beside them.

The wall of documents_document is asked of each candidate in the same words as in its policy.
"""

from django.db import migrations

# Filters of the page beside day and unit.
_FILTER = """(f.direction IS NULL OR d.direction = f.direction)
      AND (f.state IS NULL OR d.state = f.state)
      AND (f.book IS NULL OR d.book_id = f.book)
      AND (f.kind IS NULL OR d.kind = f.kind)
      AND (f.urgency IS NULL OR d.urgency = f.urgency)
      AND (f.due_from IS NULL OR d.due_on >= f.due_from)
      AND (f.due_to IS NULL OR d.due_on <= f.due_to)"""


def _shown(columns: str = "", *, me: str = "me") -> str:
    """The document of a candidate `c`, if she may see it at her unit.

    OFFSET 0 keeps the planner from turning the look-up by id into a join of whole tables.
    """
    return f"""LATERAL (
    SELECT {columns} FROM documents_document d
    WHERE d.id = c.document_id AND d.unit_id = at_unit AND {_FILTER}
      AND ((desk AND NOT d.restricted) OR d.created_by = {me} OR EXISTS (
        SELECT FROM documents_reader r
        WHERE r.document_id = d.id AND r.officer_id = {me} AND r.ended_at IS NULL))
    OFFSET 0) d"""  # noqa: S608 - our own words


_MATCH = "(q IS NULL OR e.words @@ q) AND (unlike IS NULL OR NOT e.words @@ unlike)"
_MATCH_OF_WALK = _MATCH.replace("e.words", "c.words")
_NEWEST = "ORDER BY c.day DESC, c.document_id DESC LIMIT most"
_ROW = """d.id, d.unit_id, d.direction::text, d.state::text, coalesce(d.number::text, '') || d.suffix, d.symbol::text,
    d.subject, d.issuer::text, d.kind_name::text, d.urgency::integer, d.issued_on, d.arrived_on, d.due_on,
    d.finished_on, d.holder_name::text, d.signer::text"""
_PASSAGE = """CASE WHEN in_fields = '' THEN '' ELSE (
      SELECT CASE WHEN e.words @@ replace(in_fields, '~', d.unit_id::text)::tsquery THEN ''
        ELSE left(e.text, 60000) END
      FROM documents_searchentry e WHERE e.document_id = d.id) END"""

DROP = """
DROP FUNCTION hoiso_search, hoiso_search_count, hoiso_search_best, hoiso_search_spellings, hoiso_search_unit,
  hoiso_search_expected;
"""

CHOOSING = """
CREATE TYPE hoiso_search_guess AS (total integer, rarest float, expected float);

-- How many of a unit's documents have all the words, as far as the counts of words tell: `rarest`
-- have the rarest word, `expected` all of them. Words of one matter stand together, so the second
-- rarest is taken by its square root, the third by its fourth root, and so on.
CREATE FUNCTION hoiso_search_expected(
  at_unit bigint, asked text[], beginning text) RETURNS hoiso_search_guess
LANGUAGE plpgsql STABLE AS $$
DECLARE
  total integer;
  rarest float;
  expected float;
  found float[];
  one float;
  root float := 1;
BEGIN
  SELECT array_agg(w.documents ORDER BY w.documents) FILTER (WHERE NOT w.everything),
    max(w.documents) FILTER (WHERE w.everything)
  INTO found, total
  FROM (
    SELECT w.documents, w.word = '' AS everything FROM documents_searchword w
    WHERE w.unit_id = at_unit AND w.word = ANY (asked || ''::text)
    UNION ALL
    SELECT coalesce(sum(w.documents), 0), false FROM documents_searchword w
    WHERE w.unit_id = at_unit AND w.word >= beginning AND w.word < beginning || chr(1114109) AND w.word = w.folded
    HAVING beginning <> '') w;
  total := coalesce(total, 0);
  rarest := total;
  expected := total;
  IF total = 0 OR cardinality(asked) = 0 AND beginning = '' THEN
    RETURN (total, rarest, expected);
  END IF;
  IF coalesce(cardinality(found), 0) < cardinality(asked) + (beginning <> '')::integer THEN
    found := 0 || found;  -- a word that was not there when words were counted
  END IF;
  FOREACH one IN ARRAY found LOOP
    one := least(one, total);
    rarest := least(rarest, one);
    expected := expected * power(one / total, root);
    root := root / 2;
  END LOOP;
  RETURN (total, rarest, expected);
END $$;

-- Documents of other units that were given to units of the officer: what hoiso_lent(false) tells,
-- for a caller that knows her reach; `at`: given to this one of them.
CREATE FUNCTION hoiso_search_lent(me bigint, members bigint[], desks bigint[], at bigint) RETURNS bigint[]
LANGUAGE plpgsql STABLE AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM documents_reader r WHERE r.lent_to_id = ANY (members)) THEN
    RETURN NULL;
  END IF;
  RETURN (
    SELECT array_agg(DISTINCT r.document_id) FROM documents_reader r
    WHERE r.lent_to_id = ANY (members) AND r.ended_at IS NULL AND (at IS NULL OR r.lent_to_id = at)
      AND (r.officer_id = me OR (r.officer_id IS NULL AND r.lent_to_id = ANY (desks))));
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
-- given up. It runs with the search path and generic plans of its callers. `+ 0` keeps the planner,
-- which knows nothing of `q`, from the index of days; IS TRUE keeps `q` itself, of which `whole` are
-- the whole words, from the index of words: there a beginning collects every longer word.
CREATE FUNCTION hoiso_search_unit(
  at_unit bigint, me bigint, desk boolean, q tsquery, whole tsquery, unlike tsquery, guess hoiso_search_guess,
  f hoiso_search_filter, after_day date, after_id bigint, most integer, OUT ids bigint[], OUT days date[])
LANGUAGE plpgsql STABLE AS $$
#variable_conflict use_column
DECLARE
  narrowed boolean := f.state IS NOT NULL OR f.book IS NOT NULL OR f.kind IS NOT NULL
    OR f.urgency IS NOT NULL OR f.due_from IS NOT NULL OR f.due_to IS NOT NULL;
  mine integer;
  density float;
  reach integer;
  by_words float;
  by_readers float := 'infinity';
BEGIN
  -- One bound for the walk to begin at: of two, the index of days takes the further one.
  IF after_day > f.day_to THEN
    after_day := f.day_to;
    after_id := 9223372036854775807;
  END IF;
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
        ORDER BY e.day DESC, e.document_id DESC LIMIT reach) c, {_shown()}
      WHERE {_MATCH_OF_WALK} {_NEWEST}) w;
    IF coalesce(cardinality(ids), 0) >= most OR reach > guess.total * 2 + 10000 THEN
      RETURN;
    END IF;
  END IF;
  IF by_readers < by_words THEN
    WITH mine AS MATERIALIZED (
      SELECT r.document_id FROM documents_reader r
      WHERE r.officer_id = me AND r.unit_id = at_unit AND r.ended_at IS NULL
      UNION SELECT d.id FROM documents_document d WHERE d.created_by = me AND d.unit_id = at_unit
    ), found AS MATERIALIZED (
      SELECT e.document_id, e.day FROM mine, LATERAL (
        SELECT e.* FROM documents_searchentry e WHERE e.document_id = mine.document_id OFFSET 0) e
      WHERE {_MATCH} AND e.day >= f.day_from AND (e.day, e.document_id) < (after_day, after_id))
    SELECT array_agg(w.document_id), array_agg(w.day) INTO ids, days FROM (
      SELECT c.document_id, c.day FROM (SELECT * FROM found ORDER BY day DESC, document_id DESC) c, {_shown()}
      {_NEWEST}) w;
  ELSIF q IS NULL OR (narrowed AND by_words > 3000) THEN
    -- The filter may be what is rare: planned anew with its values, documents first.
    EXECUTE $plan$
      SELECT array_agg(w.id), array_agg(w.day) FROM (
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
        ORDER BY e.day DESC, c.id DESC LIMIT $16) w $plan$
    INTO ids, days
    USING at_unit, me, desk, q, unlike, f.day_from, after_day, after_id,
      f.direction, f.state, f.book, f.kind, f.urgency, f.due_from, f.due_to, most;
  ELSE
    WITH found AS MATERIALIZED (
      SELECT e.document_id, e.day FROM documents_searchentry e
      WHERE e.words @@ whole AND e.unit_id + 0 = at_unit AND (e.words @@ q) IS TRUE
        AND (unlike IS NULL OR NOT e.words @@ unlike))
    SELECT array_agg(w.document_id), array_agg(w.day) INTO ids, days FROM (
      SELECT c.document_id, c.day FROM (
        SELECT * FROM found e WHERE e.day >= f.day_from AND (e.day, e.document_id) < (after_day, after_id)
        ORDER BY day DESC, document_id DESC) c, {_shown()}
      {_NEWEST}) w;
  END IF;
END $$;

-- The same over all units of the officer and what was given to them. `q` and `unlike` have `~` for
-- the unit; `guesses`: of the members, in their order.
CREATE FUNCTION hoiso_search_newest(
  me bigint, members bigint[], desks bigint[], lent bigint[], q text, whole text, unlike text, guesses hoiso_search_guess[],
  f hoiso_search_filter, after_day date, after_id bigint, most integer, OUT ids bigint[], OUT days date[])
LANGUAGE plpgsql STABLE AS $$
#variable_conflict use_column
DECLARE
  at_unit bigint;
  more record;
  places integer := 0;
BEGIN
  FOR place IN 1 .. cardinality(members) LOOP
    at_unit := members[place];
    CONTINUE WHEN f.unit <> at_unit;
    more := hoiso_search_unit(at_unit, me, at_unit = ANY (desks), nullif(replace(q, '~', at_unit::text), '')::tsquery,
      coalesce(nullif(replace(whole, '~', at_unit::text), ''), nullif(replace(q, '~', at_unit::text), ''))::tsquery,
      nullif(replace(unlike, '~', at_unit::text), '')::tsquery, guesses[place], f, after_day, after_id, most);
    places := places + 1;
    ids := ids || more.ids;
    days := days || more.days;
  END LOOP;
  IF lent IS NOT NULL THEN
    places := 2;
    SELECT ids || array_agg(d.id), days || array_agg(e.day) INTO ids, days
    FROM unnest(lent) c, LATERAL (SELECT * FROM documents_document d WHERE d.id = c AND {_FILTER} OFFSET 0) d,
      LATERAL (SELECT * FROM documents_searchentry e WHERE e.document_id = c OFFSET 0) e
    WHERE d.unit_id <> ALL (members)
      AND (q = '' OR e.words @@ replace(q, '~', d.unit_id::text)::tsquery)
      AND (unlike = '' OR NOT e.words @@ replace(unlike, '~', d.unit_id::text)::tsquery)
      AND e.day BETWEEN f.day_from AND f.day_to AND (e.day, e.document_id) < (after_day, after_id);
  END IF;
  IF places > 1 THEN
    SELECT array_agg(w.id), array_agg(w.day) INTO ids, days FROM (
      SELECT id, day FROM unnest(ids, days) u(id, day) ORDER BY day DESC, id DESC LIMIT most) w;
  END IF;
END $$;

-- The officer in scope's own search: documents of her units that her post, or she by name, may
-- read, and those that were given to her units. `part` 1: the words stand in subject or symbol, as
-- typed; 2: whole words with the accents typed; 3: the others. Where many match there is no part 1:
-- newest come first, which is what a page of them can usefully show. `whole`: `loose` without the
-- beginning, of which the index would collect every longer word. `passage`: the text of the
-- files, where the words stand there only.
CREATE FUNCTION hoiso_search(
  strict text, loose text, whole text, in_subject text, in_fields text, loose_words text[], beginning text,
  f hoiso_search_filter, after_part integer, after_day date, after_id bigint, most integer)
RETURNS TABLE (
  part integer, day date, id bigint, unit_id bigint, direction text, state text, number text, symbol text,
  subject text, issuer text, kind_name text, urgency integer, issued_on date, arrived_on date, due_on date,
  finished_on date, holder_name text, signer text, passage text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp
SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
DECLARE
  at record;
  me bigint;
  desk boolean := true;
  at_unit bigint;
  lent bigint[];
  guess hoiso_search_guess;
  guesses hoiso_search_guess[] := '{{}}';
  cost float := 0;
  most_cost float;
  found record;
  more record;
  parts integer[];
  wanted tsquery;
  until_day date;
  until_id bigint;
  given integer := 0;
BEGIN
  at := hoiso_reach();
  me := at.me;
  IF me IS NULL OR most > 5001 THEN
    RETURN;
  END IF;
  lent := hoiso_search_lent(me, at.members, at.desks, f.unit);
  -- For whole words too, of which there are as many or fewer: a guess costs more than it tells.
  FOREACH at_unit IN ARRAY at.members LOOP
    guess := hoiso_search_expected(at_unit, loose_words, beginning);
    guesses := guesses || guess;
    IF f.unit IS NULL OR f.unit = at_unit THEN
      cost := cost + guess.rarest * 0.3 + guess.expected * 10;
    END IF;
  END LOOP;
  -- Few: all of them are looked at, and each put where it belongs. Of several words there are mostly
  -- fewer than guessed.
  most_cost := 4000 * (2 + greatest(cardinality(loose_words) + (beginning <> '')::integer - 1, 0));
  IF loose <> '' AND cost < most_cost THEN
    IF whole <> loose AND whole <> '' THEN
      cost := 0;
      FOREACH at_unit IN ARRAY at.members LOOP
        guess := hoiso_search_expected(at_unit, loose_words, '');
        cost := cost + guess.rarest * 0.3 + guess.expected * 10;
      END LOOP;
    END IF;
    IF whole = '' OR cost >= most_cost THEN
      whole := loose;
    END IF;
    RETURN QUERY
    WITH found AS MATERIALIZED (
      SELECT e.document_id, e.day,
        CASE WHEN e.words @@ replace(in_subject, '~', e.unit_id::text)::tsquery THEN 1
          WHEN e.words @@ replace(strict, '~', e.unit_id::text)::tsquery THEN 2 ELSE 3 END AS part
      FROM (
        SELECT e.* FROM unnest(at.members) u, LATERAL (
          SELECT * FROM documents_searchentry e
          WHERE e.words @@ replace(whole, '~', u::text)::tsquery AND e.unit_id + 0 = u OFFSET 0) e
        WHERE (f.unit IS NULL OR u = f.unit)
          AND (whole = loose OR e.words @@ replace(loose, '~', u::text)::tsquery)
        UNION ALL
        SELECT e.* FROM unnest(lent) l, LATERAL (
          SELECT * FROM documents_searchentry e WHERE e.document_id = l OFFSET 0) e
        WHERE e.unit_id <> ALL (at.members) AND e.words @@ replace(loose, '~', e.unit_id::text)::tsquery) e)
    SELECT c.part, c.day, {_ROW}, {_PASSAGE}
    FROM (
      SELECT * FROM found c
      WHERE c.day BETWEEN f.day_from AND f.day_to AND (c.part > after_part
        OR c.part = after_part AND (c.day, c.document_id) < (after_day, after_id))
      ORDER BY c.part, c.day DESC, c.document_id DESC) c, LATERAL (
      SELECT d.* FROM documents_document d
      WHERE d.id = c.document_id AND {_FILTER}
        AND (d.unit_id = ANY (at.members) AND (
          (NOT d.restricted AND d.unit_id = ANY (at.desks)) OR d.created_by = at.me OR EXISTS (
            SELECT FROM documents_reader r
            WHERE r.document_id = d.id AND r.officer_id = at.me AND r.ended_at IS NULL))
          OR d.id = ANY (lent))
      OFFSET 0) d
    LIMIT most;
    RETURN;
  END IF;
  -- Many, and all at one desk, as for most who search: the rows of the page in one go.
  IF cardinality(at.members) = 1 AND cardinality(at.desks) = 1 AND lent IS NULL AND after_part < 3 AND loose <> ''
      AND guess.expected * 60 > guess.total AND (f.unit IS NULL OR f.unit = at_unit) THEN
    at_unit := at.members[1];
    wanted := replace(strict, '~', at_unit::text);
    IF after_part = 1 OR after_day > f.day_to THEN
      until_day := f.day_to;
      until_id := 9223372036854775807;
    ELSE
      until_day := after_day;
      until_id := after_id;
    END IF;
    RETURN QUERY
    SELECT 2, c.day, {_ROW}, {_PASSAGE}
    FROM (
      SELECT e.document_id, e.day, e.words FROM documents_searchentry e
      WHERE e.unit_id = at_unit AND e.day >= f.day_from AND (e.day, e.document_id) < (until_day, until_id)
      ORDER BY e.day DESC, e.document_id DESC LIMIT most * 180) c, {_shown("d.*")}
    WHERE c.words @@ wanted
    LIMIT most;
    GET DIAGNOSTICS given = ROW_COUNT;
    IF given = most THEN
      RETURN;
    END IF;
  END IF;
  IF after_part < 3 THEN
    found := hoiso_search_newest(me, at.members, at.desks, lent, strict, strict, '', guesses, f,
      CASE WHEN after_part = 2 THEN after_day ELSE 'infinity' END,
      CASE WHEN after_part = 2 THEN after_id ELSE 9223372036854775807 END, most);
    after_day := 'infinity';
    after_id := 9223372036854775807;
    parts := array_fill(2, ARRAY[coalesce(cardinality(found.ids), 0)]);
  ELSE
    SELECT NULL::bigint[] AS ids, NULL::date[] AS days INTO found;
    parts := '{{}}';
  END IF;
  IF cardinality(parts) < most AND loose <> strict THEN
    more := hoiso_search_newest(me, at.members, at.desks, lent, loose, whole, strict, guesses, f,
      after_day, after_id, most - cardinality(parts));
    found.ids := found.ids || more.ids;
    found.days := found.days || more.days;
    parts := parts || array_fill(3, ARRAY[coalesce(cardinality(more.ids), 0)]);
  END IF;
  RETURN QUERY
  SELECT c.part, c.day, {_ROW}, {_PASSAGE}
  FROM unnest(parts, found.days, found.ids) WITH ORDINALITY c(part, day, id, place)
  JOIN documents_document d ON d.id = c.id
  WHERE c.place > given
  ORDER BY c.place;
END $$;
"""

SOME = f"""
-- Some documents that the search finds, `most` at the highest, in no order.
CREATE FUNCTION hoiso_search_some(
  me bigint, members bigint[], desks bigint[], loose text, loose_words text[], beginning text, f hoiso_search_filter,
  most integer) RETURNS bigint[]
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
BEGIN
  IF lent IS NOT NULL THEN
    here := hoiso_search_newest(me, '{{}}', desks, lent, loose, loose, '', '{{}}', f, 'infinity',
      9223372036854775807, most);
    SELECT coalesce(array_agg(d.id), '{{}}') INTO ids FROM unnest(here.ids) h JOIN documents_document d ON d.id = h
    WHERE d.unit_id <> ALL (members);
  END IF;
  FOREACH at_unit IN ARRAY members LOOP
    CONTINUE WHEN f.unit <> at_unit;
    EXIT WHEN cardinality(ids) >= most;
    desk := at_unit = ANY (desks);
    q := nullif(replace(loose, '~', at_unit::text), '')::tsquery;
    guess := hoiso_search_expected(at_unit, loose_words, beginning);
    IF q IS NOT NULL AND desk AND f.state IS NULL AND f.book IS NULL AND f.kind IS NULL
        AND f.urgency IS NULL AND f.due_from IS NULL AND f.due_to IS NULL
        AND guess.rarest * 0.3 + most * 10 < most / greatest(guess.expected / greatest(guess.total, 1), 0.000001) * 3 THEN
      SELECT ids || array_agg(x.document_id) INTO ids FROM (
        SELECT c.document_id FROM (
          SELECT e.document_id FROM documents_searchentry e
          WHERE e.words @@ q AND e.unit_id + 0 = at_unit AND e.day >= f.day_from AND e.day <= f.day_to) c, {_shown()}
        LIMIT most - cardinality(ids)) x;
    ELSE
      here := hoiso_search_unit(at_unit, me, desk, q, q, NULL, guess, f, 'infinity', 9223372036854775807,
        most - cardinality(ids));
      ids := ids || here.ids;
    END IF;
  END LOOP;
  RETURN ids;
END $$;

-- How many documents the same search has, `most` at the highest.
CREATE FUNCTION hoiso_search_count(
  loose text, loose_words text[], beginning text, f hoiso_search_filter, most integer) RETURNS integer
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp
SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  at record;
BEGIN
  at := hoiso_reach();
  IF at.me IS NULL THEN
    RETURN 0;
  END IF;
  -- One common word without a filter: its count, which only grows, says "more than that" by itself.
  IF f = ROW(f.unit, NULL, NULL, NULL, NULL, NULL, '-infinity'::date, 'infinity'::date, NULL, NULL)::hoiso_search_filter
      AND cardinality(loose_words) + (beginning <> '')::integer = 1 AND EXISTS (
        SELECT FROM documents_searchword w WHERE w.unit_id = ANY (at.desks) AND (f.unit IS NULL OR w.unit_id = f.unit)
          AND w.word = coalesce(nullif(beginning, ''), loose_words[1]) AND w.documents >= most * 2) THEN
    RETURN most;
  END IF;
  RETURN cardinality(
    hoiso_search_some(at.me, at.members, at.desks, loose, loose_words, beginning, f, most));
END $$;

-- Of at most `most` documents that the same search has: how many, and how many by kind, issuer,
-- year and state, the most frequent first. {{"total": n, "kind": [[code, count], ...], ...}}
CREATE FUNCTION hoiso_search_facets(
  loose text, loose_words text[], beginning text, f hoiso_search_filter, most integer) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp
SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  at record;
  counted jsonb;
BEGIN
  at := hoiso_reach();
  IF at.me IS NULL OR most > 5001 THEN
    RETURN '{{"total": 0, "kind": [], "issuer": [], "year": [], "state": []}}';
  END IF;
  WITH found AS MATERIALIZED (
    SELECT d.kind, d.issuer, d.state,
      date_part('year', coalesce(d.arrived_on, d.issued_on, (d.created_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date)) AS year
    FROM unnest(hoiso_search_some(at.me, at.members, at.desks, loose, loose_words, beginning, f, most)) s, LATERAL (
      SELECT * FROM documents_document d WHERE d.id = s OFFSET 0) d
  ), counts AS (
    SELECT g.*, row_number() OVER (PARTITION BY g.what ORDER BY g.documents DESC, g.value) AS place FROM (
      SELECT 'kind' AS what, kind AS value, count(*) AS documents FROM found WHERE kind <> '' GROUP BY kind
      UNION ALL SELECT 'issuer', issuer, count(*) FROM found WHERE issuer <> '' GROUP BY issuer
      UNION ALL SELECT 'year', year::text, count(*) FROM found GROUP BY year
      UNION ALL SELECT 'state', state, count(*) FROM found GROUP BY state) g)
  SELECT jsonb_build_object('total', (SELECT count(*) FROM found), 'kind', '[]'::jsonb, 'issuer', '[]'::jsonb,
      'year', '[]'::jsonb, 'state', '[]'::jsonb) || coalesce((
    SELECT jsonb_object_agg(one.what, one.rows) FROM (
      SELECT what, jsonb_agg(jsonb_build_array(value, documents) ORDER BY place) AS rows
      FROM counts WHERE place <= 8 GROUP BY what) one), '{{}}')
  INTO counted;
  RETURN counted;
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
  at record;
  found record;
BEGIN
  at := hoiso_reach();
  IF at.me IS NULL OR loose = '' THEN
    RETURN;
  END IF;
  found := hoiso_search_newest(at.me, at.members, at.desks, hoiso_search_lent(at.me, at.members, at.desks, f.unit),
    loose, loose, '', (SELECT array_agg(hoiso_search_expected(u, loose_words, beginning) ORDER BY place)
      FROM unnest(at.members) WITH ORDINALITY m(u, place)), f, 'infinity', 9223372036854775807, 2000);
  RETURN QUERY
  SELECT ranked.part, ranked.id FROM (
    SELECT s.id, s.day,
      CASE WHEN e.words @@ replace(strict, '~', e.unit_id::text)::tsquery THEN 2 ELSE 3 END AS part,
      ts_rank_cd('{{0.1, 0.3, 0.6, 1.0}}', e.words, replace(loose, '~', e.unit_id::text)::tsquery, 1) AS rank
    FROM unnest(found.ids, found.days) s(id, day), LATERAL (
      SELECT e.words, e.unit_id FROM documents_searchentry e WHERE e.document_id = s.id OFFSET 0) e) ranked
  ORDER BY ranked.part, ranked.rank DESC, ranked.day DESC, ranked.id DESC
  OFFSET beyond LIMIT most;
END $$;

-- Which of some folded words the documents of the officer's units have, in how many, and as they are
-- written there, the commonest first. Whether they find anything that she may read is asked by a
-- search before one is proposed to her.
CREATE FUNCTION hoiso_search_known(tried text[]) RETURNS TABLE (folded text, documents bigint, written text[])
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
  members bigint[] := hoiso_member_units();
BEGIN
  RETURN QUERY
  SELECT k.folded, k.documents, array(
    SELECT x.word::text FROM documents_searchword x
    WHERE x.unit_id = ANY (members) AND x.word <> x.folded AND x.folded = k.folded
    GROUP BY x.word ORDER BY sum(x.documents) DESC LIMIT 8)
  FROM (
    SELECT w.folded::text AS folded, sum(w.documents) AS documents FROM documents_searchword w
    WHERE w.unit_id = ANY (members) AND w.word = ANY (tried) AND w.word = w.folded AND w.word <> ''
    GROUP BY w.folded) k;
END $$;

-- Documents of the same unit whose subjects share rare words with a document that the officer sees,
-- the likest first. The caller reads them under the policies.
CREATE FUNCTION hoiso_search_similar(wanted bigint, most integer) RETURNS TABLE (id bigint, likeness float)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
  at_unit bigint := (SELECT d.unit_id FROM documents_document d WHERE d.id = wanted);
  of_symbol text[] := (
    SELECT regexp_split_to_array(fold_v1(d.symbol), '[^a-z0-9]+') FROM documents_document d WHERE d.id = wanted);
  total float;
  rare text[];
  weights float[];
  q text;
BEGIN
  IF at_unit IS NULL OR NOT hoiso_sees_document(wanted, at_unit) OR NOT at_unit = ANY (hoiso_member_units()) THEN
    RETURN;
  END IF;
  SELECT w.documents INTO total FROM documents_searchword w WHERE w.unit_id = at_unit AND w.word = '';
  SELECT array_agg(x.lexeme ORDER BY x.documents), array_agg(x.weight ORDER BY x.documents) INTO rare, weights FROM (
    SELECT l.lexeme, w.documents, ln((total + 1) / w.documents) AS weight
    FROM documents_searchentry e, unnest(e.words) l
    JOIN documents_searchword w
      ON w.unit_id = at_unit AND w.word = substr(l.lexeme, length(at_unit::text) + 2)
    WHERE e.document_id = wanted AND 'A' = ANY (l.weights) AND substr(l.lexeme, length(at_unit::text) + 1, 1) = ':'
      AND w.word !~ '[0-9]$' AND w.word <> ALL (of_symbol) AND w.documents BETWEEN 2 AND greatest(total * 0.2, 5)
    ORDER BY 2 LIMIT 8) x;
  IF cardinality(rare) < 2 THEN
    RETURN;
  END IF;
  -- Two of the five rarest words; how much they share is told by all eight.
  SELECT string_agg(format('%L & %L', a.lexeme, b.lexeme), ' | ') INTO q
  FROM unnest(rare[1:5]) WITH ORDINALITY a(lexeme, place), unnest(rare[1:5]) WITH ORDINALITY b(lexeme, place)
  WHERE a.place < b.place;
  RETURN QUERY
  SELECT c.document_id, c.likeness FROM (
    SELECT e.document_id, e.day, (SELECT sum(w.weight) FROM unnest(rare, weights) w(lexeme, weight)
      WHERE e.words @@ format('%L:A', w.lexeme)::tsquery) AS likeness
    FROM (SELECT * FROM documents_searchentry e WHERE e.words @@ q::tsquery AND e.document_id <> wanted LIMIT 2000) e
    ) c
  WHERE c.likeness IS NOT NULL
  ORDER BY c.likeness DESC, c.day DESC, c.document_id DESC LIMIT most;
END $$;
"""

GRANTS = """
REVOKE EXECUTE ON FUNCTION hoiso_search_expected, hoiso_search_unit, hoiso_search_newest, hoiso_search_some,
  hoiso_search_lent FROM PUBLIC;
GRANT EXECUTE ON FUNCTION hoiso_search, hoiso_search_count, hoiso_search_facets, hoiso_search_best,
  hoiso_search_known, hoiso_search_similar TO hoiso_web, hoiso_worker;
"""


class Migration(migrations.Migration):
    dependencies = [("documents", "0016_recognition"), ("access", "0011_reach_by_posts")]
    operations = [
        migrations.RunSQL([DROP, CHOOSING, SEARCHING, SOME, GRANTS], migrations.RunSQL.noop),
    ]
