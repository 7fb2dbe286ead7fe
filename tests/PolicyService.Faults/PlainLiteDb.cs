using System.Diagnostics;
using LiteDB;

namespace PolicyService.Faults;

/// <summary>LiteDB as its documentation shows it: a document and an insert for each decision, with the indexes that the lists need.</summary>
internal static class PlainLiteDb
{
    /// <summary>Inserts for a while.</summary>
    /// <returns>Inserts a second.</returns>
    public static async Task<double> RunAsync(string folder, int writers, TimeSpan time)
    {
        using var database = new LiteDatabase(Path.Combine(folder, "plain.db"));
        var rows = database.GetCollection("decisions");
        foreach (var field in new[] { "at", "document", "subject" })
            rows.EnsureIndex(field);
        var count = 0L;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, writers).Select(_ => Task.Run(() =>
        {
            while (watch.Elapsed < time)
            {
                var record = Records.New(DateTimeOffset.UtcNow, Random.Shared.Next(10_000));
                rows.Insert(new BsonDocument
                {
                    ["_id"] = record.Id,
                    ["at"] = record.At.UtcDateTime,
                    ["document"] = record.DocumentId,
                    ["subject"] = record.Subject,
                    ["sha256"] = record.Sha256,
                    ["body"] = record.Body.ToArray(),
                });
                Interlocked.Increment(ref count);
            }
        })));
        return count / watch.Elapsed.TotalSeconds;
    }
}
