using PolicyEngine.Documents;
using PolicyEngine.Expressions.Reading;
using PolicyEngine.Facts;

namespace PolicyEngine.Workflows.Telling;

/// <summary>One value that a rule reads, as listed in its result.</summary>
internal sealed class ShownRead
{
    private readonly PathReader _reader;
    private readonly ReadValue? _constant;

    private ShownRead(PathReader reader)
    {
        _reader = reader;
        Label = DefaultReasons.LabelOf(reader);
        if (reader.Constant is { } constant)
            _constant = new ReadValue(reader.Path, OutputValues.Of(constant));
    }

    /// <summary>Prepares the values that a rule reads. Tables and lists among the parameters are never shown.</summary>
    public static ShownRead[] Of(CompiledRule rule) => [.. rule.Reads.Where(r => r.Constant is not { IsSingle: false }).Select(r => new ShownRead(r))];

    /// <summary>The display title.</summary>
    public LocalizedText Label { get; }

    /// <summary>Returns the value in an evaluation.</summary>
    public FactValue ValueIn(RuleFrame frame) => _reader.Value(frame);

    /// <summary>Returns the value with its path.</summary>
    public ReadValue Tell(in FactValue value) => _constant ?? new ReadValue(_reader.Path, OutputValues.Of(value));
}
