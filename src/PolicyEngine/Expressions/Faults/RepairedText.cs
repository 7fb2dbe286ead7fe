namespace PolicyEngine.Expressions.Faults;

/// <summary>A text in which some faults were repaired, so that the rest can be parsed.</summary>
internal sealed class RepairedText(string original)
{
    private readonly List<Repair> _done = [];

    /// <summary>The text as it is now.</summary>
    public string Text { get; private set; } = original;

    /// <summary>Applies a repair to <see cref="Text"/>; returns <see langword="false"/> if that changes nothing.</summary>
    public bool TryApply(Repair repair)
    {
        if (repair.Start + repair.Length > Text.Length)
            return false;
        var changed = string.Concat(Text.AsSpan(0, repair.Start), repair.With, Text.AsSpan(repair.Start + repair.Length));
        if (string.Equals(changed, Text, StringComparison.Ordinal))
            return false;
        Text = changed;
        _done.Add(repair);
        return true;
    }

    /// <summary>Returns the offset in the original text for an offset in <see cref="Text"/>.</summary>
    public int Original(int offset)
    {
        for (var i = _done.Count - 1; i >= 0; i--)
        {
            var repair = _done[i];
            if (offset >= repair.Start + repair.With.Length)
                offset += repair.Length - repair.With.Length;
            else if (offset > repair.Start)
                offset = repair.Start + Math.Min(offset - repair.Start, repair.Length);
        }

        return offset;
    }
}
