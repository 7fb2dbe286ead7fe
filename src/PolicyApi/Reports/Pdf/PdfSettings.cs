using System.ComponentModel.DataAnnotations;

namespace PolicyApi.Reports.Pdf;

/// <summary>How reports become PDF. Section <c>Pdf</c> of the settings; checked when the service starts.</summary>
public sealed class PdfSettings
{
    /// <summary>The section's name in the settings.</summary>
    public const string Section = "Pdf";

    /// <summary>Whether PDF is offered when there is a browser; default: yes.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>The path of Chromium or Chrome; looked for in the usual places unless set.</summary>
    public string? Browser { get; init; }

    /// <summary>Seconds that starting the browser or printing one report may take: 1 to 120; default: 20.</summary>
    [Range(1, 120)]
    public int Seconds { get; init; } = 20;

    /// <summary>Reports printed at once: 1 to 16; default: 2.</summary>
    [Range(1, 16)]
    public int Concurrent { get; init; } = 2;

    /// <summary>Reports after which the browser is started afresh: 1 to 100,000; default: 500.</summary>
    [Range(1, 100_000)]
    public int PerBrowser { get; init; } = 500;
}
