using PolicyApi.Reports.Pdf;

namespace PolicyApi.Tests.Reports;

/// <summary>A test that needs a real browser and tools that read PDF; skipped if they are not installed.</summary>
public sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute() => Skip = BrowserTools.Absent;
}

/// <summary>A theory that needs a real browser and tools that read PDF; skipped if they are not installed.</summary>
public sealed class BrowserTheoryAttribute : TheoryAttribute
{
    public BrowserTheoryAttribute() => Skip = BrowserTools.Absent;
}

internal static class BrowserTools
{
    /// <summary>What is missing, and how to install it; <see langword="null"/> if nothing is missing.</summary>
    public static string? Absent { get; } = Find();

    private static string? Find()
    {
        try
        {
            BrowserFinder.Find(new PdfSettings());
        }
        catch (PdfUnavailableException e)
        {
            return e.Message;
        }

        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        return Array.Exists(folders, f => File.Exists(Path.Combine(f, "pdftotext"))) ? null : "`pdftotext` is missing; install poppler-utils";
    }
}
