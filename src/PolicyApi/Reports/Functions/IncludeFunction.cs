using Scriban;
using Scriban.Runtime;
using Scriban.Syntax;

namespace PolicyApi.Reports.Functions;

/// <summary>
/// <c>include "name" argument: value</c>: writes another part of the same template, which reads the arguments as <c>$argument</c>.
/// Parts come from the template only, are parsed beforehand, and write directly into the page, so that all limits apply to them.
/// </summary>
internal sealed class IncludeFunction : IScriptCustomFunction
{
    public int RequiredParameterCount => 1;

    public int ParameterCount => 1;

    public ScriptVarParamKind VarParamKind => ScriptVarParamKind.Direct;

    public Type ReturnType => typeof(object);

    // No named argument can have this name, so the included part may use any name.
    public ScriptParameterInfo GetParameterInfo(int index) => new(typeof(object), "the include's name");

    public object? Invoke(TemplateContext context, ScriptNode? callerContext, ScriptArray arguments, ScriptBlockStatement? blockStatement)
    {
        var report = (ReportContext)context;
        var span = callerContext?.Span ?? context.CurrentSpan;
        if (arguments.Count != 1 || arguments[0] is not string name)
            throw new ScriptRuntimeException(span, "`include` takes one name, and named arguments after it");
        if (!report.Template.Includes.TryGetValue(name, out var part))
            throw new ScriptRuntimeException(span, $"there is no include `{name}`");

        context.CheckAbort();
        context.PushLocal();
        try
        {
            foreach (var argument in arguments.GetMembers())
            {
                if (arguments.TryGetValue(context, span, argument, out var value) && argument != "size")
                    context.SetValue(ScriptVariable.Create(argument, ScriptVariableScope.Local), value, asReadOnly: false, force: true);
            }

            context.Evaluate(part);
            return null;
        }
        finally
        {
            context.PopLocal();
        }
    }

    public ValueTask<object?> InvokeAsync(
        TemplateContext context, ScriptNode? callerContext, ScriptArray arguments, ScriptBlockStatement? blockStatement) =>
        new(Invoke(context, callerContext, arguments, blockStatement));
}
