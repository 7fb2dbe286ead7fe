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
        all.SetValue("fields", new TemplateFunction(Fields, "paths", "part?"), readOnly: true);
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
    /// Of a field of a list's items it also says which items lack it.
    /// <c>field "parameters.minimumTenure" "promotion"</c>: the same for a value that only the rules of one part of the appraisal read.
    /// </summary>
    private static string Field(Call call) => Shown(call, call.Context.Names.Of(call.Text(0, "path"), Part(call)));

    /// <summary>
    /// <c>fields appraisal.promotion.missing "promotion"</c>: the same for many, each name once; the items of lists that lack one value are told together.
    /// </summary>
    private static ScriptArray Fields(Call call)
    {
        if (call[0] is not ScriptArray paths)
            throw call.Error("`paths` must be a list of texts");
        return [.. call.Context.Names.OfAll(paths.Select(p => p as string ?? throw call.Error("`paths` must be a list of texts")), Part(call)).Select(name => Shown(call, name))];
    }

    private static string? Part(Call call) => call[1] is null ? null : call.Text(1, "part");

    private static string Shown(Call call, LocalizedText name) => call.Context.Chinese ? name.ZhCn : name.En;

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
