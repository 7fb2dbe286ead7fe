using System.Linq.Expressions;
using PolicyEngine.Documents;
using PolicyEngine.Expressions.Code;
using PolicyEngine.Expressions.Running;
using PolicyEngine.Facts;

namespace PolicyEngine.Expressions.Reading;

/// <summary>The names an expression can use: inputs, the policy's parameters, and the params before it.</summary>
internal sealed class ExpressionScope
{
    /// <summary>The name under which expressions find the policy's parameters.</summary>
    public const string ParametersName = "parameters";

    private readonly Dictionary<string, ScopeName> _names;
    private HashSet<string> _broken = new(StringComparer.OrdinalIgnoreCase);

    private ExpressionScope(IReadOnlyList<FactShape> inputs, ParameterSet parameters, Dictionary<string, ScopeName> names, bool isStandalone = false)
    {
        Inputs = inputs;
        Parameters = parameters;
        _names = names;
        IsStandalone = isStandalone;
    }

    /// <summary>
    /// Whether the workflow does not belong to a policy. Its outputs may then be objects, because no other policy reads them, and error
    /// messages show a path that cannot be resolved as it is written, as RulesEngine does.
    /// </summary>
    public bool IsStandalone { get; }

    /// <summary>The names used so far, shared by all scopes of one workflow.</summary>
    public NameUsage Usage { get; private init; } = new();

    /// <summary>The local variables of compiled methods that hold inputs and their fields, shared by all scopes of one workflow.</summary>
    public SharedLoads Loads { get; private init; } = new();

    /// <summary>The names of params that are defined later and cannot be used yet.</summary>
    public IEnumerable<string> Later { get; private init; } = [];

    /// <summary>Returns this scope with the names of params that are defined later.</summary>
    public ExpressionScope Before(IEnumerable<string> later) =>
        new(Inputs, Parameters, _names, IsStandalone) { _broken = _broken, Usage = Usage, Loads = Loads, Later = later };

    /// <summary>Records that a reason names a path.</summary>
    public void Use(string path)
    {
        if (path.StartsWith(ParametersName + ".", StringComparison.OrdinalIgnoreCase))
            Usage.UseParameter(path[(ParametersName.Length + 1)..]);
        else if (_names.TryGetValue(path, out var name) && name.Kind == NameKind.Param)
            Usage.UseParam(name.Slot);
        else
            UseFields(path.Split('.'));
    }

    private void UseFields(string[] names)
    {
        if (!_names.TryGetValue(names[0], out var root))
            return;
        FactShape? shape = root.Kind is NameKind.Input or NameKind.Field ? Inputs[root.Slot] : null;
        foreach (var name in root.Kind == NameKind.Field ? names : names[1..])
        {
            if (shape?.SlotOf(name) is not { } slot || slot < 0)
                return;
            Usage.UseField(shape.ClrType, name);
            shape = shape.Below(slot);
        }
    }

    /// <summary>The shapes of the inputs, by slot. The path of a shape is the name of its input.</summary>
    public IReadOnlyList<FactShape> Inputs { get; }

    /// <summary>The policy's parameters.</summary>
    public ParameterSet Parameters { get; }

    /// <summary>The symbols that the parser knows: one for each name, with its type.</summary>
    public IEnumerable<ParameterExpression> Symbols => _names.Values.Select(n => n.Symbol);

    /// <summary>Returns the parser's symbol for a name; <see langword="null"/> if there is no such name.</summary>
    public ParameterExpression? SymbolOf(string name) => _names.GetValueOrDefault(name)?.Symbol;

    /// <summary>All names that can begin a path.</summary>
    public IEnumerable<string> Names => _names.Keys;

    /// <summary>Creates the scope of a workflow without its params.</summary>
    public static ExpressionScope Create(IReadOnlyList<FactShape> inputs, ParameterSet parameters)
    {
        var names = new Dictionary<string, ScopeName>(StringComparer.OrdinalIgnoreCase);
        for (var slot = 0; slot < inputs.Count; slot++)
            names.Add(inputs[slot].Path, new ScopeName(NameKind.Input, slot, Expression.Parameter(inputs[slot].ClrType, inputs[slot].Path)));
        names[ParametersName] = new ScopeName(NameKind.Parameters, 0, Expression.Parameter(parameters.ClrType, ParametersName));
        return new ExpressionScope(inputs, parameters, names);
    }

