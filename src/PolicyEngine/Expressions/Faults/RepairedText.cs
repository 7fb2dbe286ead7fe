namespace PolicyEngine.Expressions.Faults;

/// <summary>A text of which some characters were put right, so that the rest can be looked at.</summary>
internal sealed class RepairedText(string original)
{
    private readonly List<Repair> _done = [];

    /// <summary>The text as it is now.</summary>
    public string Text { get; private set; } = original;

    /// <summary>Puts characters of <see cref="Text"/> right; answers <see langword="false"/> when that changes nothing.</summary>
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

    /// <summary>Where an offset of <see cref="Text"/> was in the original.</summary>
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
