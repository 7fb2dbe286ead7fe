using PolicyEngine.Documents;

namespace PolicyEngine.Facts;

/// <summary>A fact model: what callers send about one subject.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Title">The display title.</param>
/// <param name="Input">The name by which expressions reach the facts, such as <c>manager</c>.</param>
/// <param name="About">Which fields identify the subject.</param>
/// <param name="Schema">The facts; of kind object.</param>
public sealed record FactModel(string Id, LocalizedText Title, string Input, AboutFields About, FactSchema Schema)
    : Document(DocumentKind.FactModel, Id, Title);

/// <summary>The top-level fields that identify the subject.</summary>
/// <param name="Id">A required text field.</param>
/// <param name="Name">A text field, or <see langword="null"/>.</param>
/// <param name="Level">A text field, or <see langword="null"/>.</param>
/// <param name="Year">An integer field, or <see langword="null"/>.</param>
public sealed record AboutFields(string Id, string? Name, string? Level, string? Year);
