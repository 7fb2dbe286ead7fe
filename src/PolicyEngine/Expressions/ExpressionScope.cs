using System.Linq.Expressions;
using PolicyEngine.Documents;
using PolicyEngine.Facts;

namespace PolicyEngine.Expressions;

/// <summary>The names an expression can use: inputs, the policy's parameters, and the params before it.</summary>
internal sealed class ExpressionScope
{
    /// <summary>The name of the parameters' root.</summary>
    public const string ParametersName = "parameters";

    private readonly Dictionary<string, ScopeName> _names;

    private readonly HashSet<string> _broken;

    private ExpressionScope(IReadOnlyList<FactShape> inputs, ParameterSet parameters, Dictionary<string, ScopeName> names, HashSet<string> broken)
    {
        _broken = broken;
        Inputs = inputs;
        Parameters = parameters;
        _names = names;
    }

    /// <summary>The shapes of the inputs, by slot; a shape's path is the input's name.</summary>
    public IReadOnlyList<FactShape> Inputs { get; }

    /// <summary>The policy's parameters.</summary>
    public ParameterSet Parameters { get; }

    /// <summary>What the parser is told of: one typed name each.</summary>
    public IEnumerable<ParameterExpression> Symbols => _names.Values.Select(n => n.Symbol);

    /// <summary>Every name that can begin a path.</summary>
    public IEnumerable<string> Names => _names.Keys;

    /// <summary>The scope of a workflow before its params.</summary>
    public static ExpressionScope Create(IReadOnlyList<FactShape> inputs, ParameterSet parameters)
    {
        var names = new Dictionary<string, ScopeName>(StringComparer.OrdinalIgnoreCase);
        for (var slot = 0; slot < inputs.Count; slot++)
            names.Add(inputs[slot].Path, new ScopeName(NameKind.Input, slot, Expression.Parameter(inputs[slot].ClrType, inputs[slot].Path)));
        names[ParametersName] = new ScopeName(NameKind.Parameters, 0, Expression.Parameter(parameters.ClrType, ParametersName));
        return new ExpressionScope(inputs, parameters, names, new HashSet<string>(StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>Whether a name is taken.</summary>
    public bool Has(string name) => _names.ContainsKey(name);

    /// <summary>This scope with one more param, which may not be taken yet.</summary>
    public ExpressionScope With(CompiledParam param) =>
        new(Inputs, Parameters, new Dictionary<string, ScopeName>(_names, _names.Comparer)
        {
            [param.Name] = new ScopeName(NameKind.Param, param.Slot, Expression.Parameter(param.Type, param.Name)),
        }, _broken);

    /// <summary>This scope with the name of a param that has an error of its own.</summary>
    public ExpressionScope WithBroken(string name) =>
        new(Inputs, Parameters, _names, new HashSet<string>(_broken, _broken.Comparer) { name });

    /// <summary>Whether a dotted path leads to something that has an error of its own, which is reported where it stands.</summary>
    public bool IsBroken(string path) =>
        _broken.Contains(path) || Parameters.Broken.Any(b => string.Equals(path, $"{ParametersName}.{b}", StringComparison.OrdinalIgnoreCase));

    /// <summary>What a parser symbol stands for; <see langword="null"/> for a lambda's own parameter.</summary>
    public ScopeName? Find(ParameterExpression symbol) =>
        symbol.Name is { } name && _names.TryGetValue(name, out var found) && found.Symbol == symbol ? found : null;

    /// <summary>Resolves a dotted path such as <c>manager.skills.negotiation</c> to a way of reading it.</summary>
    /// <returns><see langword="null"/> when there is no such single value.</returns>
    public PathReader? Resolve(string path)
    {
        var dot = path.IndexOf('.', StringComparison.Ordinal);
        if (!_names.TryGetValue(dot < 0 ? path : path[..dot], out var root))
            return null;
        var rest = dot < 0 ? null : path[(dot + 1)..];
        return root.Kind switch
        {
            NameKind.Param when rest is null => new PathReader(path, Title: null, frame => frame.Peek(root.Slot)),
            NameKind.Parameters when rest is not null => Parameters.Find(rest) is { } parameter
                ? new PathReader(path, parameter.Title, _ => parameter.Value)
                : null,
            NameKind.Input when rest is not null => ResolveInput(root.Slot, path, rest),
            _ => null,
        };
    }

    private PathReader? ResolveInput(int slot, string path, string rest)
    {
        if (Inputs[slot].Schema.Find(rest) is not { Kind: not (FactKind.Object or FactKind.List) } schema)
            return null;
        var read = Inputs[slot].ValueAt(rest);
        return new PathReader(path, schema.Title, frame => frame.Inputs[slot] is { } input ? read(input) : null);
    }
}

/// <summary>What a name at the start of a path stands for.</summary>
internal enum NameKind
{
    /// <summary>An input: the facts, or results of another policy.</summary>
    Input,

    /// <summary>The root of the named parameters.</summary>
    Parameters,

    /// <summary>A global or local param.</summary>
    Param,
}

/// <summary>One name of a scope.</summary>
/// <param name="Kind">What it stands for.</param>
/// <param name="Slot">Its place among the inputs or params.</param>
/// <param name="Symbol">The parser's symbol.</param>
internal sealed record ScopeName(NameKind Kind, int Slot, ParameterExpression Symbol);

/// <summary>A way of reading one single value, for reasons and traces.</summary>
/// <param name="Path">The path as written.</param>
/// <param name="Title">What people call the value.</param>
/// <param name="Read">Reads it; <see langword="null"/> when missing.</param>
internal sealed record PathReader(string Path, LocalizedText? Title, Func<EvaluationFrame, object?> Read);
