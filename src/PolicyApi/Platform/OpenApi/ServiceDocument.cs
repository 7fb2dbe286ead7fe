using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerUI;

namespace PolicyApi.Platform.OpenApi;

/// <summary>The OpenAPI document: built by the framework, served at <c>/openapi/v1.json</c> and shown at <c>/swagger</c>.</summary>
internal static class ServiceDocument
{
    private const string Name = "v1";

    private const string StartHere = """
        Versioned rules for appraising, promoting, training and rewarding people: facts in, reasons out.

        ### Start here
        1. **Authenticate.** Press *Authorize* and paste an API key. Create the first one with the bootstrap key (*Access → POST /v1/keys*); `docs/access.md` says where to find that.
        2. **See an appraisal.** Open *Appraisals → POST /v1/schemes/{id}/appraisals*, press *Try it out*, enter `kam-annual` as the id and choose one of the examples as the body. The response has every score, every reason and the document versions behind them.
        3. **Read the report.** Pass the `id` of that response to *GET /v1/appraisals/{id}/report*, in `en` or `zh-CN`.
        4. **Change a rule.** Read the policy in force (*GET /v1/policies/{id}/in-force*), post what is in its `content`, with one parameter changed, as a new version, submit it, have somebody else approve it, and publish it with an effective day (`If-Match`: the `ETag` of the previous response). Appraise again with `asOf` before and after that day.

        ### Good to know
        - An outcome is `met`, `notMet` or `undetermined`; missing data is named and never counts as a "no".
        - Numbers are decimals, exact from request to response.
        - Errors are RFC 9457 problems: `code` is stable, and `errors[]` lists every error with its JSON pointer and its line and column.
        - In responses, members without a value are left out. Times are in UTC (RFC 3339), days are `YYYY-MM-DD`, and hashes are SHA-256 as 64 lower-case hex digits.
        - Editing, submitting, approving, rejecting and publishing a version, rolling back, withdrawing, and changing a key or a job require `If-Match` with the `ETag` that you last read: 428 without it, 412 if it has changed since.
        - Responses with an `ETag` can be requested conditionally: if `If-None-Match` names the current `ETag`, the response is 304 without a body.
        - One subject is `application/json`; many are `application/x-ndjson`, one per line, answered line by line, in order, while you are still sending. Read while you send: the service buffers only a limited amount of the response.
        """;

    /// <summary>Registers the document.</summary>
    public static IServiceCollection AddServiceDocument(this IServiceCollection services)
    {
        services.AddSingleton<ExampleLibrary>();
        return services.AddOpenApi(Name, options =>
        {
            options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            options.AddDocumentTransformer((document, _, _) =>
            {
                Describe(document);
                return Task.CompletedTask;
            });
            options.AddSchemaTransformer((schema, context, _) =>
            {
                WireSchemas.Correct(schema, context);
                return Task.CompletedTask;
            });
            options.AddOperationTransformer((operation, context, _) =>
            {
                WireSchemas.CorrectLines(operation);
                RequestExamples.Add(operation, context);
                PathExamples.Add(operation, context);
                Security.Add(operation, context);
                RepeatHeader.Add(operation, context);
                MatchHeader.Add(operation, context);
                TagHeader.Add(operation, context);
                BinaryBody.Add(operation, context);
                ListParameters.Correct(operation);
                ParameterRules.Add(operation, context);

                // For a body that no parameter binds, the framework uses the description of some other parameter.
                if (operation.RequestBody is OpenApiRequestBody body)
                    body.Description = null;
                operation.Summary = context.Description.ActionDescriptor.EndpointMetadata.OfType<IEndpointSummaryMetadata>().LastOrDefault()?.Summary ?? operation.Summary;
                return Task.CompletedTask;
            });
        });
    }

    /// <summary>Serves the document to everyone.</summary>
    public static void MapServiceDocument(this WebApplication app) =>
        app.MapOpenApi().ExcludeFromDescription().AllowAnonymous();

    /// <summary>Serves the pages that show the document to everyone.</summary>
    public static void UseServicePages(this WebApplication app) =>
        // Only below their own path, because they match every path that they see against regular expressions.
        app.UseWhen(context => context.Request.Path.StartsWithSegments("/swagger", StringComparison.OrdinalIgnoreCase), pages => pages.UseSwaggerUI(Show));

    private static void Show(SwaggerUIOptions ui)
    {
        ui.SwaggerEndpoint($"/openapi/{Name}.json", "PolicyService");
        ui.DocumentTitle = "PolicyService";
        ui.EnableTryItOutByDefault();
        ui.EnableDeepLinking();
        ui.DisplayRequestDuration();
        ui.DefaultModelsExpandDepth(-1);
        ui.ConfigObject.AdditionalItems["requestSnippetsEnabled"] = true;
    }

    private static void Describe(OpenApiDocument document)
    {
        document.Info = new OpenApiInfo { Title = "PolicyService", Version = Name, Description = StartHere, Contact = new OpenApiContact { Name = "the operators of this service at your company" } };

        // A relative URL, so that the document is the same wherever it is served.
        document.Servers = [new OpenApiServer { Url = "/" }];
        Security.Describe(document);
        document.Tags = new HashSet<OpenApiTag>(Tags.All.Select(t => new OpenApiTag { Name = t.Name, Description = t.Description }));
    }
}
