using System.Diagnostics;
using System.Globalization;
using PolicyEngine.Bench;

// Bytes of facts in, answer out, on one thread. Absolute times drift with the machine; compare runs made together.
var root = Repository.Find();
var set = Repository.Compile(root, out var compiling);
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"compile all default policies: {compiling.TotalMilliseconds:F0} ms"));

var managers = Directory.GetFiles(Path.Combine(root, "samples", "managers"), "*.json").Order(StringComparer.Ordinal).Select(File.ReadAllBytes).ToArray();
var scheme = set.FindScheme("kam-annual")!;
Measure.Run("appraisal kam-annual", managers, facts => scheme.Appraise(facts).Result is not null);

var employees = File.ReadAllLines(Path.Combine(root, "samples", "yearly-review.ndjson")).Select(System.Text.Encoding.UTF8.GetBytes).ToArray();
var policy = set.FindPolicy("yearly-review-promotion")!;
Measure.Run("decision yearly-review-promotion", employees, facts => policy.Decide(facts).Result is not null);
