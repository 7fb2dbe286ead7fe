using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using PolicyApi.Platform.Queries;

namespace PolicyApi.Impact;

/// <summary>Which stored answers of the policy or scheme make the cohort. Of several on one person the newest counts.</summary>
/// <param name="DecidedFrom">Not those before this moment.</param>
/// <param name="DecidedTo">Only those before this moment.</param>
/// <param name="PeriodFrom">Not those by the rules of a day before this one.</param>
/// <param name="PeriodTo">Not those by the rules of a day after this one.</param>
public sealed record StoredCohortQuery(
    [property: FromQuery(Name = "decidedFrom"), Description("Not the answers given before this moment."), NotAfter("decidedTo")] DateTimeOffset? DecidedFrom,
    [property: FromQuery(Name = "decidedTo"), Description("Only the answers given before this moment.")] DateTimeOffset? DecidedTo,
    [property: FromQuery(Name = "periodFrom"), Description("Not the answers by the rules of a day (their `asOf`) before this one."), NotAfter("periodTo")] DateOnly? PeriodFrom,
    [property: FromQuery(Name = "periodTo"), Description("Not the answers by the rules of a day (their `asOf`) after this one.")] DateOnly? PeriodTo);
