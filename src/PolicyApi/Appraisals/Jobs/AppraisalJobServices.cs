using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using PolicyApi.Jobs;
using PolicyApi.Platform.Answers;
using PolicyApi.Platform.Settings;
using PolicyApi.Storage;

namespace PolicyApi.Appraisals.Jobs;

/// <summary>What making a job needs.</summary>
/// <param name="Finder">Finds the rules to pin.</param>
/// <param name="Starter">Makes the job.</param>
/// <param name="Kind">The kind of work.</param>
/// <param name="Store">Holds stored subjects.</param>
/// <param name="Limits">How long a line may be.</param>
/// <param name="Settings">How much a job may be.</param>
/// <param name="Time">Stamps the job.</param>
internal sealed record AppraisalJobServices(
    [FromServices] RulesFinder Finder,
    [FromServices] JobStarter Starter,
    [FromServices] AppraisalJob Kind,
    [FromServices] IPolicyStore Store,
    [FromServices] IOptions<ServiceLimits> Limits,
    [FromServices] IOptions<JobSettings> Settings,
    [FromServices] TimeProvider Time);
