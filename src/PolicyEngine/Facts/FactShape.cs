namespace PolicyEngine.Facts;

/// <summary>A fact schema of kind object turned into an emitted CLR type, with ways to read its instances.</summary>
public sealed class FactShape
{
    private FactShape(FactSchema schema, Type type)
    {
        Schema = schema;
        ClrType = type;
    }

    /// <summary>The schema it was made from; of kind <see cref="FactKind.Object"/>.</summary>
    public FactSchema Schema { get; }

    /// <summary>The emitted type: a public field per fact, and a presence bit for each.</summary>
    public Type ClrType { get; }

    /// <summary>A reader of the number at a dotted path below an instance; it answers <see langword="null"/> when anything on the way is missing.</summary>
    /// <param name="path">A path that <see cref="FactSchema.Find"/> finds, of kind number or integer.</param>
    public Func<object, decimal?> NumberAt(string path) => throw new NotSupportedException(path + Schema);

    /// <summary>A reader of the text at a dotted path below an instance.</summary>
    /// <param name="path">A path that <see cref="FactSchema.Find"/> finds, of kind text.</param>
    public Func<object, string?> TextAt(string path) => throw new NotSupportedException(path + Schema);

    /// <summary>A reader of the list of objects at a dotted path; it answers <see langword="null"/> when the list is missing.</summary>
    /// <param name="path">A path that <see cref="FactSchema.Find"/> finds, of kind list with object items.</param>
    /// <param name="items">The shape of the items.</param>
    public Func<object, IReadOnlyList<object>?> ListAt(string path, out FactShape items) => throw new NotSupportedException(path + Schema);
}
