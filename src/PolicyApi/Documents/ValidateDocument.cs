using Microsoft.AspNetCore.Http.HttpResults;
using PolicyApi.Platform.Bodies;

namespace PolicyApi.Documents;

/// <summary>Checks a document without saving it.</summary>
internal static class ValidateDocument
{
    /// <summary>Returns 200 with all errors and warnings, whether or not the document could be saved.</summary>
    public static async Task<Ok<ValidationAnswer>> HandleAsync(
        SectionRoute route, HttpRequest request, DocumentServices services, CancellationToken cancellation)
    {
        var body = await BodyReader.ReadJsonAsync(request, services.Limits.DocumentBytes);
        var posted = await services.Check.CheckAsync(route, body, cancellation);
        return TypedResults.Ok(new ValidationAnswer(posted.Document is not null, posted.Entries));
    }
}
