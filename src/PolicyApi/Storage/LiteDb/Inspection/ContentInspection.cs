using PolicyApi.Storage.LiteDb.Files;

namespace PolicyApi.Storage.LiteDb.Inspection;

/// <summary>Checks that every content has the hash under which it is stored.</summary>
internal sealed class ContentInspection(LiteDbFile file, List<string> problems)
{
    /// <summary>The hashes of all contents.</summary>
    public HashSet<string> Hashes { get; } = new(StringComparer.Ordinal);

    public void Run()
    {
        foreach (var row in Rows.ById(file.Collection(ContentTable.Name), problems))
        {
            var sha256 = row["_id"].AsString;
            Hashes.Add(sha256);
            if (!row[ContentTable.Bytes].IsBinary || !string.Equals(StoreChecks.Sha256(row[ContentTable.Bytes].AsBinary), sha256, StringComparison.Ordinal))
                problems.Add($"the content `{sha256}` is not what was stored under that hash");
        }
    }
}
