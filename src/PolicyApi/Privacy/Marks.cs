using PolicyApi.Access;
using PolicyEngine.Facts;

namespace PolicyApi.Privacy;

/// <summary>The fields that some versions of a fact model mark as personal data. A mark in any of the versions counts.</summary>
/// <param name="models">The versions, at least one.</param>
/// <param name="sight">How much personal data the caller may see.</param>
internal sealed class Marks(IReadOnlyList<FactModel> models, Sight sight)
{
    private readonly Dictionary<string, bool> _paths = new(StringComparer.Ordinal);

    /// <summary>The schemas of the facts.</summary>
    public IReadOnlyList<FactSchema> Roots { get; } = [.. models.Select(m => m.Schema)];

    /// <summary>The names by which expressions reach the facts.</summary>
    public IReadOnlyList<string> Inputs { get; } = [.. models.Select(m => m.Input).Distinct(StringComparer.Ordinal)];

    /// <summary>Whether a value must be hidden.</summary>
    /// <param name="schemas">The schemas of the value in the versions.</param>
    public bool Hides(IReadOnlyList<FactSchema> schemas) => schemas.Any(s => s.Personal switch
    {
        PersonalData.Subject => sight == Sight.Masked,
        PersonalData.Others => sight != Sight.Full,
        _ => false,
    });

    /// <summary>Returns the schemas of a field of an object in the versions.</summary>
    public static IReadOnlyList<FactSchema> Field(IReadOnlyList<FactSchema> schemas, string name) =>
        [.. schemas.SelectMany(s => s.Fields).Where(f => string.Equals(f.Name, name, StringComparison.Ordinal)).Select(f => f.Schema)];

    /// <summary>Returns the schemas of a list's items in the versions.</summary>
    public static IReadOnlyList<FactSchema> Items(IReadOnlyList<FactSchema> schemas) => [.. schemas.Select(s => s.Items).OfType<FactSchema>()];

    /// <summary>Whether a value computed from any of some fields must be hidden.</summary>
    /// <param name="paths">The fields, such as <c>manager.skills.negotiation</c>, or <c>manager.ratings.value</c> for a field of a list's items.</param>
    public bool HidesAny(IEnumerable<string> paths) => paths.Any(HidesPath);

    /// <summary>Whether a value computed from a field must be hidden.</summary>
    /// <param name="path">The field, such as <c>manager.skills.negotiation</c>.</param>
    public bool HidesPath(string path) => _paths.TryGetValue(path, out var hides) ? hides : _paths[path] = Walk(path.Split('.'));

    /// <summary>Whether a member of the subject in an answer, <c>name</c>, <c>level</c> or <c>year</c>, must be hidden.</summary>
    public bool HidesAbout(string member) => models.Any(m => About(m, member) is { } field && Hides(Field([m.Schema], field)));

    private bool Walk(string[] names)
    {
        if (!Inputs.Contains(names[0], StringComparer.Ordinal))
            return false;
        var schemas = Roots;
        foreach (var name in names.Skip(1))
        {
            schemas = Field(schemas, name);
            while (schemas.Count > 0)
            {
                if (Hides(schemas))
                    return true;
                if (Items(schemas) is not { Count: > 0 } items)
                    break;
                schemas = items;
            }
        }

        return false;
    }

    private static string? About(FactModel model, string member) => member switch
    {
        "name" => model.About.Name,
        "level" => model.About.Level,
        "year" => model.About.Year,
        _ => null,
    };
}
