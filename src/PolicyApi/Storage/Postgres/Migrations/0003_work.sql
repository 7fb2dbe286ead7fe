-- Bulk work: jobs, their chunks, which all replicas take with SKIP LOCKED, and the chunks' results.
CREATE TABLE jobs (
    id text COLLATE "C" PRIMARY KEY,
    kind text NOT NULL,
    created_at timestamptz NOT NULL,
    created_by text NOT NULL,
    spec bytea NOT NULL,
    spec_sha256 bytea NOT NULL,
    state smallint NOT NULL,
    started_at timestamptz,
    ended_at timestamptz
);
CREATE INDEX jobs_unfinished ON jobs (state) WHERE ended_at IS NULL;

CREATE TABLE job_chunks (
    job text COLLATE "C" NOT NULL REFERENCES jobs ON DELETE CASCADE,
    number integer NOT NULL,
    lines integer NOT NULL,
    input bytea NOT NULL,                   -- emptied when the chunk is done
    input_sha256 bytea NOT NULL,
    failed integer,
    done_at timestamptz,
    PRIMARY KEY (job, number)
);
-- By number first: the first chunks of a new job come before the last ones of a long one.
CREATE INDEX job_chunks_open ON job_chunks (number, job) WHERE done_at IS NULL;

CREATE TABLE job_results (
    job text COLLATE "C" NOT NULL,
    number integer NOT NULL,
    output bytea NOT NULL,
    sha256 bytea NOT NULL,
    PRIMARY KEY (job, number),
    FOREIGN KEY (job, number) REFERENCES job_chunks ON DELETE CASCADE
);

-- Apart from the chunks, because it is counted and committed while a worker holds the chunk's row.
CREATE TABLE job_tries (
    job text COLLATE "C" NOT NULL,
    number integer NOT NULL,
    tries integer NOT NULL,
    PRIMARY KEY (job, number),
    FOREIGN KEY (job) REFERENCES jobs ON DELETE CASCADE
);
