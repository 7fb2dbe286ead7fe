using Mono.Cecil;
using PolicyApi.Catalog;
using PolicyApi.Catalog.Force;
using PolicyApi.Platform.Hosting;
using PolicyApi.Storage;

namespace PolicyApi.Tests.Architecture;

/// <summary>There is only one way to publish, which is checked in the compiled service.</summary>
public sealed class IntoForceRules
{
    private static readonly IReadOnlyList<MethodDefinition> Methods =
    [
        .. ModuleDefinition.ReadModule(typeof(PolicyApiHost).Assembly.Location).GetTypes().SelectMany(t => t.Methods).Where(m => m.HasBody),
    ];

    [Fact]
    public void Only_the_catalogue_writes_entries_about_documents() =>
        Assert.All(MakersOf(nameof(NewDocumentEntry)), t => Assert.StartsWith("PolicyApi.Catalog", t, StringComparison.Ordinal));

    [Fact]
    public void Only_the_door_says_that_entries_have_passed_it() =>
        Assert.Equal([typeof(IntoForce).FullName], MakersOf(nameof(IntoForce.Cleared)).Distinct(StringComparer.Ordinal));

    [Fact]
    public void Only_the_door_makes_entries_with_a_first_day() =>
        Assert.Equal([typeof(IntoForce).FullName], CallersOf(nameof(NewDocumentEntry), $"set_{nameof(NewDocumentEntry.EffectiveFrom)}").Distinct(StringComparer.Ordinal));

    [Fact]
    public void Only_the_live_catalogue_appends_to_the_journal_about_documents() =>
        Assert.Equal([typeof(LiveCatalog).FullName], CallersOf(nameof(IJournalStore), nameof(IJournalStore.AppendAsync)).Where(t => t.StartsWith("PolicyApi.Catalog", StringComparison.Ordinal)).Distinct(StringComparer.Ordinal));

    [Fact]
    public void Only_the_live_catalogue_says_whose_turn_it_is() =>
        Assert.Equal([typeof(LiveCatalog).FullName], MakersOf(nameof(LiveCatalog.Turn)).Distinct(StringComparer.Ordinal));

    private static IEnumerable<string> MakersOf(string type) => CallersOf(type, ".ctor");

    // The compiler turns async methods and lambdas into nested classes.
    private static IEnumerable<string> CallersOf(string type, string method) =>
        from caller in Methods
        where caller.DeclaringType.Name != type
        from instruction in caller.Body.Instructions
        where instruction.Operand is MethodReference called && called.Name == method && called.DeclaringType.Name == type
        select Outermost(caller.DeclaringType).FullName;

    private static TypeDefinition Outermost(TypeDefinition type) => type.DeclaringType is { } outer ? Outermost(outer) : type;
}
