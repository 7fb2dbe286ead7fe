using System.Globalization;
using PolicyEngine.Documents;
using Scriban.Runtime;

namespace PolicyApi.Reports.Functions;

/// <summary>Functions that find values in an appraisal, whose structure depends on the policies.</summary>
internal static class LookupFunctions
{
    public static void AddTo(ScriptObject all)
    {
        all.SetValue("at", new TemplateFunction(At, "object", "path"), readOnly: true);
        all.SetValue("rule", new TemplateFunction(Rule, "rules", "name"), readOnly: true);
        all.SetValue("field", new TemplateFunction(Field, "path", "part?"), readOnly: true);
        all.SetValue("in_category", new TemplateFunction(InCategory, "rules", "category"), readOnly: true);
    }

    /// <summary><c>at appraisal "facts.currency"</c>: the value at a path; nothing if a member on the path is missing.</summary>
    private static object? At(Call call)
    {
        var value = call[0];
        foreach (var name in call.Text(1, "path").Split('.'))
        {
            if (value is not ScriptObject o || !o.TryGetValue(name, out value))
                return null;
        }

        return value;
    }

    /// <summary><c>rule rules "name"</c>: the result of the rule with that name, at any depth; nothing if the policy has none.</summary>
    private static ScriptObject? Rule(Call call) => Find(call.Objects(0, "rules"), call.Text(1, "name"));

    /// <summary>
    /// <c>field "manager.skills.product"</c>: the title of a value that rules read, in the report's language; the path itself if there is no title.
    /// <c>field "parameters.minimumTenure" "promotion"</c>: the same for a value that only the rules of one part of the appraisal read.
    /// </summary>
    private static string Field(Call call)
    {
        var path = call.Text(0, "path");
        if ((Title(call, path) ?? ItemTitle(call, path)) is not { } title)
            return path;
        return call.Context.Chinese ? title.ZhCn : title.En;
    }

    private static LocalizedText? Title(Call call, string path)
    {
        var titles = call.Context.FieldTitles;
        return titles.TryGetValue(path, out var title) || (call[1] is not null && titles.TryGetValue($"{call.Text(1, "part")}/{path}", out title)) ? title : null;
    }

    // All items of a list share a title. Paths of scores name a month by its number; other paths count items from 0, which is shown counted from 1.
    private static LocalizedText? ItemTitle(Call call, string path)
    {
        var open = path.IndexOf('[', StringComparison.Ordinal);
        var close = open < 0 ? -1 : path.IndexOf(']', open);
        if (close < 0 || !int.TryParse(path.AsSpan(open + 1, close - open - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var index) || index == int.MaxValue)
            return null;
        if (Title(call, string.Concat(path.AsSpan(0, open + 1), path.AsSpan(close))) is not { } title)
            return null;
        return call.Context.FieldTitles.TryGetValue(string.Concat(path.AsSpan(0, open), "[#]"), out var number)
            ? new LocalizedText($"{title.En} ({number.En} {index})", $"{title.ZhCn}（{number.ZhCn} {index}）")
            : new LocalizedText($"{title.En} (entry {index + 1})", $"{title.ZhCn}（第 {index + 1} 项）");
    }

    private static ScriptObject? Find(IEnumerable<ScriptObject> rules, string name)
    {
        foreach (var rule in rules)
        {
            if (rule["name"] is string own && own == name)
                return rule;
            if (rule["rules"] is ScriptArray nested && Find(nested.OfType<ScriptObject>(), name) is { } found)
                return found;
        }

        return null;
    }

    /// <summary><c>in_category rules "reward"</c>: the top-level rules of a category, in order.</summary>
    private static ScriptArray InCategory(Call call)
    {
        var category = call.Text(1, "category");
        return [.. call.Objects(0, "rules").Where(r => r["category"] is string own && own == category)];
    }
}
