using PolicyApi.Access.Keys;
using PolicyApi.Platform.Bodies;
using PolicyApi.Platform.Idempotency;
using PolicyApi.Platform.OpenApi;
using PolicyApi.Platform.Problems;
using PolicyApi.Platform.Requests;

namespace PolicyApi.Access;

/// <summary>The endpoints for keys.</summary>
internal static class AccessEndpoints
{
    private const string Text = "text";
    private const string Key = "the key, or `*` for any state";

    /// <summary>Maps the endpoints below <c>/v1</c>.</summary>
    public static void MapAccess(this IEndpointRouteBuilder api)
    {
        api.MapGet("/me", ReadKeys.Self)
            .Describe("me", "The caller: actor and roles").Needs(Permission.KnowOneself);
        api.MapGet("/keys", ReadKeys.List)
            .Describe("listKeys", "The keys, one entry each, by id").Refuses(400).Needs(Permission.ReadKeys);
        api.MapGet("/keys/{id}", ReadKeys.One)
            .Describe("key", "One key: its roles, when it was last used, whether it still works").Refuses(404).Tagged().Needs(Permission.ReadKeys);
        MapChanges(api);
    }

    private static void MapChanges(IEndpointRouteBuilder api)
    {
        api.MapPost("/keys", KeyAdministration.CreateAsync)
            .Describe("createKey", "Create a key; its text is shown only in this response").Accepts<CreateKeyCommand>(BodyReader.JsonMediaType)
            .WithCommandExample("create-key", """{"name":"payroll","roles":["evaluator"]}""")
            .Refuses(400, 409, 413, 415, 422).Repeats(l => l.CommandBytes, secret: Text).Needs(Permission.CreateKeys);
        api.MapPost("/keys/{id}/rotate", KeyAdministration.RotateAsync)
            .Describe("rotateKey", "Give a key a new secret, while the old one keeps working for a while").Accepts<RotateKeyCommand>(isOptional: true, BodyReader.JsonMediaType)
            .WithCommandExample("rotate-key", """{"overlapHours":24}""")
            .Refuses(400, 404, 409, 413, 415, 422).Matches(Key).Repeats(l => l.CommandBytes, secret: Text).Needs(Permission.ChangeKeys);
        api.MapPost("/keys/{id}/revoke", KeyAdministration.RevokeAsync)
            .Describe("revokeKey", "Revoke a key immediately and permanently").Accepts<RevokeKeyCommand>(isOptional: true, BodyReader.JsonMediaType)
            .WithCommandExample("revoke-key", """{"reason":"no longer needed"}""")
            .Refuses(400, 404, 409, 413, 415, 422).Matches(Key).Repeats(l => l.CommandBytes).Needs(Permission.ChangeKeys);
    }

    private static RouteHandlerBuilder Describe(this RouteHandlerBuilder endpoint, string name, string summary) =>
        endpoint.WithTags(Tags.Access).WithName(name).WithSummary(summary);
}
