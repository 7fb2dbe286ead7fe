using System.ComponentModel.DataAnnotations;

namespace PolicyApi.Reports.Pdf;

/// <summary>The settings for printing reports as PDF. Section <c>Pdf</c> of the settings; checked when the service starts.</summary>
public sealed class PdfSettings
{
    /// <summary>The section's name in the settings.</summary>
    public const string Section = "Pdf";

    /// <summary>Whether PDF is available if there is a browser; default: yes.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>The path of Chromium or Chrome; searched for in <c>PATH</c> unless set.</summary>
    public string? Browser { get; init; }

    /// <summary>The maximum number of seconds for printing one report, including the start of the browser: 1 to 120; default: 20.</summary>
    [Range(1, 120)]
    public int Seconds { get; init; } = 20;

    /// <summary>The maximum number of reports printed at the same time: 1 to 16; default: 2.</summary>
    [Range(1, 16)]
    public int Concurrent { get; init; } = 2;

    /// <summary>The number of reports after which the browser is restarted: 1 to 100,000; default: 500.</summary>
    [Range(1, 100_000)]
    public int PerBrowser { get; init; } = 500;
}
