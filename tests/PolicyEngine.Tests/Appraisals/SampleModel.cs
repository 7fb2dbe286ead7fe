using PolicyEngine.Facts;

namespace PolicyEngine.Tests.Appraisals;

/// <summary>The fact model of the tests in this folder.</summary>
internal static class SampleModel
{
    public static readonly FactSchema Schema = Object(
        ("months", List(
            ("month", Integer),
            ("keyAccounts", ActualAndTarget),
            ("visits", Object(("done", Number), ("planned", Number))),
            ("complaints", Object(("overdue", Number), ("escalated", Number), ("commended", Number))))),
        ("quarters", List(
            ("quarter", Integer),
            ("csat", Object(("mean", Number), ("responses", Number))),
            ("accounts", Object(("due", Number), ("renewed", Number))))),
        ("ratings", List(("group", Text), ("raterRef", Text), ("competency", Text), ("value", Number))),
        ("goals", List(("title", Text), ("weight", Number), ("progress", Number))),
        ("revenue", ActualAndTarget),
        ("name", Text));

    public static readonly FactShape Shape = FactShape.Create(Schema, "manager");

    private static FactSchema Number => new() { Kind = FactKind.Number };

    private static FactSchema Integer => new() { Kind = FactKind.Integer };

    private static FactSchema Text => new() { Kind = FactKind.Text };

    private static FactSchema ActualAndTarget => Object(("actual", Number), ("target", Number));

    private static FactSchema List(params (string, FactSchema)[] fields) => new() { Kind = FactKind.List, Items = Object(fields) };

    private static FactSchema Object(params (string Name, FactSchema Schema)[] fields) => new()
    {
        Kind = FactKind.Object,
        Fields = [.. fields.Select(f => new FactField(f.Name, f.Schema, Required: false))],
    };
}
