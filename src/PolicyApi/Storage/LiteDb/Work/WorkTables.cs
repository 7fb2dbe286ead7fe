using System.Globalization;
using LiteDB;
using PolicyApi.Storage.LiteDb.Files;
using PolicyApi.Storage.Work;

namespace PolicyApi.Storage.LiteDb.Work;

/// <summary>Jobs, their chunks, the queue of pending chunks, and results. Use only inside the <see cref="StoreGate"/>.</summary>
internal sealed class WorkTables(LiteDbFile file)
{
    public const string Jobs = "jobs";
    public const string Chunks = "chunks";
    public const string Queue = "queue";
    public const string Results = "results";
    private const string Bytes = "bytes";
    private const string Hash = "hash";

    /// <summary>The number of lines of a chunk.</summary>
    public const string Lines = "lines";

    /// <summary>The job that a queued chunk belongs to.</summary>
    public const string Job = "job";

    /// <summary>A queued chunk's number.</summary>
    public const string Number = "number";

    public static readonly CollectionShape[] Shapes = [new(Jobs), new(Chunks), new(Queue, (Job, false)), new(Results)];

    private readonly ILiteCollection<BsonDocument> _jobs = file.Collection(Jobs);
    private readonly ILiteCollection<BsonDocument> _chunks = file.Collection(Chunks);
    private readonly ILiteCollection<BsonDocument> _queue = file.Collection(Queue);
    private readonly ILiteCollection<BsonDocument> _results = file.Collection(Results);

    public JobRow? FindJob(string id) => _jobs.FindById(id) is { } row ? JobRow.Read(row) : null;

    public void SaveJob(JobRow job) => _jobs.Upsert(job.ToRow());

    public List<JobRow> ListJobs(string? afterId, int pageSize)
    {
        // 'z' sorts after every character of an id.
        var rows = _jobs.Query().Where(Query.Between("_id", "", afterId ?? "z")).OrderByDescending("_id").Limit(pageSize + 1).ToList();
        return [.. rows.Where(r => !string.Equals(r["_id"].AsString, afterId, StringComparison.Ordinal)).Take(pageSize).Select(JobRow.Read)];
    }

    public IEnumerable<JobRow> AllJobs() => _jobs.FindAll().ToList().Select(JobRow.Read);

    public bool HasChunk(string job, int number) => _chunks.Exists(Query.EQ("_id", Key(job, number)));

    public void AddChunk(string job, NewChunk chunk) => _chunks.Insert(new BsonDocument
    {
        ["_id"] = Key(job, chunk.Number),
        [Lines] = chunk.Lines,
        [Bytes] = chunk.Input.ToArray(),
        [Hash] = StoreChecks.Sha256(chunk.Input.Span),
    });

    /// <summary>Queues all chunks of a job.</summary>
    public void Enqueue(string job, int chunks) => _queue.Insert(Enumerable.Range(1, chunks).Select(n => new BsonDocument
    {
        // By number first: the first chunks of a new job come before the last ones of a long one.
        ["_id"] = QueueKey(job, n),
        [Job] = job,
        [Number] = n,
        ["tries"] = 0,
    }));

    /// <summary>The first pending chunks.</summary>
    public List<(string Job, int Number, int Tries)> Next(int most) =>
        _queue.Query().OrderBy("_id").Limit(most).ToList().ConvertAll(r => (r[Job].AsString, r[Number].AsInt32, r["tries"].AsInt32));

    public void CountTry(string job, int number, int tries) =>
        _queue.Update(new BsonDocument { ["_id"] = QueueKey(job, number), [Job] = job, [Number] = number, ["tries"] = tries });

    /// <summary>Removes a job's remaining chunks from the queue.</summary>
    public void Dequeue(string job)
    {
        foreach (var row in _queue.Query().Where(Query.EQ(Job, job)).ToList())
            _queue.Delete(row["_id"]);
    }

    /// <summary>A chunk's input and its number of lines.</summary>
    public (byte[] Input, int Lines) ReadChunk(string job, int number)
    {
        var row = _chunks.FindById(Key(job, number));
        return row is null
            ? throw new StoreCorruptException($"the chunk {number} of the job `{job}` is missing; cancel the job and start it again")
            : (Verified(row, $"the chunk {number} of the job `{job}`"), row[Lines].AsInt32);
    }

    /// <summary>Replaces a chunk by its result.</summary>
    public void Complete(string job, int number, ReadOnlyMemory<byte> output)
    {
        _results.Insert(new BsonDocument { ["_id"] = Key(job, number), [Bytes] = output.ToArray(), [Hash] = StoreChecks.Sha256(output.Span) });
        _chunks.Delete(Key(job, number));
        _queue.Delete(QueueKey(job, number));
    }

    /// <summary>A chunk's input, or its result once it is done; <see langword="null"/> when there is neither.</summary>
    public ChunkContent? Content(string job, int number)
    {
        if (_chunks.FindById(Key(job, number)) is { } input)
            return new ChunkContent(number, IsDone: false, Verified(input, $"the chunk {number} of the job `{job}`"));
        return _results.FindById(Key(job, number)) is { } result
            ? new ChunkContent(number, IsDone: true, Verified(result, $"the result {number} of the job `{job}`"))
            : null;
    }

    /// <summary>Overwrites the content of a chunk with other bytes.</summary>
    public void Overwrite(string job, ChunkContent content, ReadOnlyMemory<byte> bytes)
    {
        var table = content.IsDone ? _results : _chunks;
        var row = table.FindById(Key(job, content.Number));

        // LiteDB does not clear what it frees. A row of the same size is written over the old one.
        row[Bytes] = new byte[content.Bytes.Length];
        table.Update(row);
        row[Bytes] = bytes.ToArray();
        row[Hash] = StoreChecks.Sha256(bytes.Span);
        table.Update(row);
    }

    /// <summary>The first result after a number; <see langword="null"/> at the end.</summary>
    public (int Number, byte[] Output)? ResultAfter(string job, int number)
    {
        var between = Query.Between("_id", Key(job, number + 1), Key(job, int.MaxValue));
        if (_results.Query().Where(between).OrderBy("_id").Limit(1).ToList() is not [var row])
            return null;
        var (_, found) = Belongs(row["_id"].AsString);
        return (found, Verified(row, $"the result {found} of the job `{job}`"));
    }

    public void DeleteJob(string job, int chunks)
    {
        Dequeue(job);
        for (var n = 1; n <= chunks; n++)
        {
            _chunks.Delete(Key(job, n));
            _results.Delete(Key(job, n));
        }

        _jobs.Delete(job);
    }

    /// <summary>The job and number of a chunk or a result, from its id.</summary>
    /// <exception cref="FormatException">It is not such an id.</exception>
    public static (string Job, int Number) Belongs(string id) => id.LastIndexOf('/') is > 0 and var at
        ? (id[..at], int.Parse(id.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture))
        : throw new FormatException($"`{id}` names no chunk of a job");

    private static string Key(string job, int number) => string.Create(null, $"{job}/{number:D10}");

    private static string QueueKey(string job, int number) => string.Create(null, $"{number:D10}/{job}");

    /// <summary>The bytes of a chunk or a result.</summary>
    /// <exception cref="StoreCorruptException">They are not what was stored.</exception>
    public static byte[] Verified(BsonDocument row, string what)
    {
        var bytes = row[Bytes].AsBinary;
        return string.Equals(StoreChecks.Sha256(bytes), row[Hash].AsString, StringComparison.Ordinal)
            ? bytes
            : throw new StoreCorruptException($"{what} is not what was stored; start the job again");
    }
}
