using System.Dynamic;
using System.Text.Json;
using System.Text.Json.Serialization;
using RulesEngine.Models;

namespace PolicyEngine.Bench.Common;

/// <summary>The common policy as users of Microsoft's RulesEngine would run it: in binary floating point, with one engine instance.</summary>
internal sealed class Stock
{
    private const string Name = "Appraisal";
    private static readonly string[] Promotion = ["TENURE", "GRADE", "HISTORY", "CERTIFICATE", "PROJECTS"];

    private readonly RulesEngine.RulesEngine _engine;

    /// <summary>Creates an engine.</summary>
    /// <param name="workflow">A JSON list with one workflow.</param>
    public Stock(string workflow) => _engine = new RulesEngine.RulesEngine(JsonSerializer.Deserialize<Workflow[]>(workflow)!);

    /// <summary>Runs all rules.</summary>
    public List<RuleResultTree> Run(object input) => _engine.ExecuteAllRulesAsync(Name, new RuleParameter("input1", input)).AsTask().GetAwaiter().GetResult();

    /// <summary>Returns the answer in the common form.</summary>
    public static CommonAnswer Answer(string managerId, string period, List<RuleResultTree> results)
    {
        var met = results.Where(r => r.IsSuccess).ToList();
        var events = met.Select(r => r.Rule.SuccessEvent).OfType<string>().ToList();
        return new CommonAnswer(
            managerId,
            period,
            Output(results, "OUT_KPI"),
            Output(results, "OUT_360"),
            Output(results, "OUT_SCORE"),
            met.First(r => r.Rule.RuleName.StartsWith("GRADE_", StringComparison.Ordinal)).Rule.SuccessEvent,
            decimal.Parse(met.First(r => r.Rule.RuleName.StartsWith("BONUS_", StringComparison.Ordinal)).Rule.SuccessEvent, System.Globalization.CultureInfo.InvariantCulture),
            Promotion.All(p => met.Exists(r => string.Equals(r.Rule.RuleName, "PROMO_" + p, StringComparison.Ordinal))),
            [.. Promotion.Where(p => !met.Exists(r => string.Equals(r.Rule.RuleName, "PROMO_" + p, StringComparison.Ordinal)))],
            [.. events.Where(e => e.StartsWith("TRN_", StringComparison.Ordinal))],
            [.. events.Where(e => e.StartsWith("RWD_", StringComparison.Ordinal))]);
    }

    /// <summary>Reads facts into an <see cref="ExpandoObject"/>, as the engine's README shows.</summary>
    public static ExpandoObject Expando(ReadOnlyMemory<byte> utf8)
    {
        using var document = JsonDocument.Parse(utf8);
        return (ExpandoObject)Value(document.RootElement)!;
    }

    private static decimal Output(List<RuleResultTree> results, string rule) => (decimal)(double)results.First(r => string.Equals(r.Rule.RuleName, rule, StringComparison.Ordinal)).ActionResult.Output;

    private static object? Value(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                IDictionary<string, object?> members = new ExpandoObject();
                foreach (var member in element.EnumerateObject())
                    members[member.Name] = Value(member.Value);
                return members;
            case JsonValueKind.Array:
                return element.EnumerateArray().Select(Value).ToList();
            case JsonValueKind.Number:
                return element.GetRawText().Contains('.', StringComparison.Ordinal) ? element.GetDouble() : element.GetInt32();
            case JsonValueKind.True or JsonValueKind.False:
                return element.GetBoolean();
            default:
                return element.GetString();
        }
    }
}

/// <summary>The facts as a class, in binary floating point; public, because the engine requires it.</summary>
public sealed record StockFacts(
    string ManagerId, string Period, StockManager Manager, IList<StockKpi> Kpis, StockDimensions Dimensions, StockRatings Ratings, IList<StockGrade> History, IList<StockCertificate> Certificates, StockProjects Projects);

/// <summary>See <see cref="StockFacts"/>.</summary>
public sealed record StockManager(double TenureYears, int MonthsInLevel, int Level);

/// <summary>See <see cref="StockFacts"/>.</summary>
public sealed record StockKpi(double Weight, double Target, double Actual);

/// <summary>See <see cref="StockFacts"/>.</summary>
public sealed record StockDimensions(double Quality, double Delivery, double Cost, double People, double Customer, double Innovation);

/// <summary>See <see cref="StockFacts"/>.</summary>
public sealed record StockRatings(IList<double> Superior, IList<double> Peers, IList<double> Reports, IList<double> Self);

/// <summary>See <see cref="StockFacts"/>.</summary>
public sealed record StockGrade(string Grade);

/// <summary>See <see cref="StockFacts"/>.</summary>
public sealed record StockCertificate(bool Valid);

/// <summary>See <see cref="StockFacts"/>.</summary>
public sealed record StockProjects(int Key, int KeyOnTime, int Led);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(StockFacts))]
internal sealed partial class StockJson : JsonSerializerContext;
