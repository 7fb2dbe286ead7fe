namespace PolicyApi.Storage.LiteDb.Inspection;

/// <summary>Every record is what was stored under its key and is found by when it expires.</summary>
internal sealed class RecordInspection(LiteDbFile file, List<string> problems)
{
    /// <summary>How many there are, also those that have expired.</summary>
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
