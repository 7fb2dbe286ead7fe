using PolicyApi.Access;
using PolicyApi.Platform.Bodies;
using PolicyApi.Platform.Idempotency;
using PolicyApi.Platform.OpenApi;
using PolicyApi.Platform.Problems;
using PolicyApi.Platform.Settings;

namespace PolicyApi.Privacy;

/// <summary>The services and endpoints for personal data.</summary>
internal static class PrivacyEndpoints
{
    /// <summary>Registers the services.</summary>
    public static void AddPrivacy(this IServiceCollection services)
    {
        services.AddHttpContextAccessor();
        services.AddSettings<RetentionSettings>(RetentionSettings.Section);
        services.AddSingleton<AnswerPolicies>();
        services.AddSingleton<PersonalMarks>();
        services.AddSingleton<StoredAnswers>();
        services.AddSingleton<PersonalExports>();
        services.AddSingleton<BodyEraser>();
        services.AddSingleton<ISubjectBodies, KeptSubjects>();
        services.AddSingleton<SubjectEraser>();
        services.AddSingleton<Purge>();
        services.AddHostedService<PrivacyWorker>();
    }

    /// <summary>Maps the endpoints below <c>/v1</c>.</summary>
    public static void MapPrivacy(this IEndpointRouteBuilder api)
    {
        api.MapPost("/subjects:erase", EraseSubject.HandleAsync)
            .WithTags(Tags.Privacy).WithName("eraseSubject").WithSummary("Permanently erase everything stored about one person")
            .WithDescription("The ids, times and hashes of the answers are kept, so that the chain can still be verified; the answers themselves can no longer be read (410). Repeating the request erases what has been added since.")
            .Accepts<EraseSubjectCommand>(BodyReader.JsonMediaType)
            .WithCommandExample("erase-subject", """{"subject":"KM-000","reason":"request of 2026-11-20"}""")
            .Refuses(400, 413, 415, 422)
            .RepeatsNot("the response would name the person again; repeating it is safe and erases what has been added since").Needs(Permission.ErasePersonalData);
        api.MapPost("/retention:purge", EraseSubject.PurgeAsync)
            .WithTags(Tags.Privacy).WithName("purge").WithSummary("Erase now everything past its retention period")
            .WithDescription("The service also does this automatically, when it starts and every `Retention:PurgeHours`.")
            .Refuses(400).RepeatsNot("purging again is safe").Needs(Permission.ErasePersonalData);
    }
}
