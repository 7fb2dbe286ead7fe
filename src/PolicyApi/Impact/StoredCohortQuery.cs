using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using PolicyApi.Platform.Queries;

namespace PolicyApi.Impact;

/// <summary>Which stored answers of the policy or scheme form the cohort. If a person has several, the newest counts.</summary>
/// <param name="DecidedFrom">Only answers made at this moment or later; <see langword="null"/> for all.</param>
/// <param name="DecidedTo">Only answers made before this moment; <see langword="null"/> for all.</param>
/// <param name="PeriodFrom">Only answers whose <c>asOf</c> is this day or later; <see langword="null"/> for all.</param>
/// <param name="PeriodTo">Only answers whose <c>asOf</c> is this day or earlier; <see langword="null"/> for all.</param>
public sealed record StoredCohortQuery(
    [property: FromQuery(Name = "decidedFrom"), Description("Only answers made at this moment or later."), NotAfter("decidedTo")] DateTimeOffset? DecidedFrom,
    [property: FromQuery(Name = "decidedTo"), Description("Only answers made before this moment.")] DateTimeOffset? DecidedTo,
    [property: FromQuery(Name = "periodFrom"), Description("Only answers whose `asOf` is this day or later."), NotAfter("periodTo")] DateOnly? PeriodFrom,
    [property: FromQuery(Name = "periodTo"), Description("Only answers whose `asOf` is this day or earlier.")] DateOnly? PeriodTo);
