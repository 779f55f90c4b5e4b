"""What must be read and written before anyone's scope is in force, one exact row at a time."""

from django.db import migrations

SESSION = """
CREATE FUNCTION hoiso_session(hash text, moment timestamptz, prolong boolean)
RETURNS TABLE (sign_in_id bigint, officer_id bigint, post_id bigint, second_step_due boolean)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE row access_signin%ROWTYPE;
BEGIN
  SELECT s.* INTO row FROM access_signin s JOIN access_officer o ON o.id = s.officer_id
  WHERE s.token_hash = hash AND s.ended_at IS NULL AND s.parked_at IS NULL AND s.expires_at > moment
    AND (o.retired_on IS NULL OR o.retired_on > (moment AT TIME ZONE 'Asia/Ho_Chi_Minh')::date);
  IF NOT FOUND THEN
    RETURN;
  END IF;
  IF prolong AND row.seen_at < moment - interval '1 minute' THEN
    UPDATE access_signin SET expires_at = expires_at + (moment - seen_at), seen_at = moment WHERE id = row.id;
  END IF;
  RETURN QUERY SELECT row.id, row.officer_id, row.post_id, row.second_step_due;
END $$;
"""

LOOKUP = """
CREATE FUNCTION hoiso_sign_in_lookup(login text)
RETURNS TABLE (officer_id bigint, password text, has_second_step boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT o.id, c.password,
         c.totp_secret <> '' OR EXISTS (SELECT FROM access_passkey k WHERE k.officer_id = o.id)
  FROM access_officer o JOIN access_credential c ON c.officer_id = o.id
  WHERE (lower(o.username) = lower(login) OR (o.phone <> '' AND o.phone = login))
    AND (o.retired_on IS NULL OR o.retired_on > (now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date)
  LIMIT 1
$$;

CREATE FUNCTION hoiso_sign_in_locked(hash text, moment timestamptz) RETURNS timestamptz
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT locked_until FROM access_failedsignin WHERE name_hash = hash AND locked_until > moment
$$;

-- One more failure under a name; after the limit the name is locked. Returns the end of the lock.
CREATE FUNCTION hoiso_sign_in_failed(
  hash text, login text, moment timestamptz, allowed integer, lock_for interval) RETURNS timestamptz
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  who bigint := (SELECT o.id FROM access_officer o
                 WHERE lower(o.username) = lower(login) OR (o.phone <> '' AND o.phone = login) LIMIT 1);
  until timestamptz;
BEGIN
  INSERT INTO access_failedsignin AS f (name_hash, officer_id, count, last_at)
  VALUES (hash, who, 1, moment)
  ON CONFLICT (name_hash) DO UPDATE
    SET count = CASE WHEN f.last_at < moment - lock_for THEN 1 ELSE f.count + 1 END, last_at = moment;
  UPDATE access_failedsignin
    SET locked_until = CASE WHEN count >= allowed THEN moment + lock_for END
    WHERE name_hash = hash RETURNING locked_until INTO until;
  RETURN until;
END $$;

CREATE FUNCTION hoiso_sign_in_succeeded(hash text) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  DELETE FROM access_failedsignin WHERE name_hash = hash
$$;

CREATE FUNCTION hoiso_slip(hash text, moment timestamptz) RETURNS TABLE (slip_id bigint, officer_id bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT s.id, s.officer_id FROM access_resetslip s JOIN access_officer o ON o.id = s.officer_id
  WHERE s.code_hash = hash AND s.used_at IS NULL AND s.expires_at > moment
    AND (o.retired_on IS NULL OR o.retired_on > (moment AT TIME ZONE 'Asia/Ho_Chi_Minh')::date)
$$;

-- People who left this browser today by changing the person, to be offered the PIN pad.
CREATE FUNCTION hoiso_parked(device_hash text, moment timestamptz)
RETURNS TABLE (sign_in_id bigint, officer_id bigint, full_name text, pin text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT s.id, o.id, o.full_name::text, c.pin::text
  FROM access_signin s JOIN access_officer o ON o.id = s.officer_id
  JOIN access_credential c ON c.officer_id = o.id
  WHERE device_hash <> '' AND s.device = device_hash AND s.parked_at IS NOT NULL AND s.ended_at IS NULL
    AND s.expires_at > moment AND c.pin <> ''
    AND (s.created_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date = (moment AT TIME ZONE 'Asia/Ho_Chi_Minh')::date
    AND (o.retired_on IS NULL OR o.retired_on > (moment AT TIME ZONE 'Asia/Ho_Chi_Minh')::date)
$$;

GRANT EXECUTE ON FUNCTION hoiso_session(text, timestamptz, boolean), hoiso_sign_in_lookup(text),
  hoiso_sign_in_locked(text, timestamptz),
  hoiso_sign_in_failed(text, text, timestamptz, integer, interval), hoiso_sign_in_succeeded(text),
  hoiso_slip(text, timestamptz), hoiso_parked(text, timestamptz) TO hoiso_web, hoiso_worker;
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0002_initial")]
    operations = [
        migrations.RunSQL(SESSION, migrations.RunSQL.noop),
        migrations.RunSQL(LOOKUP, migrations.RunSQL.noop),
    ]
