using PolicyEngine.Documents;

namespace PolicyEngine.Facts;

/// <summary>A fact model: the facts that callers send about one subject.</summary>
/// <param name="Id">The document's id.</param>
/// <param name="Title">The display title.</param>
/// <param name="Input">The name by which expressions reach the facts, such as <c>manager</c>.</param>
/// <param name="About">The fields that identify the subject.</param>
/// <param name="Schema">The schema of the facts; of kind object.</param>
public sealed record FactModel(string Id, LocalizedText Title, string Input, AboutFields About, FactSchema Schema)
    : Document(DocumentKind.FactModel, Id, Title);

/// <summary>The top-level fields that identify the subject.</summary>
/// <param name="Id">The name of a required text field that holds the subject's id.</param>
/// <param name="Name">The name of a text field; <see langword="null"/> if there is none.</param>
/// <param name="Level">The name of a text field; <see langword="null"/> if there is none.</param>
/// <param name="Year">The name of an integer field; <see langword="null"/> if there is none.</param>
public sealed record AboutFields(string Id, string? Name, string? Level, string? Year);
