using System.Collections.Frozen;
using PolicyEngine.Documents;

namespace PolicyApi.Storage;

/// <summary>
/// The words that represent enum members in the store. They are part of hashed bytes and therefore must never change,
/// even if the members are renamed.
/// </summary>
internal static class StoredNames
{
    private static readonly StoredNames<CatalogSection> Sections = new("section", new()
    {
        [CatalogSection.Models] = "models",
        [CatalogSection.Policies] = "policies",
        [CatalogSection.Schemes] = "schemes",
        [CatalogSection.Templates] = "templates",
    });

    private static readonly StoredNames<DocumentKind> Kinds = new("kind", new()
    {
        [DocumentKind.FactModel] = "fact-model",
        [DocumentKind.KpiWeighting] = "kpi-weighting",
        [DocumentKind.PromotionEligibility] = "promotion-eligibility",
        [DocumentKind.TrainingTrigger] = "training-trigger",
        [DocumentKind.Reward] = "reward",
        [DocumentKind.Scheme] = "scheme",
        [DocumentKind.ReportTemplate] = "report-template",
    });

    private static readonly StoredNames<JournalAction> Actions = new("action", new()
    {
        [JournalAction.Drafted] = "drafted",
        [JournalAction.Edited] = "edited",
        [JournalAction.Published] = "published",
        [JournalAction.Submitted] = "submitted",
        [JournalAction.Approved] = "approved",
        [JournalAction.Rejected] = "rejected",
        [JournalAction.Withdrawn] = "withdrawn",
    });

    private static readonly StoredNames<PublicationBasis> Bases = new("basis", new()
    {
        [PublicationBasis.FourEyes] = "four-eyes",
        [PublicationBasis.Shipped] = "shipped",
        [PublicationBasis.SinglePerson] = "single-person",
    });

    private static readonly StoredNames<DecisionType> Decisions = new("type", new()
    {
        [DecisionType.Decision] = "decision",
        [DecisionType.Appraisal] = "appraisal",
    });

    public static string Of(CatalogSection section) => Sections.Name(section);

    public static string Of(DocumentKind kind) => Kinds.Name(kind);

    public static string Of(JournalAction action) => Actions.Name(action);

    public static string Of(PublicationBasis basis) => Bases.Name(basis);

    public static string Of(DecisionType type) => Decisions.Name(type);

    public static CatalogSection Section(string name) => Sections.Value(name);

    public static DocumentKind Kind(string name) => Kinds.Value(name);

    public static JournalAction Action(string name) => Actions.Value(name);

    public static PublicationBasis Basis(string name) => Bases.Value(name);

    public static DecisionType Decision(string name) => Decisions.Value(name);
}

/// <summary>The stored words of one enum, in both directions.</summary>
internal sealed class StoredNames<T>
    where T : struct, Enum
{
    private readonly string _what;
    private readonly FrozenDictionary<T, string> _names;
    private readonly FrozenDictionary<string, T> _values;

    public StoredNames(string what, Dictionary<T, string> names)
    {
        _what = what;
        _names = names.ToFrozenDictionary();
        _values = names.ToFrozenDictionary(n => n.Value, n => n.Key, StringComparer.Ordinal);
    }

    public string Name(T value) =>
        _names.TryGetValue(value, out var name) ? name : throw new ArgumentOutOfRangeException(nameof(value), value, $"no stored name for this {_what}");

    public T Value(string name) => _values.TryGetValue(name, out var value)
        ? value
        : throw new FormatException($"the {_what} `{name}` is unknown to this release; it may have been written by a newer one");
}
