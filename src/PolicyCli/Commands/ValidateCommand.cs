using System.CommandLine;
using PolicyCli.Files;
using PolicyCli.Output;
using PolicyEngine.Documents;

namespace PolicyCli.Commands;

/// <summary><c>policy validate FOLDERS</c>: every fault of every document, as the service would tell it.</summary>
internal static class ValidateCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var folders = Arguments.Folders();
        var format = Report.Format();
        var settings = Arguments.Settings();
        var command = new Command("validate", "Check all documents in folders, each one and against each other.") { folders, format, settings };
        command.SetAction(parsed => Run(PolicyFolder.Read(LimitsFile.Read(parsed.GetValue(settings)), parsed.GetValue(folders)!), parsed.GetValue(format), parsed.InvocationConfiguration.Output));
        return command;
    }

    private static int Run(PolicyFolder folder, OutputFormat format, TextWriter output)
    {
        if (format == OutputFormat.Json)
            Report.WriteJson(output, new Validation(!folder.HasErrors, folder.Documents.Count, folder.Findings));
        else
            Print(folder, output);
        return folder.HasErrors ? ExitCodes.Found : ExitCodes.Fine;
    }

    private static void Print(PolicyFolder folder, TextWriter output)
    {
        foreach (var finding in folder.Findings)
            output.WriteLine(finding);
        var errors = folder.Findings.Count(f => f.Severity == DiagnosticSeverity.Error);
        output.WriteLine($"{folder.Documents.Count} documents, {errors} errors, {folder.Findings.Count - errors} warnings");
    }

    /// <summary>What is printed as JSON.</summary>
    /// <param name="Valid">Whether there is no error.</param>
    /// <param name="Documents">How many documents were read.</param>
    /// <param name="Findings">Errors and warnings.</param>
    internal sealed record Validation(bool Valid, int Documents, IReadOnlyList<Finding> Findings);
}
