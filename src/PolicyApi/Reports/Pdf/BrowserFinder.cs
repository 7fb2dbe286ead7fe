namespace PolicyApi.Reports.Pdf;

/// <summary>Finds the browser that prints reports.</summary>
internal static class BrowserFinder
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome-headless-shell"];

    /// <summary>Returns the path of the browser.</summary>
    /// <param name="settings">The settings, which may name it.</param>
    /// <exception cref="PdfUnavailableException">There is no browser; the message says what to do.</exception>
    public static string Find(PdfSettings settings)
    {
        if (!settings.Enabled)
            throw new PdfUnavailableException("PDF is disabled by `Pdf:Enabled`; ask for `format=html` and print that, or enable it.");
        if (OperatingSystem.IsWindows())
            throw new PdfUnavailableException("PDF is available on Linux and macOS only; ask for `format=html` and print that.");
        if (settings.Browser is { Length: > 0 } path)
            return File.Exists(path) ? path : throw new PdfUnavailableException($"`Pdf:Browser` names `{path}`, which does not exist; correct the setting or remove it.");
        return Candidates().FirstOrDefault(File.Exists)
            ?? throw new PdfUnavailableException("no browser was found to print with; install Chromium (on Debian `apt-get install chromium fonts-wqy-zenhei`) or set `Pdf:Browser` to its path, or ask for `format=html` and print that.");
    }

    private static IEnumerable<string> Candidates() =>
        from folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        from name in Names
        select Path.Combine(folder, name);
}
