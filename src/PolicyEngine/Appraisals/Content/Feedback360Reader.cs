using PolicyEngine.Documents;

namespace PolicyEngine.Appraisals.Content;

/// <summary>Reads the <c>feedback360</c> member of a weighting policy.</summary>
internal static class Feedback360Reader
{
    private const int LongestWord = 64;

    /// <summary>Returns the settings; <see langword="null"/> after reporting every fault.</summary>
    public static Feedback360Settings? Read(ObjectReader reader)
    {
        var errors = reader.Diagnostics.Count;
        var ratings = IndicatorReader.Field(reader, "ratings", required: true);
        var scale = reader.Number("scale");
        if (scale <= 0)
            reader.ErrorAt("scale", "out-of-range", "`scale` must be greater than 0");
        var minimumRaters = reader.Integer("minimumRaters", 1, 1_000);
        var groups = ReadGroups(reader);
        var self = reader.OptionalText("self", LongestWord);
        if (self is not null && groups.Exists(g => string.Equals(g.Id, self, StringComparison.Ordinal)))
            reader.ErrorAt("self", "duplicate-id", $"`{self}` is a rater group; self ratings never count, so give them their own word");
        var competencies = ReadCompetencies(reader);
        reader.Done();
        return reader.Diagnostics.Count > errors || ratings is null || scale is null || minimumRaters is null
            ? null
            : new Feedback360Settings(ratings, scale.Value, minimumRaters.Value, groups, self, competencies);
    }

    private static List<RaterGroup> ReadGroups(ObjectReader reader)
    {
        var groups = new List<RaterGroup>();
        var weights = new List<decimal?>();
        var names = new UniqueNames(reader.Diagnostics, "group");
        foreach (var item in reader.Objects("groups", minItems: 1) ?? [])
        {
            var id = item.Text("id", LongestWord);
            var title = item.Localized("title");
            var weight = Weights.Positive(item);
            var exempt = item.OptionalBoolean("exempt") ?? false;
            item.Done();
            weights.Add(weight);
            if (id is not null && names.Add(id, item.Node["id"]!) && title is not null && weight is not null)
                groups.Add(new RaterGroup(id, title, weight.Value, exempt));
        }

        Weights.CheckSum(reader.Node["groups"] ?? reader.Node, "groups", weights, reader.Diagnostics);
        return groups;
    }

    private static List<Competency> ReadCompetencies(ObjectReader reader)
    {
        var competencies = new List<Competency>();
        var names = new UniqueNames(reader.Diagnostics, "competency", StringComparer.OrdinalIgnoreCase);
        foreach (var item in reader.Objects("competencies", minItems: 1) ?? [])
        {
            var id = item.Name("id");
            var title = item.Localized("title");
            item.Done();
            if (id is not null && names.Add(id, item.Node["id"]!) && title is not null)
                competencies.Add(new Competency(id, title));
        }

        return competencies;
    }
}
