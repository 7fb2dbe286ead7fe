using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using PolicyApi.Jobs;
using PolicyApi.Platform.Answers;
using PolicyApi.Platform.Settings;
using PolicyApi.Storage;

namespace PolicyApi.Appraisals.Jobs;

/// <summary>The services for creating a job of appraisals.</summary>
/// <param name="Finder">Finds the rules to pin.</param>
/// <param name="Starter">Creates the job.</param>
/// <param name="Kind">The kind of job.</param>
/// <param name="Store">The store of earlier appraisals.</param>
/// <param name="Limits">The limits of lines and bodies.</param>
/// <param name="Settings">The limits of jobs.</param>
/// <param name="Time">The clock, for the job's creation time.</param>
internal sealed record AppraisalJobServices(
    [FromServices] RulesFinder Finder,
    [FromServices] JobStarter Starter,
    [FromServices] AppraisalJob Kind,
    [FromServices] IPolicyStore Store,
    [FromServices] IOptions<ServiceLimits> Limits,
    [FromServices] IOptions<JobSettings> Settings,
    [FromServices] TimeProvider Time);
