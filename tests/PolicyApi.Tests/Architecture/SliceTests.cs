using NetArchTest.Rules;
using PolicyApi.Platform.Hosting;
using PolicyApi.Platform.Stores;

namespace PolicyApi.Tests.Architecture;

/// <summary>Which slices may depend on which. <see cref="RoomTests"/> checks the rooms inside the platform, the stores and the engine.</summary>
public sealed class SliceTests
{
    private static readonly Types Api = Types.InAssembly(typeof(PolicyApiHost).Assembly);
    private static readonly Types Engine = Types.InAssembly(typeof(PolicyEngine.Policies.PolicySet).Assembly);

    [Theory]
    [InlineData("PolicyApi.Documents", "PolicyApi.Decisions", "PolicyApi.Appraisals", "PolicyApi.Demo")]
    [InlineData("PolicyApi.Decisions", "PolicyApi.Documents", "PolicyApi.Appraisals", "PolicyApi.Reports", "PolicyApi.Demo")]
    [InlineData("PolicyApi.PolicyTests", "PolicyApi.Documents", "PolicyApi.Decisions", "PolicyApi.Appraisals", "PolicyApi.Reports", "PolicyApi.Demo", "PolicyApi.Comparison", "PolicyApi.Impact")]
    [InlineData("PolicyApi.Comparison", "PolicyApi.Documents", "PolicyApi.Decisions", "PolicyApi.Appraisals", "PolicyApi.Reports", "PolicyApi.Demo", "PolicyApi.PolicyTests", "PolicyApi.Impact")]
    [InlineData("PolicyApi.Impact", "PolicyApi.Documents", "PolicyApi.Decisions", "PolicyApi.Appraisals", "PolicyApi.Reports", "PolicyApi.Demo", "PolicyApi.PolicyTests", "PolicyApi.Comparison")]
    [InlineData("PolicyApi.Catalog", "PolicyApi.Documents", "PolicyApi.Decisions", "PolicyApi.Appraisals", "PolicyApi.Platform", "PolicyApi.Storage.LiteDb", "PolicyApi.Storage.Postgres")]
    [InlineData("PolicyApi.Jobs", "PolicyApi.Documents", "PolicyApi.Decisions", "PolicyApi.Appraisals", "PolicyApi.Reports", "PolicyApi.Catalog", "PolicyApi.Demo")]
    [InlineData("PolicyApi.Storage", "PolicyApi.Catalog", "PolicyApi.Documents", "PolicyApi.Decisions", "PolicyApi.Appraisals", "PolicyApi.Platform")]
    [InlineData("PolicyApi.Schemas", "PolicyApi.Catalog", "PolicyApi.Storage", "PolicyApi.Documents", "PolicyApi.Decisions", "PolicyApi.Appraisals", "PolicyApi.Reports", "PolicyApi.Demo")]
    [InlineData("PolicyApi.Reports", "PolicyApi.Catalog", "PolicyApi.Storage", "PolicyApi.Documents", "PolicyApi.Decisions", "PolicyApi.Appraisals")]
    [InlineData("PolicyApi.Exchange", "PolicyApi.Documents", "PolicyApi.Decisions", "PolicyApi.Appraisals", "PolicyApi.Demo")]
    [InlineData("PolicyApi.Documents", "PolicyApi.Exchange")]
    public void A_room_of_the_service_does_not_know_these_others(string room, params string[] others) =>
        AssertNone(Api.That().ResideInNamespace(room).ShouldNot().HaveDependencyOnAny(others).GetResult());

    [Fact]
    public void Only_the_host_knows_which_store_it_is() =>
        AssertNone(Api.That().DoNotResideInNamespace("PolicyApi.Storage.LiteDb").And().DoNotResideInNamespace("PolicyApi.Storage.Postgres").And().DoNotHaveName(nameof(StoreHolder))
            .ShouldNot().HaveDependencyOnAny("PolicyApi.Storage.LiteDb", "LiteDB", "PolicyApi.Storage.Postgres", "Npgsql").GetResult());

    [Fact]
    public void The_engine_knows_no_web_and_no_store() =>
        AssertNone(Engine.ShouldNot().HaveDependencyOnAny("Microsoft.AspNetCore", "LiteDB", "Scriban", "System.Net", "System.IO.File").GetResult());

    private static void AssertNone(TestResult result) => Assert.Empty(result.FailingTypeNames ?? []);
}
