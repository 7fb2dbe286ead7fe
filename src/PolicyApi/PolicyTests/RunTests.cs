using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using PolicyApi.Catalog;
using PolicyApi.Platform.Answers;
using PolicyApi.Storage;
using PolicyEngine.Documents;
using PolicyEngine.Testing;

namespace PolicyApi.PolicyTests;

/// <summary>Runs the tests of a version together with the documents in force on a day.</summary>
internal static class RunTests
{
    /// <summary>Returns the whole report.</summary>
    public static async Task<Ok<PolicyTestReport>> HandleAsync(
        string id,
        int version,
        [AsParameters] WhenQuery when,
        [FromQuery, Description("Whether to try small changes to the policy and list those that no test notices (mutation testing); default: `true`.")] bool? mutation,
        [FromServices] RulesFinder finder,
        [FromServices] TestTurn turn,
        [FromServices] IOptions<PolicyTestOptions> options,
        [FromServices] TimeProvider time,
        CancellationToken cancellation)
    {
        var key = new DocumentKey(CatalogSection.Policies, id);
        var rules = await finder.FindAsync(key, when, new TrialQuery { Version = version }, cancellation);
        var policy = rules.InForce.Set.FindPolicy(id) ?? throw RulesFinder.Unusable(key, rules);
        using var mine = await turn.TakeAsync(cancellation);
        var report = PolicyTestRun.Run(policy, mutation is false ? null : options.Value.Limits(time, cancellation));
        cancellation.ThrowIfCancellationRequested();
        return TypedResults.Ok(report);
    }
}
