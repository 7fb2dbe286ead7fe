using System.Globalization;
using System.Text;
using System.Text.Json;

namespace PolicyEngine.Bench.Common;

/// <summary>The inputs of the common policy.</summary>
/// <param name="Facts">The facts, one JSON object each, in UTF-8.</param>
/// <param name="Expected">The expected answers; <see langword="null"/> if not known.</param>
/// <param name="StockWorkflow">The policy as a workflow for the stock engine; <see langword="null"/> if not available.</param>
internal sealed record CommonInputs(byte[][] Facts, string[]? Expected, string? StockWorkflow)
{
    /// <summary>Reads the inputs in <c>../shared/bench</c> beside the repository; generates inputs if there is no such folder.</summary>
    public static CommonInputs Find(string root)
    {
        var folder = Path.Combine(root, "..", "shared", "bench");
        if (!Directory.Exists(folder))
        {
            Console.WriteLine("common: ../shared/bench is not there; inputs are generated, and the stock engine (c, d) and the known answers are left out");
            return new CommonInputs([.. Enumerable.Range(0, 200).Select(Generate)], Expected: null, StockWorkflow: null);
        }

        return new CommonInputs(
            [.. File.ReadAllLines(Path.Combine(folder, "inputs.ndjson")).Select(Encoding.UTF8.GetBytes)],
            File.ReadAllLines(Path.Combine(folder, "expected.ndjson")),
            File.ReadAllText(Path.Combine(folder, "workflow.json")));
    }

    private static readonly decimal[] Weights = [0.30m, 0.25m, 0.20m, 0.10m, 0.15m];

    private static byte[] Generate(int seed)
    {
        var numbers = new Random(seed);
        return JsonSerializer.SerializeToUtf8Bytes(new
        {
            requestId = $"req-{seed}",
            managerId = $"M{seed.ToString("D6", CultureInfo.InvariantCulture)}",
            period = "2025-Q3",
            manager = new { name = "Ines Álvarez", department = "Sales", location = "Lyon", jobFamily = "SALES", level = numbers.Next(1, 9), tenureYears = Number(0, 12), monthsInLevel = numbers.Next(0, 48) },
            kpis = Weights.Select((w, i) => new { code = $"K{i}", name = "A measured result", unit = "kEUR", weight = w, target = Number(100, 2000), actual = Number(60, 2400), comment = "Ahead of plan after a slow start in the first month." }),
            dimensions = new { quality = Number(50, 100), delivery = Number(50, 100), cost = Number(50, 100), people = Number(50, 100), customer = Number(50, 100), innovation = Number(50, 100) },
            ratings = new { superior = Ratings(), peers = Ratings(), reports = Ratings(), self = Ratings() },
            reviewers = new { superior = People(), peers = People(), reports = People() },
            history = Enumerable.Range(1, 4).Select(q => new { period = $"2024-Q{q}", grade = "SABCD"[numbers.Next(5)].ToString(), score = Number(60, 100) }),
            certificates = Enumerable.Range(0, numbers.Next(3)).Select(c => new { code = $"C{c}", issuer = "CIPD", issued = "2023-06-25", valid = numbers.Next(2) == 0 }),
            projects = new { total = 7, key = numbers.Next(5), keyOnTime = numbers.Next(4), led = numbers.Next(3) },
            incidents = numbers.Next(3),
            notes = "Strong quarter, driven by the new onboarding programme and lower churn. Two renewals moved into the next quarter.",
        });

        decimal Number(int from, int to) => from + (numbers.Next((to - from) * 100) / 100m) + 0.01m;
        IEnumerable<decimal> Ratings() => Enumerable.Range(0, 5).Select(_ => 3 + (numbers.Next(5) * 0.5m));
        IEnumerable<string> People() => Enumerable.Range(0, 5).Select(_ => $"M{numbers.Next(999_999)}");
    }
}
