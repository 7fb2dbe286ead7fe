namespace PolicyEngine.Expressions.Reading;

/// <summary>Records which parameters, params and fields the expressions and reasons of one workflow use. It is filled while the workflow is compiled and read afterwards.</summary>
internal sealed class NameUsage
{
    private readonly HashSet<string> _parameters = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<int> _params = [];
    private readonly HashSet<(Type Owner, string Name)> _fields = [];

    public void UseParameter(string name) => _parameters.Add(name);

    /// <summary>Records that a field of an emitted type is read.</summary>
    public void UseField(Type owner, string name) => _fields.Add((owner, name));

    public bool IsFieldUsed(Type owner, string name) => _fields.Contains((owner, name));

    public void UseParam(int slot) => _params.Add(slot);

    public bool IsParameterUsed(string name) => _parameters.Contains(name);

    public bool IsParamUsed(int slot) => _params.Contains(slot);
}
