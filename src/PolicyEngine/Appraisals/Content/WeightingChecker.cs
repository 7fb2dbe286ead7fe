using PolicyEngine.Documents;
using PolicyEngine.Facts;

namespace PolicyEngine.Appraisals.Content;

/// <summary>Checks that every fact that a weighting policy names is in its fact model and of the right kind.</summary>
internal static class WeightingChecker
{
    /// <summary>Reports unknown fields (<c>unknown-field</c>) and fields of another kind (<c>wrong-kind</c>).</summary>
    /// <param name="content">The content of the policy.</param>
    /// <param name="model">The root schema of the fact model.</param>
    /// <param name="diagnostics">The bag of the policy's diagnostics.</param>
    public static void Check(WeightingContent content, FactSchema model, DiagnosticBag diagnostics)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(diagnostics);
        var months = CheckPeriods(content.Month, model, diagnostics);
        var quarters = CheckPeriods(content.Quarter, model, diagnostics);
        foreach (var indicator in content.Indicators)
        {
            var entry = indicator.MeasuredBy switch
            {
                PeriodType.Month => months,
                PeriodType.Quarter => quarters,
                _ => model,
            };
            CheckIndicator(indicator, entry, diagnostics);
        }

        if (content.Feedback360 is { } feedback)
            CheckRatings(feedback, model, diagnostics);
        if (content.Goals is { } goals)
            CheckGoals(goals, model, diagnostics);
    }

    private static FactSchema? CheckPeriods(PeriodList? periods, FactSchema model, DiagnosticBag diagnostics)
    {
        if (periods is null || ListOfObjects(periods.List, model, diagnostics) is not { } items)
            return null;
        Number(periods.Index, items, diagnostics);
        return items;
    }

    private static void CheckIndicator(Indicator indicator, FactSchema? entry, DiagnosticBag diagnostics)
    {
        // Without the list of periods, nothing below it can be looked up. The fault of the list itself has been reported.
        if (entry is null)
            return;
        FieldReference?[] fields = [indicator.Actual, indicator.Target, indicator.WeightedBy, .. indicator.Events.Select(e => e.Fact)];
        foreach (var field in fields)
            Number(field, entry, diagnostics);
    }

    private static void CheckRatings(Feedback360Settings feedback, FactSchema model, DiagnosticBag diagnostics)
    {
        if (ListOfObjects(feedback.Ratings, model, diagnostics) is not { } row)
            return;
        var at = feedback.Ratings.At;
        foreach (var name in new[] { RatingFields.Group, RatingFields.RaterRef, RatingFields.Competency })
            OfKind(new FieldReference(name, at), row, diagnostics, "text", FactKind.Text);
        Number(new FieldReference(RatingFields.Value, at), row, diagnostics);
    }

    private static void CheckGoals(GoalsSettings goals, FactSchema model, DiagnosticBag diagnostics)
    {
        if (ListOfObjects(goals.List, model, diagnostics) is not { } goal)
            return;
        Number(goals.Weight, goal, diagnostics);
        Number(goals.Progress, goal, diagnostics);
        OfKind(goals.Title, goal, diagnostics, "text", FactKind.Text);
    }

    private static void Number(FieldReference? field, FactSchema owner, DiagnosticBag diagnostics) =>
        OfKind(field, owner, diagnostics, "number", FactKind.Number, FactKind.Integer);

    private static FactSchema? ListOfObjects(FieldReference field, FactSchema model, DiagnosticBag diagnostics)
    {
        if (OfKind(field, model, diagnostics, "list", FactKind.List) is not { } list)
            return null;
        if (list.Items is { Kind: FactKind.Object })
            return list.Items;
        diagnostics.Error(field.At, "wrong-kind", $"the items of `{field.Path}` are not objects in the fact model; name a list of objects");
        return null;
    }

    private static FactSchema? OfKind(
        FieldReference? field, FactSchema owner, DiagnosticBag diagnostics, string noun, params ReadOnlySpan<FactKind> kinds)
    {
        if (field is null)
            return null;
        if (owner.Find(field.Path) is not { } schema)
        {
            diagnostics.Error(field.At, "unknown-field", Unknown(field.Path, owner));
            return null;
        }

        if (kinds.Contains(schema.Kind))
            return schema;
        diagnostics.Error(field.At, "wrong-kind", $"`{field.Path}` is no {noun} in the fact model; name a {noun}");
        return null;
    }

    /// <summary>Returns the message for an unknown path. It names the first part that is missing, and the path that was probably meant.</summary>
    private static string Unknown(string path, FactSchema owner)
    {
        var names = path.Split('.');
        var known = 0;
        while (owner.Find(names[known]) is { } next)
        {
            owner = next;
            known++;
        }

        var fields = owner.Fields.Select(f => f.Name).ToList();
        var listed = string.Join(", ", fields.Select(f => $"`{f}`"));
        var advice = fields.Count == 0 ? "it holds no fields" : $"it holds {listed}";
        if (Suggest.Closest(names[known], fields) is { } meant)
        {
            names[known] = meant;
            advice = $"did you mean `{string.Join('.', names)}`?";
        }

        return known == 0
            ? $"the fact model has no field `{path}` here; {advice}"
            : $"the fact model has no field `{path}`: `{string.Join('.', path.Split('.')[..known])}` does not hold it; {advice}";
    }
}
