-- The journal, the contents it names, and keyed records. Bytes are what was hashed; the other columns are only there to find them.
CREATE TABLE journal (
    sequence bigint PRIMARY KEY,
    document text COLLATE "C",              -- section/id; null for a note
    revision integer,
    bytes bytea NOT NULL,
    hash bytea NOT NULL,
    UNIQUE (document, revision),
    CHECK ((document IS NULL) = (revision IS NULL))
);
CREATE INDEX journal_documents ON journal (sequence) WHERE document IS NOT NULL;

CREATE TABLE contents (
    sha256 bytea PRIMARY KEY,
    bytes bytea NOT NULL
);

CREATE TABLE records (
    collection text COLLATE "C" NOT NULL,
    id text COLLATE "C" NOT NULL,
    version bigint NOT NULL,
    head bytea NOT NULL,                    -- collection, id, version, hash of the bytes, expiry
    seal bytea NOT NULL,                    -- SHA-256 of the head
    bytes bytea NOT NULL,
    expires_at timestamptz,
    PRIMARY KEY (collection, id)
);
CREATE INDEX records_expiring ON records (expires_at) WHERE expires_at IS NOT NULL;

-- One row per change, so that a writer who lost the connection while committing can find out how it ended. Kept for a day.
CREATE TABLE changes (
    id uuid PRIMARY KEY,
    first_sequence bigint NOT NULL,
    entries integer NOT NULL,
    at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX changes_by_time ON changes (at);
