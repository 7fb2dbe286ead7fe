using System.Text.Json.Nodes;

namespace PolicyApi.Reports;

/// <summary>The schemas of data that is compiled for reports and has no type of its own.</summary>
internal static class RootSchemas
{
    /// <summary>Returns the schema of <see cref="Cohorts.TeamModel"/>.</summary>
    public static JsonObject Team()
    {
        var person = Object("One person.", ("appraisal", "The appraisal's id."), ("id", "The person's id."), ("name", "The name, or the id when there is none."), ("level", "The job level."),
            ("composite", "The published composite score; nothing while it is open."), ("grade", "The grade."), ("promotion", "`met`, `notMet` or `undetermined`."), ("missing", "Paths of missing fields."));
        var ranked = person.DeepClone().AsObject();
        foreach (var (name, words) in new[] { ("rank", "1 for the best; equal scores share a rank."), ("kpi", "The KPI component."), ("feedback360", "The 360° component."), ("goals", "The goals component.") })
            ranked["properties"]![name] = Described(words);
        var team = Object("A team: the newest appraisal of each person by one scheme.", ("scheme", "The scheme's id."), ("title", "The scheme's title, in both languages."), ("more", "Whether there are older appraisals that are not included; ask for more with `limit`."), ("people", "How many persons."),
            ("appraised", "How many have a composite score."), ("open", "How many have none yet."), ("mean", "The mean of the published composites, two places."), ("highest", "The best composite."), ("lowest", "The lowest composite."));
        var properties = team["properties"]!;
        properties["distribution"] = List("How many have each grade, the best first.", Object("A grade.", ("grade", "The grade."), ("count", "How many."), ("share", "Percent of the appraised, one place.")));
        properties["ranking"] = List("The appraised by composite, the best first.", ranked);
        var programme = Object("A training need.", ("name", "The rule's name."), ("title", "What people call it, in both languages."), ("count", "How many persons."));
        programme["properties"]!["persons"] = List("Who.", person.DeepClone().AsObject());
        properties["training"] = List("Training needs, the most frequent first.", programme);
        properties["candidates"] = List("Who passes all gates of the promotion policy.", person.DeepClone().AsObject());
        properties["undecided"] = List("Whose composite or promotion is open, with the missing fields.", person);
        return team;
    }

    /// <summary>Returns the schema of <see cref="PolicySheetModel"/>.</summary>
    public static JsonObject Policy()
    {
        var policy = Object("A version of a policy.", ("kind", "Its kind."), ("id", "Its id."), ("title", "Its title, in both languages."), ("model", "The fact model it reads."), ("version", "Its number."),
            ("status", "How far it has come."), ("sha256", "The hash of its content."),
            ("maximumRedistribution", "Most percent that may be redistributed."), ("competencies", "The competencies of the 360° feedback."), ("minimumRaters", "Raters below which a group is suppressed."), ("grades", "The grade scale, as text."));
        var properties = policy["properties"]!;
        properties["rollup"] = Object("Percent of the periods in the KPI score; weighting policies only.", ("month", "Of the mean of months."), ("quarter", "Of the mean of quarters."), ("year", "Of the year."));
        properties["components"] = Object("Percent of the components in the composite; weighting policies only.", ("kpi", "Of the indicators."), ("feedback360", "Of the 360° feedback."), ("goals", "Of the goals."));
        properties["parameters"] = List("Named constants.", Object("A parameter.", ("name", "Its name in expressions."), ("title", "What people call it."), ("unit", "Its unit."), ("words", "Its value, as text.")));
        properties["indicators"] = List("The indicators; weighting policies only.", Object("An indicator.", ("id", "Its id."), ("title", "What people call it."), ("weight", "Percent."), ("unit", "Its unit."), ("measuredBy", "`month` or `quarter`."), ("method", "Its scoring method."), ("words", "The method's numbers, as text."), ("missing", "What happens without data.")));
        properties["indicators"]!["items"]!["properties"]!["events"] = List("What adds or takes points; scoring by points only.", Object("An event.", ("points", "Points for each."), ("title", "What people call it, in both languages.")));
        properties["groups"] = List("The rater groups.", Object("A group.", ("id", "Its id."), ("title", "What people call it."), ("weight", "Percent."), ("exempt", "Whether it counts however few raters it has.")));
        properties["rules"] = List("The rules; each may have nested `rules` of the same form.", Rule());
        return policy;
    }

    private static JsonObject Rule()
    {
        var rule = Object("A rule.", ("name", "Its name."), ("title", "What people call it."), ("category", "Its role."),
            ("event", "What it grants or triggers."), ("operator", "`And` or `Or` of its rules."), ("condition", "Its expression."), ("enabled", "Whether it is asked."), ("output", "Its output expression."), ("rules", "Nested rules."));
        rule["properties"]!["reason"] = Object("What it says, each in both languages.", ("met", "When it is met."), ("notMet", "When it is not."), ("undetermined", "When that is open."));
        return rule;
    }

    private static JsonObject Object(string description, params ReadOnlySpan<(string Name, string Description)> members)
    {
        var properties = new JsonObject();
        foreach (var (name, words) in members)
            properties[name] = Described(words);
        return new JsonObject { ["type"] = "object", ["description"] = description, ["properties"] = properties };
    }

    private static JsonObject List(string description, JsonObject items) => new() { ["type"] = "array", ["description"] = description, ["items"] = items };

    private static JsonObject Described(string words) => new() { ["description"] = words };
}
