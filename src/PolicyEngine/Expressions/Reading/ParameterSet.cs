using PolicyEngine.Documents;
using PolicyEngine.Facts;

namespace PolicyEngine.Expressions.Reading;

/// <summary>The named constants of a policy, with an emitted type so that the parser knows their types.</summary>
internal sealed class ParameterSet
{
    private static readonly Type NoFields = new FactTypeEmitter().EmitValues(ExpressionScope.ParametersName, []);

    private readonly Dictionary<string, PolicyParameter> _byName;

    /// <summary>Makes a set.</summary>
    /// <param name="parameters">Parameters of unique names.</param>
    /// <param name="broken">Names of parameters that could not be read; whoever uses them is not told of it again.</param>
    public ParameterSet(IReadOnlyList<PolicyParameter> parameters, IReadOnlyCollection<string> broken)
    {
        Broken = broken;
        _byName = parameters.ToDictionary(p => p.Name, StringComparer.OrdinalIgnoreCase);
        All = parameters;
        ClrType = parameters.Count == 0 ? NoFields : new FactTypeEmitter().EmitValues(ExpressionScope.ParametersName, parameters.Select(p => (p.Name, p.Value.GetType())));
    }

    /// <summary>A set without parameters.</summary>
    public static ParameterSet Empty { get; } = new([], []);

    /// <summary>The parameters in the order written.</summary>
    public IReadOnlyList<PolicyParameter> All { get; }

    /// <summary>Names of parameters that could not be read.</summary>
    public IReadOnlyCollection<string> Broken { get; }

    /// <summary>The emitted type: a field per parameter.</summary>
    public Type ClrType { get; }

    /// <summary>An instance of the emitted type that holds the values.</summary>
    public object CreateInstance()
    {
        var instance = Activator.CreateInstance(ClrType)!;
        foreach (var parameter in All)
            ClrType.GetField(parameter.Name)!.SetValue(instance, parameter.Value);
        return instance;
    }

    /// <summary>The parameter of that name, or <see langword="null"/>.</summary>
    public PolicyParameter? Find(string name) => _byName.GetValueOrDefault(name);
}

/// <summary>One named constant.</summary>
/// <param name="Name">Its name below <c>parameters</c>.</param>
/// <param name="Title">The display title.</param>
/// <param name="Unit">The unit of a number, in words.</param>
/// <param name="Value">A decimal, string, boolean, decimal[], string[], or a bands, curve, grades or lookup value.</param>
internal sealed record PolicyParameter(string Name, LocalizedText Title, LocalizedText? Unit, object Value);
