namespace PolicyApi.Storage.LiteDb.Chapters;

/// <summary>What a list searches chapters for.</summary>
internal sealed class ChapterQuery(DecisionFilter filter, DecisionCursor? after)
{
    private readonly byte _type = (byte)filter.Type;
    private readonly ulong _document = Fingerprint.Of(filter.DocumentId);
    private readonly ulong _subject = Fingerprint.Of(filter.Subject);
    private readonly string? _afterId = after?.Id;

    /// <summary>Records newer than this, in milliseconds since 1970, are not listed.</summary>
    public long NotAfter { get; } = after?.At.ToUnixTimeMilliseconds() ?? long.MaxValue;

    /// <summary>Whether a record may match.</summary>
    public bool Fits(in ChapterEntry entry) =>
        entry.Type == _type && entry.At <= NotAfter
        && (_document == Fingerprint.None || entry.Document == _document)
        && (_subject == Fingerprint.None || entry.Subject == _subject);

    /// <summary>Whether it comes after the place where the previous page ended.</summary>
    public bool IsAfter(in FoundDecision found) => found.At < NotAfter || string.CompareOrdinal(found.Id, _afterId) < 0;
}
