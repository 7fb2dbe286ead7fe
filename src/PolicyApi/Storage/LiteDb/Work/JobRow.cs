using LiteDB;
using PolicyApi.Storage.Work;

namespace PolicyApi.Storage.LiteDb.Work;

/// <summary>A job as a LiteDB document. Its counters change with its chunks, in the same transaction.</summary>
internal sealed record JobRow(
    string Id,
    string Kind,
    DateTimeOffset CreatedAt,
    string CreatedBy,
    byte[] Spec,
    JobState State,
    DateTimeOffset? StartedAt,
    DateTimeOffset? EndedAt,
    int Chunks,
    int ChunksDone,
    long Lines,
    long Done,
    long Failed)
{
    /// <summary>The row of a new job.</summary>
    public static JobRow Of(NewJob job) => new(job.Id, job.Kind, StoredTime.Cut(job.At), job.By, job.Spec.ToArray(), JobState.Receiving, null, null, 0, 0, 0, 0, 0);

    /// <exception cref="StoreCorruptException">It is not what was stored.</exception>
    public static JobRow Read(BsonDocument row)
    {
        var spec = row["spec"].AsBinary;
        if (!string.Equals(StoreChecks.Sha256(spec), row["sha256"].AsString, StringComparison.Ordinal))
            throw new StoreCorruptException($"the job `{row["_id"].AsString}` is not what was stored; cancel it and start it again");
        return new JobRow(
            row["_id"].AsString,
            row["kind"].AsString,
            StoredTime.Time(row["at"].AsString),
            row["by"].AsString,
            spec,
            (JobState)row["state"].AsInt32,
            TimeOf(row["started"]),
            TimeOf(row["ended"]),
            row["chunks"].AsInt32,
            row["chunksDone"].AsInt32,
            row["lines"].AsInt64,
            row["done"].AsInt64,
            row["failed"].AsInt64);
    }

    public BsonDocument ToRow() => new()
    {
        ["_id"] = Id,
        ["kind"] = Kind,
        ["at"] = StoredTime.Text(CreatedAt),
        ["by"] = CreatedBy,
        ["spec"] = Spec,
        ["sha256"] = StoreChecks.Sha256(Spec),
        ["state"] = (int)State,
        ["started"] = StartedAt is { } start ? StoredTime.Text(start) : BsonValue.Null,
        ["ended"] = EndedAt is { } end ? StoredTime.Text(end) : BsonValue.Null,
        ["chunks"] = Chunks,
        ["chunksDone"] = ChunksDone,
        ["lines"] = Lines,
        ["done"] = Done,
        ["failed"] = Failed,
    };

    /// <summary>The job in the form that callers get.</summary>
    /// <param name="recent">The number of lines done recently.</param>
    public Job ToJob(long recent) => new(Id, Kind, CreatedAt, CreatedBy, Spec, State, StartedAt, EndedAt, Lines, Done, Failed, recent);

    private static DateTimeOffset? TimeOf(BsonValue value) => value.IsNull ? null : StoredTime.Time(value.AsString);
}
