using System.Text;
using PolicyEngine.Documents;
using PolicyEngine.Policies;

namespace PolicyEngine.Tests.Policies;

/// <summary>An author sees all faults of a document at once: those of its form and those in its expressions.</summary>
public sealed class EveryFaultTests
{
    [Fact]
    public void Faults_of_form_do_not_hide_faults_in_expressions()
    {
        var policy = Given.Policy(
            """
            "GlobalParams": [{ "Name": "broken", "Expression": "m.skils.x" }],
            "Rules": [{ "RuleName": "r", "Expression": "m.aa > 1 && broken > 1 && parameters.limit > 1", "Colour": "red",
              "Properties": { "reason": { "met": { "en": "$(m.b) $(m.bb) $(broken) $(parameters.limit)", "zh-CN": "好" } } } }]
            """,
            """ "parameters": { "limit": { "type": "nummber", "title": { "en": "Limit", "zh-CN": "限" }, "value": 1 } },""");

        Assert.Equal(
            ["/parameters/limit/type", "/workflow/GlobalParams/0/Expression", "/workflow/Rules/0/Colour", "/workflow/Rules/0/Expression", "/workflow/Rules/0/Properties/reason/met/en"],
            PointersOf(policy).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_uses_something_broken_is_not_blamed_for_it()
    {
        var policy = Given.Policy("""
            "GlobalParams": [{ "Name": "first", "Expression": "m.nope" }, { "Name": "second", "Expression": "first + 1" }],
            "Rules": [{ "RuleName": "r", "Expression": "second > 1" }]
            """);

        Assert.Equal(["/workflow/GlobalParams/0/Expression"], PointersOf(policy));
    }

    private static IReadOnlyList<string> PointersOf(string policy)
    {
        var reading = DocumentReader.Read(Encoding.UTF8.GetBytes(policy));
        var documents = new[] { new VersionedDocument(Given.Read(Given.Model), 1), new VersionedDocument(reading.AsFarAsRead!, 1) };
        PolicySet.Compile(documents, reuse: null, out var diagnostics);
        return [.. reading.Diagnostics.Concat(diagnostics.SelectMany(d => d.Value)).Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.Pointer)];
    }
}
