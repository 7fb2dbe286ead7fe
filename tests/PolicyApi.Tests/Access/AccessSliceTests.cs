using NetArchTest.Rules;
using PolicyApi.Platform.Hosting;

namespace PolicyApi.Tests.Access;

/// <summary>Access control does not depend on the features that it protects.</summary>
public sealed class AccessSliceTests
{
    private static readonly Types Api = Types.InAssembly(typeof(PolicyApiHost).Assembly);

    [Theory]
    [InlineData("PolicyApi.Access", "PolicyApi.Catalog", "PolicyApi.Documents", "PolicyApi.Decisions", "PolicyApi.Appraisals", "PolicyApi.Reports", "PolicyApi.Demo", "PolicyApi.Storage.LiteDb")]
    [InlineData("PolicyApi.Access", "PolicyApi.Audit", "PolicyApi.Privacy", "PolicyApi.Jobs", "PolicyApi.Impact")]
    [InlineData("PolicyApi.Privacy", "PolicyApi.Documents", "PolicyApi.Decisions", "PolicyApi.Appraisals", "PolicyApi.Reports", "PolicyApi.Jobs", "PolicyApi.Audit", "PolicyApi.Storage.LiteDb", "PolicyApi.Storage.Postgres")]
    [InlineData("PolicyApi.Audit", "PolicyApi.Documents", "PolicyApi.Decisions", "PolicyApi.Appraisals", "PolicyApi.Reports", "PolicyApi.Jobs", "PolicyApi.Catalog", "PolicyApi.Storage.LiteDb", "PolicyApi.Storage.Postgres")]
    [InlineData("PolicyApi.Storage", "PolicyApi.Access")]
    [InlineData("PolicyApi.Catalog", "PolicyApi.Access")]
    [InlineData("PolicyApi.Reports", "PolicyApi.Access")]
    public void A_room_does_not_know_these_others(string room, params string[] others) =>
        Assert.Empty(Api.That().ResideInNamespace(room).ShouldNot().HaveDependencyOnAny(others).GetResult().FailingTypeNames ?? []);
}
