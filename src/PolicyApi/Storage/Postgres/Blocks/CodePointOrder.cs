namespace PolicyApi.Storage.Postgres.Blocks;

/// <summary>The order of the database's collation "C": by code points. UTF-16 order differs for characters of two units.</summary>
internal sealed class CodePointOrder : IComparer<string>
{
    /// <summary>The only instance.</summary>
    public static readonly CodePointOrder Instance = new();

    private const char FirstSurrogate = '\uD800';
    private const char AfterSurrogates = '\uE000';

    private CodePointOrder()
    {
    }

    /// <inheritdoc/>
    public int Compare(string? left, string? right)
    {
        var a = left.AsSpan();
        var b = right.AsSpan();
        var same = a.CommonPrefixLength(b);
        return same == a.Length || same == b.Length ? a.Length.CompareTo(b.Length) : Weight(a[same]).CompareTo(Weight(b[same]));
    }

    // Surrogates represent characters that come after all characters of one unit.
    private static int Weight(char unit) => unit switch
    {
        >= AfterSurrogates => unit - (AfterSurrogates - FirstSurrogate),
        >= FirstSurrogate => unit + (char.MaxValue - AfterSurrogates) + 1,
        _ => unit,
    };
}
