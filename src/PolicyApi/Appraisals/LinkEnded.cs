using Microsoft.Net.Http.Headers;
using PolicyApi.Platform.Problems;

namespace PolicyApi.Appraisals;

/// <summary>
/// The response to a report link that is invalid or has expired. A browser gets a page in both languages, because people who open links have no key;
/// other clients get the usual problem details. Neither says why the link does not work.
/// </summary>
internal sealed class LinkEnded : IResult
{
    private const string Page = """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width">
        <title>No report here · 报告无法打开</title>
        <style>body { max-width: 34em; margin: 12vh auto; padding: 0 1.2em; font: 1em/1.6 "Helvetica Neue", Arial, "Liberation Sans", "DejaVu Sans", "WenQuanYi Zen Hei", "Noto Sans CJK SC", sans-serif; color: #1b1f24; background: #fff; }</style>
        </head>
        <body>
        <main>
        <h1>This link opens no report</h1>
        <p>A link works for 15 minutes after it was made, and only as it was sent. Ask whoever sent it to you for a new one.</p>
        <div lang="zh-CN">
        <h2>此链接无法打开报告</h2>
        <p>链接自生成起 15 分钟内有效，且必须完整无改动。请向发送者索取新的链接。</p>
        </div>
        </main>
        </body>
        </html>
        """;

    private static readonly MediaTypeHeaderValue Html = new("text/html");

    /// <inheritdoc />
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        var fault = Faults.NotFound("such report; a link works for 15 minutes, so ask for a new one");
        if (!httpContext.Request.GetTypedHeaders().Accept.Any(a => a.MediaType.Equals(Html.MediaType, StringComparison.OrdinalIgnoreCase)))
        {
            await fault.ExecuteAsync(httpContext);
            return;
        }

        var response = httpContext.Response;
        httpContext.Features.Set(fault);
        response.StatusCode = fault.Status;
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        response.Headers.Vary = "Accept";
        response.Headers.ContentSecurityPolicy = ReportResult.ContentPolicy;
        response.Headers["Referrer-Policy"] = "no-referrer";
        await response.WriteAsync(Page, httpContext.RequestAborted);
    }
}
