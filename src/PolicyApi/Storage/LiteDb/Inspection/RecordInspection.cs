using PolicyApi.Storage.LiteDb.Files;

namespace PolicyApi.Storage.LiteDb.Inspection;

/// <summary>Checks that every record is what was stored under its key and is found by its expiry.</summary>
internal sealed class RecordInspection(LiteDbFile file, List<string> problems)
{
    /// <summary>The number of records, including expired ones.</summary>
    public long Count { get; private set; }

    public void Run()
    {
        foreach (var row in Rows.ById(file.Collection(RecordTable.Name), problems))
        {
            Count++;
            var record = Rows.Look(() => RecordRow.Read(row), $"the record `{row["_id"].AsString}`", problems);
            if (record is not null && row[RecordRow.Expires] != RecordRow.ExpiryKey(record.ExpiresAt))
                problems.Add($"the record `{record.Key}` is filed under another expiry than its own");
        }
    }
}
