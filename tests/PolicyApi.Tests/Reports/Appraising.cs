using PolicyApi.Tests.Http;

namespace PolicyApi.Tests.Reports;

/// <summary>Makes the appraisals that reports are about.</summary>
internal static class Appraising
{
    /// <summary>Appraises one of the sample managers, and returns the id of the appraisal.</summary>
    public static async Task<string> AppraiseAsync(this RunningService service, string manager) =>
        (string)(await service.PostAsync("/v1/schemes/kam-annual/appraisals", Texts.Manager(manager))).Json["id"]!;
}