    /// <summary>
    /// Creates the scope of a workflow whose inputs are the fields of one root object, and may be of any kind. As in RulesEngine, the fields
    /// of a single input can be named without it as long as there are no params.
    /// </summary>
    public static ExpressionScope OfFields(FactShape root)
    {
        var names = new Dictionary<string, ScopeName>(StringComparer.OrdinalIgnoreCase);
        foreach (var field in root.Schema.Fields)
            names.Add(field.Name, new ScopeName(NameKind.Field, 0, Expression.Parameter(root.ClrType.GetField(field.Name)!.FieldType, field.Name)));
        return new ExpressionScope([root], ParameterSet.Empty, names, isStandalone: true);
    }

    /// <summary>Returns this scope with only those inputs and params that a list names.</summary>
    public ExpressionScope Only(IReadOnlyList<string> names) =>
        new(Inputs, Parameters, _names.Where(n => n.Value.Kind == NameKind.Parameters || names.Contains(n.Key, StringComparer.OrdinalIgnoreCase)).ToDictionary(_names.Comparer), IsStandalone) { _broken = _broken, Usage = Usage, Loads = Loads };

    /// <summary>Whether a name is already in use.</summary>
    public bool Has(string name) => _names.ContainsKey(name);

    /// <summary>Returns this scope with another param, whose name must not be in use.</summary>
    public ExpressionScope With(CompiledParam param) =>
        new(Inputs, Parameters, new Dictionary<string, ScopeName>(_names, _names.Comparer)
        {
            [param.Name] = new ScopeName(NameKind.Param, param.Slot, Expression.Parameter(param.Type, param.Name), param),
        }, IsStandalone)
        { _broken = _broken, Usage = Usage, Loads = Loads };

    /// <summary>Returns this scope with the name of a param that has an error.</summary>
    public ExpressionScope WithBroken(string name) =>
        new(Inputs, Parameters, _names, IsStandalone) { _broken = new HashSet<string>(_broken, _broken.Comparer) { name }, Usage = Usage, Loads = Loads };

    /// <summary>Whether a dotted path leads to a param or parameter that has an error, which is reported there.</summary>
    public bool IsBroken(string path) =>
        _broken.Contains(path) || Parameters.Broken.Any(b => string.Equals(path, $"{ParametersName}.{b}", StringComparison.OrdinalIgnoreCase));

    /// <summary>Returns what a symbol of the parser stands for; <see langword="null"/> for the parameter of a lambda.</summary>
    public ScopeName? Find(ParameterExpression symbol) =>
        symbol.Name is { } name && _names.TryGetValue(name, out var found) && found.Symbol == symbol ? found : null;

    /// <summary>Returns the reader of the value at a dotted path such as <c>manager.skills.negotiation</c>.</summary>
    /// <returns><see langword="null"/> if there is no single value at the path.</returns>
    public PathReader? Resolve(string path)
    {
        var dot = path.IndexOf('.', StringComparison.Ordinal);
        if (!_names.TryGetValue(dot < 0 ? path : path[..dot], out var root))
            return null;
        var rest = dot < 0 ? null : path[(dot + 1)..];
        return root.Kind switch
        {
            NameKind.Param when rest is null => new PathReader(path, Title: null, root.Param!.Sources, frame => frame.Peek(root.Slot)),
            NameKind.Parameters when rest is not null => Parameters.Find(rest) is { } parameter
                ? PathReader.Of(path, parameter)
                : null,
            NameKind.Input when rest is not null => ResolveInput(root.Slot, path, rest),
            NameKind.Field => ResolveInput(root.Slot, path, path),
            _ => null,
        };
    }

