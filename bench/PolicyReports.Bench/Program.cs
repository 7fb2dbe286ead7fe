using System.Diagnostics;
using PolicyApi.Reports;
using PolicyReports.Bench;

var template = Shipped.Parse();
using var renderer = new ReportRenderer();
foreach (var (name, fresh, seconds) in new[] { ("shared", false, 3.0), ("fresh", true, 3.0), ("shared", false, 4.0) })
{
    var watch = Stopwatch.StartNew();
    var before = GC.GetAllocatedBytesForCurrentThread();
    var n = 0;
    while (watch.Elapsed.TotalSeconds < seconds)
    {
        var page = renderer.Render(fresh ? Shipped.Parse() : template, ReportData.FromJson(Shipped.Appraisals[n % Shipped.Appraisals.Length]), n % 2 == 0 ? "en" : "zh-CN", CancellationToken.None);
        n++;
    }
    Console.WriteLine($"{name}: {n / watch.Elapsed.TotalSeconds:F0}/s {(GC.GetAllocatedBytesForCurrentThread() - before) / n / 1024} KB each");
}
