using PolicyEngine.Decimals;

namespace PolicyEngine.Facts;

/// <summary>
/// The place of a field below an instance, with its slots looked up once. Reading returns <see langword="null"/> if anything on the way is missing.
/// </summary>
internal sealed class FactPlace
{
    private readonly int[] _way;
    private readonly int _slot;

    /// <summary>Finds a field.</summary>
    /// <param name="shape">The shape of the instances.</param>
    /// <param name="path">A dotted path that <see cref="FactSchema.Find"/> finds.</param>
    public FactPlace(FactShape shape, string path)
    {
        var names = path.Split('.');
        _way = new int[names.Length - 1];
        Owner = shape;
        for (var i = 0; i < _way.Length; i++)
        {
            _way[i] = SlotOf(names[i], path);
            Owner = Owner.Below(_way[i]) ?? throw new ArgumentException($"`{names[i]}` in `{path}` is no object", nameof(path));
        }

        _slot = SlotOf(names[^1], path);
    }

    /// <summary>The shape of the object that has the field.</summary>
    public FactShape Owner { get; }

    /// <summary>The kind of the field's value.</summary>
    public FactKind Kind => Owner.Schema.Fields[_slot].Schema.Kind;

    /// <summary>The shape of the object in the field, or of the items of the list in it.</summary>
    public FactShape Below => Owner.Below(_slot) ?? throw new InvalidOperationException($"the field of `{Owner.Path}` holds no objects");

    /// <summary>Returns the number in a field of that kind.</summary>
    public decimal? Number(FactObject facts) => OwnerIn(facts)?.GetNumber(_slot);

    /// <summary>Returns the number in a field of that kind; <see cref="DecimalParts.None"/> when it is missing.</summary>
    public DecimalParts Parts(FactObject? facts) => facts is not null && OwnerIn(facts) is { } owner ? owner.GetParts(_slot) : DecimalParts.None;

    /// <summary>Returns the boolean in a field of that kind.</summary>
    public bool? Boolean(FactObject facts) => OwnerIn(facts)?.GetBoolean(_slot);

    /// <summary>Returns the date in a field of that kind.</summary>
    public DateTime? Date(FactObject facts) => OwnerIn(facts)?.GetDate(_slot);

    /// <summary>Returns the text in a field of that kind.</summary>
    public string? Text(FactObject facts) => (string?)Reference(facts);

    /// <summary>Returns the objects of a list; items may be <see langword="null"/>.</summary>
    public FactObject?[]? Objects(FactObject facts) => (FactObject?[]?)Reference(facts);

    /// <summary>Returns the text, object or list in a field of that kind.</summary>
    public object? Reference(FactObject facts) => OwnerIn(facts)?.GetReference(_slot);

    private FactObject? OwnerIn(FactObject facts) => _way.Length == 0 ? facts : OwnerBelow(facts);

    private FactObject? OwnerBelow(FactObject facts)
    {
        var owner = facts;
        foreach (var slot in _way)
        {
            if (owner.GetObject(slot) is not { } below)
                return null;
            owner = below;
        }

        return owner;
    }

    private int SlotOf(string name, string path) =>
        Owner.SlotOf(name) is var slot and >= 0 ? slot : throw new ArgumentException($"there is no `{name}` in `{Owner.Path}` (looking for `{path}`)", nameof(path));
}