    /// <summary>Returns the field at a path of the facts; <see langword="null"/> if there is none.</summary>
    public FactKind? KindOf(string path)
    {
        var dot = path.IndexOf('.', StringComparison.Ordinal);
        if (!_names.TryGetValue(dot < 0 ? path : path[..dot], out var root) || root.Kind is not (NameKind.Input or NameKind.Field))
            return null;
        var rest = root.Kind == NameKind.Field ? path : dot < 0 ? null : path[(dot + 1)..];
        return rest is null ? FactKind.Object : Inputs[root.Slot].Schema.Find(rest)?.Kind;
    }

    /// <summary>Returns all paths that <see cref="Resolve"/> accepts.</summary>
    public IEnumerable<string> ReadablePaths => _names.Values.SelectMany(n => n.Kind switch
    {
        NameKind.Param => [n.Symbol.Name!],
        NameKind.Parameters => Parameters.All.Select(p => $"{ParametersName}.{p.Name}"),
        NameKind.Input => PathsBelow(Inputs[n.Slot].Schema, n.Symbol.Name!),
        _ => Inputs[n.Slot].Schema.Fields.Where(f => string.Equals(f.Name, n.Symbol.Name, StringComparison.Ordinal)).SelectMany(f => PathsBelow(f.Schema, f.Name)),
    });

    private static IEnumerable<string> PathsBelow(FactSchema schema, string path) => schema.Kind switch
    {
        FactKind.Object => schema.Fields.SelectMany(f => PathsBelow(f.Schema, $"{path}.{f.Name}")),
        FactKind.List => [],
        _ => [path],
    };

    /// <summary>Returns the shape of an emitted type; <see langword="null"/> if the type does not belong to an input.</summary>
    public FactShape? ShapeOf(Type type) => Inputs.Select(i => i.OfType(type)).FirstOrDefault(s => s is not null);

    /// <summary>Returns the shape of the object that a name at the start of a path stands for, or of the items of its list; <see langword="null"/> for single values.</summary>
    public FactShape? ShapeNamed(string name) => _names.TryGetValue(name, out var found)
        ? ShapeOf(found.Symbol.Type.IsArray ? found.Symbol.Type.GetElementType()! : found.Symbol.Type)
        : null;

    private PathReader? ResolveInput(int slot, string path, string rest)
    {
        if (Inputs[slot].Schema.Find(rest) is not { Kind: not (FactKind.Object or FactKind.List) } schema)
            return null;
        var read = Inputs[slot].ValueAt(rest);
        return new PathReader(path, schema.Title, [$"{Sources.Plain(Inputs[slot].Path)}.{rest}"], frame => frame.Inputs[slot] is { } input ? read(input) : default);
    }
}

/// <summary>The kinds of names that can begin a path.</summary>
internal enum NameKind
{
    /// <summary>An input: the facts, or the results of another policy.</summary>
    Input,

    /// <summary>A field of the only input.</summary>
    Field,

    /// <summary>The object that holds the policy's parameters.</summary>
    Parameters,

    /// <summary>A global or local param.</summary>
    Param,
}

/// <summary>One name of a scope.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Slot">Its index among the inputs or params.</param>
/// <param name="Symbol">The parser's symbol.</param>
/// <param name="Param">The param if the name stands for one.</param>
internal sealed record ScopeName(NameKind Kind, int Slot, ParameterExpression Symbol, CompiledParam? Param = null);

/// <summary>Reads a single value at a path, for reasons and traces.</summary>
/// <param name="Path">The path, as written.</param>
/// <param name="Title">The display title of the value.</param>
/// <param name="Sources">All fields that the value is computed from.</param>
/// <param name="Value">Reads it.</param>
internal sealed record PathReader(string Path, LocalizedText? Title, IReadOnlyCollection<string> Sources, Func<EvaluationFrame, FactValue> Value)
{
    /// <summary>The value if it is a constant; otherwise <see langword="null"/>.</summary>
    public FactValue? Constant { get; private init; }

    /// <summary>Creates the reader of a parameter.</summary>
    public static PathReader Of(string path, PolicyParameter parameter)
    {
        var value = FactValue.Of(parameter.Value);
        return new PathReader(path, parameter.Title, [], _ => value) { Constant = value };
    }

    /// <summary>Reads the value; <see langword="null"/> if it is missing.</summary>
    public object? Read(EvaluationFrame frame) => Value(frame).ToObject();
}
