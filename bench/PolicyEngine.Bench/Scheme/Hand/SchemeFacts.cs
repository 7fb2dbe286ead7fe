using System.Text.Json;
using System.Text.Json.Serialization;

namespace PolicyEngine.Bench.Scheme.Hand;

/// <summary>A manager's facts as a hand-written program declares them: the fields that the reference scheme reads, all of them required.</summary>
internal sealed record SchemeFacts(
    string ManagerId,
    string Level,
    int Year,
    decimal TargetBonus,
    decimal AdvancesPaid,
    Revenue Revenue,
    ActualOfTarget GrossProfit,
    Expense Expense,
    Month[] Months,
    Quarter[] Quarters,
    Rating[] Ratings,
    Goal[] Goals,
    Requests ResourceRequests,
    PriorGrade[] PriorGrades,
    decimal TenureMonths,
    decimal ProjectsLed,
    decimal RiskCases,
    decimal TeamProjects,
    decimal Disciplinary12m,
    Skills Skills);

internal sealed record Revenue(decimal Target, decimal Booked, decimal Clawback);

internal sealed record ActualOfTarget(decimal Target, decimal Actual);

internal sealed record Expense(decimal Budget, decimal Actual);

internal sealed record Month([property: JsonPropertyName("month")] int Index, ActualOfTarget KeyAccounts, Visits Visits, Complaints Complaints);

internal sealed record Visits(decimal Planned, decimal Done);

internal sealed record Complaints(decimal Overdue, decimal Escalated, decimal Commended);

internal sealed record Quarter([property: JsonPropertyName("quarter")] int Index, Satisfaction Csat, Accounts Accounts);

internal sealed record Satisfaction(decimal Mean, decimal Responses);

internal sealed record Accounts(decimal Due, decimal Renewed);

internal sealed record Rating(string Group, string RaterRef, string Competency, decimal? Value);

internal sealed record Goal(string? Title, decimal Weight, decimal Progress);

internal sealed record Requests(decimal Total, decimal OnTime);

internal sealed record PriorGrade(int Year, string Grade);

internal sealed record Skills(decimal Product, decimal Industry, decimal Negotiation);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(SchemeFacts))]
[JsonSerializable(typeof(SchemeAnswer))]
internal sealed partial class SchemeJson : JsonSerializerContext;
