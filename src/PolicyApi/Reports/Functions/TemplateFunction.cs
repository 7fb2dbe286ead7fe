using Scriban;
using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Syntax;

namespace PolicyApi.Reports.Functions;

/// <summary>A function that templates can call: code with a fixed list of parameters, called without reflection.</summary>
internal sealed class TemplateFunction : IScriptCustomFunction
{
    private readonly ScriptParameterInfo[] _parameters;
    private readonly Func<Call, object?> _body;

    /// <summary>Creates a function.</summary>
    /// <param name="body">Computes the result of a call.</param>
    /// <param name="parameters">The names of the parameters in order; a parameter whose name ends in <c>?</c> is optional.</param>
    public TemplateFunction(Func<Call, object?> body, params ReadOnlySpan<string> parameters)
    {
        _body = body;
        _parameters = new ScriptParameterInfo[parameters.Length];
        for (var i = 0; i < parameters.Length; i++)
        {
            var optional = parameters[i].EndsWith('?');
            _parameters[i] = optional
                ? new ScriptParameterInfo(typeof(object), parameters[i][..^1], null)
                : new ScriptParameterInfo(typeof(object), parameters[i]);
            RequiredParameterCount += optional ? 0 : 1;
        }
    }

    public int RequiredParameterCount { get; }

    public int ParameterCount => _parameters.Length;

    public ScriptVarParamKind VarParamKind => ScriptVarParamKind.None;

    public Type ReturnType => typeof(object);

    public ScriptParameterInfo GetParameterInfo(int index) => _parameters[index];

    public object? Invoke(TemplateContext context, ScriptNode? callerContext, ScriptArray arguments, ScriptBlockStatement? blockStatement)
    {
        context.CheckAbort();
        return _body(new Call((ReportContext)context, callerContext?.Span ?? context.CurrentSpan, arguments));
    }

    public ValueTask<object?> InvokeAsync(
        TemplateContext context, ScriptNode? callerContext, ScriptArray arguments, ScriptBlockStatement? blockStatement) =>
        new(Invoke(context, callerContext, arguments, blockStatement));
}

/// <summary>One call of a function. Its arguments are read strictly: a wrong type is an error and not an empty text.</summary>
/// <param name="Context">The render.</param>
/// <param name="Span">The place of the call in the template.</param>
/// <param name="Arguments">The arguments.</param>
internal readonly record struct Call(ReportContext Context, SourceSpan Span, ScriptArray Arguments)
{
    public object? this[int index] => index < Arguments.Count ? Arguments[index] : null;

    public string Text(int index, string name) =>
        this[index] as string ?? throw Error($"`{name}` must be a text");

    public decimal? Number(int index, string name) => this[index] switch
    {
        null => null,
        decimal value => value,
        int value => value,
        long value => value,
        _ => throw Error($"`{name}` must be a number"),
    };

    public decimal RequiredNumber(int index, string name) =>
        Number(index, name) ?? throw Error($"`{name}` must be a number, not empty");

    public IReadOnlyList<ScriptObject> Objects(int index, string name)
    {
        if (this[index] is not ScriptArray list)
            throw Error($"`{name}` must be a list");
        var objects = new List<ScriptObject>(list.Count);
        foreach (var item in list)
            objects.Add(item as ScriptObject ?? throw Error($"`{name}` must be a list of objects"));
        return objects;
    }

    public ScriptRuntimeException Error(string message) => new(Span, message);
}
