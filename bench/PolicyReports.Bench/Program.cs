using System.Globalization;
using PolicyApi.Reports;
using PolicyReports.Bench;

// From stored bytes to HTML. Rates are per second of processor time, including garbage collection and compilation, so that other work on the
// machine does not count. Ratios compare medians of alternating rounds.
const int Rounds = 9;
const double RoundSeconds = 0.5;
string[] cultures = ["en", "zh-CN"];

var template = Shipped.Parse();
using var renderer = new ReportRenderer();
var variants = new (string Name, Func<byte[], string, string> Write)[]
{
    ("template", (json, culture) => renderer.Render(template, ReportData.FromJson(json), culture, CancellationToken.None)),
    ("fresh parse", (json, culture) => renderer.Render(Shipped.Parse(), ReportData.FromJson(json), culture, CancellationToken.None)),
    ("plain strings", (json, culture) => PlainReport.Write(json, culture)),
    ("reading only", (json, _) => ReportData.FromJson(json).Name),
};

foreach (var json in Shipped.Appraisals)
{
    foreach (var culture in cultures)
        Pages.MustBeAlike(variants[0].Write(json, culture), variants[2].Write(json, culture));
}

var rates = variants.ToDictionary(v => v.Name, _ => new List<double>(), StringComparer.Ordinal);
for (var round = -2; round < Rounds; round++)
{
    foreach (var (name, write) in variants)
    {
        var rate = Rate(write);
        if (round >= 0)
            rates[name].Add(rate);
    }
}

var allocated = GC.GetAllocatedBytesForCurrentThread();
var page = variants[0].Write(Shipped.Appraisals[0], "en");
Print($"page: {page.Length / 1024.0:F0} K characters, {(GC.GetAllocatedBytesForCurrentThread() - allocated) / 1024.0:F0} KB allocated");
foreach (var (name, _) in variants)
    Print($"{name}: {Median(name):F0} reports per second of one core ({rates[name].Min():F0}–{rates[name].Max():F0})");
Print($"template/plain-strings {Median("template") / Median("plain strings"):F2}");
Print($"template/fresh-parse {Median("template") / Median("fresh parse"):F2}");
Print($"template/1000-per-second {Median("template") / 1000:F2}");

double Median(string name) => rates[name].Order().ElementAt(Rounds / 2);

double Rate(Func<byte[], string, string> write)
{
    var start = Environment.CpuUsage.TotalTime;
    var count = 0;
    while ((Environment.CpuUsage.TotalTime - start).TotalSeconds < RoundSeconds)
    {
        foreach (var json in Shipped.Appraisals)
            write(json, cultures[count++ % cultures.Length]);
    }

    return count / (Environment.CpuUsage.TotalTime - start).TotalSeconds;
}

static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
