namespace PolicyApi.Storage.LiteDb.Chapters;

/// <summary>64 bits of a text, used to search for it; a match is then compared as a whole.</summary>
internal static class Fingerprint
{
    /// <summary>The fingerprint of no text.</summary>
    public const ulong None = 0;

    private const ulong Start = 14_695_981_039_346_656_037;
    private const ulong Prime = 1_099_511_628_211;

    /// <summary>The text's fingerprint (FNV-1a over its UTF-16 units), the same at all times and on all machines.</summary>
    public static ulong Of(string? text)
    {
        if (text is null)
            return None;
        var hash = Start;
        foreach (var unit in text)
            hash = unchecked((hash ^ unit) * Prime);
        return hash == None ? 1 : hash;
    }
}
