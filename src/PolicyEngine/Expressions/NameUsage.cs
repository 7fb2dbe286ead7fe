namespace PolicyEngine.Expressions;

/// <summary>Which parameters and params the expressions and reasons of one workflow name. Filled while compiling, read once after.</summary>
internal sealed class NameUsage
{
    private readonly HashSet<string> _parameters = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<int> _params = [];

    public void UseParameter(string name) => _parameters.Add(name);

    public void UseParam(int slot) => _params.Add(slot);

    public bool IsParameterUsed(string name) => _parameters.Contains(name);

    public bool IsParamUsed(int slot) => _params.Contains(slot);
}
