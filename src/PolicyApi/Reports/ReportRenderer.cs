using System.Globalization;
using Scriban.Syntax;

namespace PolicyApi.Reports;

/// <summary>Renders reports. One instance serves the whole process, so that only a few renders run at the same time.</summary>
/// <param name="limits">The limits; <see langword="null"/> for the default ones.</param>
public sealed class ReportRenderer(ReportLimits? limits = null) : IDisposable
{
    private static readonly CultureInfo English = CultureInfo.ReadOnly(new CultureInfo("en"));
    private static readonly CultureInfo Chinese = CultureInfo.ReadOnly(new CultureInfo("zh-CN"));

    private readonly ReportLimits _limits = limits ?? ReportLimits.Default;
    private readonly SemaphoreSlim _gate = new((limits ?? ReportLimits.Default).ConcurrentRenders);

    /// <summary>Renders one report.</summary>
    /// <param name="template">The template.</param>
    /// <param name="data">The stored appraisal.</param>
    /// <param name="culture"><c>en</c> or <c>zh-CN</c>.</param>
    /// <param name="cancellationToken">Stops waiting and rendering.</param>
    /// <returns>A self-contained HTML page.</returns>
    /// <exception cref="ReportException">The template reads something that does not exist, or exceeds the limits.</exception>
    /// <exception cref="ArgumentException">The culture is neither of the two.</exception>
    public string Render(ReportTemplate template, ReportData data, string culture, CancellationToken cancellationToken) =>
        Render(template, data, new ReportView(culture), cancellationToken);

    /// <summary>Renders one report.</summary>
    /// <param name="template">The template.</param>
    /// <param name="data">The data of the report.</param>
    /// <param name="view">How to show the report.</param>
    /// <param name="cancellationToken">Stops waiting and rendering.</param>
    /// <returns>A self-contained HTML page: the same template, data and view give the same page.</returns>
    /// <exception cref="ReportException">The template reads something that does not exist, or exceeds the limits.</exception>
    /// <exception cref="ArgumentException">The culture is neither of the two.</exception>
    public string Render(ReportTemplate template, ReportData data, ReportView view, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(view);
        ArgumentNullException.ThrowIfNull(template);
        ArgumentNullException.ThrowIfNull(data);
        var info = Culture(view.Culture);
        _gate.Wait(cancellationToken);
        try
        {
            return RenderNow(template, data, info, view, cancellationToken);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>
    /// Renders one report without blocking a thread while it waits; many requests waiting for slow templates would otherwise occupy all threads.
    /// </summary>
    /// <inheritdoc cref="Render(ReportTemplate, ReportData, ReportView, CancellationToken)"/>
    public async Task<string> RenderAsync(ReportTemplate template, ReportData data, ReportView view, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(view);
        ArgumentNullException.ThrowIfNull(template);
        ArgumentNullException.ThrowIfNull(data);
        var info = Culture(view.Culture);
        await _gate.WaitAsync(cancellationToken);
        try
        {
            return RenderNow(template, data, info, view, cancellationToken);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _gate.Dispose();

    private string RenderNow(ReportTemplate template, ReportData data, CultureInfo culture, ReportView view, CancellationToken cancellationToken)
    {
        using var timed = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timed.CancelAfter(_limits.Time);
        var context = new ReportContext(template, data, culture, view, _limits, timed.Token);
        using var output = new BoundedOutput(_limits.OutputCharacters);
        context.PushOutput(output);
        try
        {
            context.Evaluate(template.Body);
            timed.Token.ThrowIfCancellationRequested();
            return SafePage.Of(output.ToString());
        }
        catch (Exception e) when (e is ScriptAbortException or OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw At(context.CurrentNode, $"the report took longer than {_limits.Time.TotalSeconds:0.##} s; shorten the template's loops", e);
        }
        catch (ScriptRuntimeException e)
        {
            throw At(e.Span, (e.InnerException as OutputLimitException)?.Message ?? e.OriginalMessage, e);
        }
        catch (OutputLimitException e)
        {
            throw At(context.CurrentNode, e.Message, e);
        }
    }

    private static ReportException At(ScriptNode? node, string message, Exception inner) => At(node?.Span ?? default, message, inner);

    private static ReportException At(Scriban.Parsing.SourceSpan span, string message, Exception inner) =>
        new(span.FileName ?? "", span.Start.Line + 1, span.Start.Column + 1, message.ReplaceLineEndings(" "), inner);

    private static CultureInfo Culture(string name) => name switch
    {
        "en" => English,
        "zh-CN" => Chinese,
        _ => throw new ArgumentException($"reports are written in `en` and `zh-CN`, not in `{name}`", nameof(name)),
    };
}
