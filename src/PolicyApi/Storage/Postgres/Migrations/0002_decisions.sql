-- The log of decisions, by months of their times. Ids are unique across the months, which a partitioned table cannot say itself.
CREATE TABLE decision_ids (
    id text COLLATE "C" PRIMARY KEY,
    type smallint NOT NULL,
    at timestamptz NOT NULL
);

-- What is answered is the head, verified by its hash; the other columns are only there to find it.
CREATE TABLE decisions (
    id text COLLATE "C" NOT NULL,
    type smallint NOT NULL,
    at timestamptz NOT NULL,
    document text COLLATE "C" NOT NULL,
    subject_key bytea,                      -- the start of the subject's SHA-256; null when there is none
    head bytea NOT NULL,
    head_hash bytea NOT NULL,
    body bytea NOT NULL                     -- empty once it was erased
) PARTITION BY RANGE (at);
CREATE UNIQUE INDEX decisions_by_time ON decisions (type, at, id);
CREATE INDEX decisions_by_document ON decisions (type, document, at, id);
CREATE INDEX decisions_by_subject ON decisions (type, subject_key, at, id) WHERE subject_key IS NOT NULL;

CREATE TABLE decision_seals (
    month date NOT NULL,
    sequence bigint NOT NULL,
    bytes bytea NOT NULL,
    hash bytea NOT NULL,
    ids text[] COLLATE "C" NOT NULL,        -- the decisions under it, in order
    PRIMARY KEY (month, sequence)
);
