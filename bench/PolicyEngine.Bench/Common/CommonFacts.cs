using System.Text.Json;
using System.Text.Json.Serialization;

namespace PolicyEngine.Bench.Common;

/// <summary>The common facts as a hand-written program declares them: only the fields that it reads.</summary>
internal sealed record CommonFacts(
    string ManagerId,
    string Period,
    ManagerFacts Manager,
    KpiFacts[] Kpis,
    DimensionFacts Dimensions,
    RatingFacts Ratings,
    GradeFacts[] History,
    CertificateFacts[] Certificates,
    ProjectFacts Projects);

internal sealed record ManagerFacts(decimal TenureYears, decimal MonthsInLevel, int Level);

internal sealed record KpiFacts(decimal Weight, decimal Target, decimal Actual);

internal sealed record DimensionFacts(decimal Quality, decimal Delivery, decimal Cost, decimal People, decimal Customer, decimal Innovation);

internal sealed record RatingFacts(decimal[] Superior, decimal[] Peers, decimal[] Reports, decimal[] Self);

internal sealed record GradeFacts(string Grade);

internal sealed record CertificateFacts(bool Valid);

internal sealed record ProjectFacts(int Key, int KeyOnTime, int Led);

/// <summary>The answer of the common policy.</summary>
internal sealed record CommonAnswer(
    string ManagerId,
    string Period,
    decimal KpiScore,
    [property: JsonPropertyName("rating360")] decimal Rating360,
    decimal Score,
    string Grade,
    decimal BonusCoefficient,
    bool Eligible,
    IReadOnlyList<string> Reasons,
    IReadOnlyList<string> Triggers,
    IReadOnlyList<string> Rewards);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(CommonFacts))]
[JsonSerializable(typeof(CommonAnswer))]
internal sealed partial class CommonJson : JsonSerializerContext;
