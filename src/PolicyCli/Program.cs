using System.CommandLine;
using System.Globalization;
using PolicyCli.Commands;
using PolicyCli.Output;

// The invariant culture applies everywhere, as in the service, because numbers and dates are data.
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.InvariantCulture;
CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;

var root = new RootCommand("Checks, tests, compares and runs policies from files, and talks to a service.")
{
    ValidateCommand.Create(),
    TestCommand.Create(),
    EvaluateCommand.Create(),
    TraceCommand.Create(),
    RenderCommand.Create(),
    DiffCommand.Create(),
    ImpactCommand.Create(),
    ExportCommand.Create(),
    ImportCommands.Import(),
    ImportCommands.Publish(),
    VerifyCommand.Create(),
};
var parsed = root.Parse(args);
if (parsed.Errors.Count > 0)
{
    await parsed.InvokeAsync();
    return ExitCodes.Usage;
}

try
{
    return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (OperationCanceledException e) when (e.InnerException is not TimeoutException)
{
    return ExitCodes.Interrupted;
}
catch (Exception e) when (StandardOutput.IsReaderGone(e))
{
    return ExitCodes.ReaderGone;
}
catch (Exception e) when (Failures.Explain(e) is { } explanation)
{
    Report.WriteFailure(parsed, explanation);
    return ExitCodes.Unusable;
}
