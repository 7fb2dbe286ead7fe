using PolicyEngine.Documents;
using PolicyEngine.Facts;

namespace PolicyEngine.Expressions.Reading;

/// <summary>The named constants of a policy. Their type is emitted, so that the parser knows the type of each.</summary>
internal sealed class ParameterSet
{
    private static readonly Type NoFields = new FactTypeEmitter().EmitValues(ExpressionScope.ParametersName, []);

    private readonly Dictionary<string, PolicyParameter> _byName;

    /// <summary>Creates a set.</summary>
    /// <param name="parameters">The parameters; their names are unique.</param>
    /// <param name="broken">The names of parameters that could not be read; expressions that use them do not report that again.</param>
    public ParameterSet(IReadOnlyList<PolicyParameter> parameters, IReadOnlyCollection<string> broken)
    {
        Broken = broken;
        _byName = parameters.ToDictionary(p => p.Name, StringComparer.OrdinalIgnoreCase);
        All = parameters;
        ClrType = parameters.Count == 0 ? NoFields : new FactTypeEmitter().EmitValues(ExpressionScope.ParametersName, parameters.Select(p => (p.Name, p.Value.GetType())));
    }

    /// <summary>The set without parameters.</summary>
    public static ParameterSet Empty { get; } = new([], []);

    /// <summary>The parameters in the order of the document.</summary>
    public IReadOnlyList<PolicyParameter> All { get; }

    /// <summary>The names of parameters that could not be read.</summary>
    public IReadOnlyCollection<string> Broken { get; }

    /// <summary>The emitted type, with one field for each parameter.</summary>
    public Type ClrType { get; }

    /// <summary>The instance of the emitted type that holds the values.</summary>
    public object CreateInstance()
    {
        var instance = Activator.CreateInstance(ClrType)!;
        foreach (var parameter in All)
            ClrType.GetField(parameter.Name)!.SetValue(instance, parameter.Value);
        return instance;
    }

    /// <summary>Returns the parameter with that name, or <see langword="null"/>.</summary>
    public PolicyParameter? Find(string name) => _byName.GetValueOrDefault(name);
}

/// <summary>One named constant.</summary>
/// <param name="Name">Its name in <c>parameters</c>.</param>
/// <param name="Title">The display title.</param>
/// <param name="Unit">The unit of a number, in words.</param>
/// <param name="Value">A decimal, string, boolean, decimal[], string[], or a bands, curve, grades or lookup value.</param>
internal sealed record PolicyParameter(string Name, LocalizedText Title, LocalizedText? Unit, object Value);
