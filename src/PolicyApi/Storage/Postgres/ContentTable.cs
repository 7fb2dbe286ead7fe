using Npgsql;
using PolicyApi.Storage.Postgres.Server;

namespace PolicyApi.Storage.Postgres;

/// <summary>Contents by their hash.</summary>
internal static class ContentTable
{
    /// <exception cref="StoreCorruptException">The bytes do not have that hash.</exception>
    public static async Task<ReadOnlyMemory<byte>?> FindAsync(NpgsqlConnection connection, string sha256)
    {
        var found = await connection.QueryAsync(r => r.Bytes(0), "SELECT bytes FROM contents WHERE sha256 = $1", Convert.FromHexString(sha256));
        if (found.Count == 0)
            return null;
        return string.Equals(StoreChecks.Sha256(found[0]), sha256, StringComparison.Ordinal)
            ? found[0]
            : throw new StoreCorruptException($"the content `{sha256}` is not what was stored under that hash; restore it from a backup");
    }

    /// <summary>The hashes after one, in order.</summary>
    public static async Task<IReadOnlyList<string>> ListAsync(NpgsqlConnection connection, string after, int most) => await connection.QueryAsync(
        r => Convert.ToHexStringLower(r.Bytes(0)), "SELECT sha256 FROM contents WHERE sha256 > $1 ORDER BY sha256 LIMIT $2", Convert.FromHexString(after), most);

    /// <summary>Stores the new contents of entries.</summary>
    /// <exception cref="ArgumentException">A content that is not stored yet was not supplied.</exception>
    public static async Task PutAsync(NpgsqlConnection connection, IEnumerable<NewDocumentEntry> entries)
    {
        var contents = entries.Where(e => e.ContentSha256 is not null)
            .GroupBy(e => e.ContentSha256!, StringComparer.Ordinal)
            .Select(g => (Sha256: g.Key, Bytes: g.FirstOrDefault(e => e.Content.HasValue)?.Content))
            .ToList();
        if (contents.Count == 0)
            return;
        var missing = await MissingAsync(connection, [.. contents.Select(c => Convert.FromHexString(c.Sha256))]);
        foreach (var (sha256, content) in contents.Where(c => missing.Contains(c.Sha256)))
        {
            if (content is not { } bytes)
                throw new ArgumentException($"the content `{sha256}` is not in the store; give its bytes with the entry", nameof(entries));
            await connection.ExecuteAsync(
                "INSERT INTO contents (sha256, bytes) VALUES ($1, $2) ON CONFLICT DO NOTHING", Convert.FromHexString(sha256), bytes.ToArray());
        }
    }

    private static async Task<HashSet<string>> MissingAsync(NpgsqlConnection connection, byte[][] hashes) =>
        (await connection.QueryAsync(
            r => Convert.ToHexStringLower(r.Bytes(0)),
            "SELECT h FROM unnest($1) AS h WHERE NOT EXISTS (SELECT FROM contents WHERE sha256 = h)",
            (object)hashes)).ToHashSet(StringComparer.Ordinal);
}
