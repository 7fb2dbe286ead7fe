-- Decisions that became durable together are one row: their seal, a slot for each, their bodies. Before, each was a row in four indexes beside a row
-- of its own for its id. A slot: length of the head and of the body (4 bytes each, the highest first), the head's hash (32 bytes), the head.

-- A replica of the release before that still writes waits here, and then fails.
LOCK TABLE decision_ids, decisions, decision_seals IN ACCESS EXCLUSIVE MODE;

CREATE TABLE decision_blocks (
    month date NOT NULL,                    -- of the decisions' times
    sequence bigint NOT NULL,               -- the seal's
    count integer NOT NULL,
    seal bytea NOT NULL,
    seal_hash bytea NOT NULL,
    from_at timestamptz NOT NULL,           -- the oldest decision's time, and the newest's
    to_at timestamptz NOT NULL,
    from_id text COLLATE "C" NOT NULL,      -- the lowest id, and the highest
    to_id text COLLATE "C" NOT NULL,
    newest_id bigint,                       -- the latest time that an id holds, in milliseconds since 1970
    keys bigint[] NOT NULL,                 -- what the decisions are found by: see BlockKeys
    slots bytea NOT NULL,
    bodies bytea NOT NULL,                  -- those that were erased are gone
    PRIMARY KEY (month, sequence)
) PARTITION BY RANGE (month);

-- Quicker than the compression that every server has; a server built without it keeps bodies as they are.
DO $$ BEGIN
    ALTER TABLE decision_blocks ALTER slots SET COMPRESSION lz4, ALTER bodies SET COMPRESSION lz4;
EXCEPTION WHEN feature_not_supported THEN
    ALTER TABLE decision_blocks ALTER slots SET STORAGE EXTERNAL, ALTER bodies SET STORAGE EXTERNAL;
END $$;

CREATE INDEX decision_blocks_by_time ON decision_blocks (to_at, month, sequence);
CREATE INDEX decision_blocks_by_span ON decision_blocks ((to_at - from_at));
CREATE INDEX decision_blocks_by_newest_id ON decision_blocks (newest_id);
CREATE INDEX decision_blocks_by_key ON decision_blocks USING gin (keys) WITH (gin_pending_list_limit = 1024);

-- What is there already: a block for each seal.
CREATE FUNCTION pg_temp.key_of(text) RETURNS bigint LANGUAGE sql IMMUTABLE AS
    $$ SELECT ('x' || encode(substr(sha256(convert_to($1, 'UTF8')), 1, 8), 'hex'))::bit(64)::bigint $$;
CREATE FUNCTION pg_temp.time_of(text) RETURNS bigint LANGUAGE sql IMMUTABLE AS
    $$ SELECT CASE WHEN $1 ~ '^[a-z]{3}_0[0-9a-f]{11}7[0-9a-f]{3}[89ab][0-9a-f]{15}$' THEN ('x0000' || substr($1, 5, 12))::bit(64)::bigint END $$;

DO $$
DECLARE
    m date;
BEGIN
    FOR m IN SELECT DISTINCT month FROM decision_seals ORDER BY month LOOP
        EXECUTE format(
            'CREATE TABLE %I PARTITION OF decision_blocks FOR VALUES FROM (%L) TO (%s)',
            'decision_blocks_' || to_char(m, 'YYYY_MM'), m,
            CASE WHEN m < '9999-12-01' THEN quote_literal((m + interval '1 month')::date) ELSE 'MAXVALUE' END);
    END LOOP;
END $$;

INSERT INTO decision_blocks
SELECT s.month, s.sequence, cardinality(s.ids), s.bytes, s.hash, b.*
FROM decision_seals s
CROSS JOIN LATERAL (
    SELECT
        min(d.at), max(d.at), min(d.id), max(d.id), max(pg_temp.time_of(d.id)),
        (SELECT array_agg(DISTINCT k) FROM unnest(
            array_agg(d.type::bigint)
            || array_agg(coalesce(pg_temp.time_of(d.id), pg_temp.key_of('id ' || d.id)))
            || array_agg(pg_temp.key_of('document ' || d.document) # d.type)
            || array_agg(('x' || encode(substr(d.subject_key, 1, 8), 'hex'))::bit(64)::bigint # d.type)) AS k WHERE k IS NOT NULL),
        string_agg(int4send(length(d.head)) || int4send(length(d.body)) || d.head_hash || d.head, ''::bytea ORDER BY i.n),
        string_agg(d.body, ''::bytea ORDER BY i.n)
    FROM unnest(s.ids) WITH ORDINALITY AS i (id, n)
    JOIN decision_ids t ON t.id = i.id
    JOIN decisions d ON d.type = t.type AND d.at = t.at AND d.id = t.id
) AS b;

-- A decision that was missing or under no seal would be lost here without a word.
DO $$ BEGIN
    IF (SELECT coalesce(sum(cardinality(ids)), 0) FROM decision_seals) <> (SELECT count(*) FROM decisions)
        OR (SELECT count(*) FROM decision_ids) <> (SELECT count(*) FROM decisions)
        OR (SELECT coalesce(sum(length(slots)), 0) FROM decision_blocks) <> (SELECT coalesce(sum(40 + length(head)), 0) FROM decisions) THEN
        RAISE EXCEPTION 'the decisions are not those that were sealed: start the release before this one, have it verify the store, and restore what is damaged';
    END IF;
END $$;

DROP TABLE decisions, decision_ids, decision_seals;
DROP FUNCTION pg_temp.key_of(text), pg_temp.time_of(text);
