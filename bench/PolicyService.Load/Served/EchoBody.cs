using System.Text.Json;
using System.Text.Json.Serialization;

namespace PolicyService.Load.Served;

/// <summary>The whole body of the common facts, with every member typed.</summary>
internal sealed record EchoBody(
    string RequestId,
    string ManagerId,
    string Period,
    EchoManager Manager,
    EchoKpi[] Kpis,
    EchoDimensions Dimensions,
    EchoRatings Ratings,
    EchoReviewers Reviewers,
    EchoGrade[] History,
    EchoCertificate[] Certificates,
    EchoProjects Projects,
    int Incidents,
    string Notes);

internal sealed record EchoManager(string Name, string Department, string Location, string JobFamily, int Level, decimal TenureYears, int MonthsInLevel);

internal sealed record EchoKpi(string Code, string Name, string Unit, decimal Weight, decimal Target, decimal Actual, string Comment);

internal sealed record EchoDimensions(decimal Quality, decimal Delivery, decimal Cost, decimal People, decimal Customer, decimal Innovation);

internal sealed record EchoRatings(decimal[] Superior, decimal[] Peers, decimal[] Reports, decimal[] Self);

internal sealed record EchoReviewers(string[] Superior, string[] Peers, string[] Reports);

internal sealed record EchoGrade(string Period, string Grade, decimal Score);

internal sealed record EchoCertificate(string Code, string Issuer, string Issued, bool Valid);

internal sealed record EchoProjects(int Total, int Key, int KeyOnTime, int Led);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(EchoBody))]
internal sealed partial class EchoJson : JsonSerializerContext;
