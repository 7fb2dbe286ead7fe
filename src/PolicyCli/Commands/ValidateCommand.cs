using System.CommandLine;
using PolicyCli.Files;
using PolicyCli.Output;
using PolicyEngine.Documents;

namespace PolicyCli.Commands;

/// <summary><c>policy validate FOLDERS</c>: reports every error in every document, as the service would.</summary>
internal static class ValidateCommand
{
    /// <summary>Creates the command.</summary>
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

    /// <summary>The output as JSON.</summary>
    /// <param name="Valid">Whether there are no errors.</param>
    /// <param name="Documents">The number of documents read.</param>
    /// <param name="Findings">The errors and warnings.</param>
    internal sealed record Validation(bool Valid, int Documents, IReadOnlyList<Finding> Findings);
}
