using Scriban.Functions;
using Scriban.Runtime;

namespace PolicyApi.Reports.Functions;

/// <summary>
/// The functions that templates can call. There are no others, in particular no clock, no randomness, no evaluation of text and no regular expressions.
/// </summary>
internal static class ReportFunctions
{
    /// <summary>The functions by name; shared by all renders, and therefore read-only.</summary>
    public static ScriptObject All { get; } = Build();

    private static ScriptObject Build()
    {
        var all = new ScriptObject(StringComparer.Ordinal);
        all.SetValue("include", new IncludeFunction(), readOnly: true);
        TextFunctions.AddTo(all);
        NumberFunctions.AddTo(all);
        LookupFunctions.AddTo(all);
        ChartFunctions.AddTo(all);
        all.SetValue("array", Only(new ArrayFunctions(), "add", "concat", "contains", "first", "join", "last", "limit", "offset", "size"), readOnly: true);
        all.SetValue("string", Only(new StringFunctions(), "contains", "downcase", "ends_with", "size", "slice", "starts_with", "strip", "upcase"), readOnly: true);
        all.SetValue("object", Only(new ObjectFunctions(), "has_key", "keys", "size"), readOnly: true);
        all.IsReadOnly = true;
        return all;
    }

    private static ScriptObject Only(ScriptObject source, params ReadOnlySpan<string> names)
    {
        var chosen = new ScriptObject(StringComparer.Ordinal);
        foreach (var name in names)
            chosen.SetValue(name, source[name], readOnly: true);
        chosen.IsReadOnly = true;
        return chosen;
    }
}
