using FsCheck;
using FsCheck.Xunit;
using PolicyApi.Storage;
using static PolicyApi.Tests.Storage.StoreSamples;

namespace PolicyApi.Tests.Storage;

public sealed class DecisionIdsTests
{
    [Fact]
    public void An_id_holds_its_time_to_the_millisecond() => Assert.Equal(Noon, DecisionIds.TimeOf(DecisionIds.New("dec", Noon)));

    [Property]
    public bool The_later_of_two_moments_has_the_later_id(long ticks, PositiveInt apart)
    {
        var before = Noon.AddTicks(Math.Abs(ticks % TimeSpan.TicksPerDay));
        var after = before.AddTicks(2 + apart.Get);

        return string.CompareOrdinal(DecisionIds.New("dec", before), DecisionIds.New("dec", after)) < 0;
    }

    [Theory]
    [InlineData("d-1")]
    [InlineData("dec_0195512c34007abc8def0123456789a")]
    [InlineData("dec_0195512c34004abc8def0123456789ab")]
    [InlineData("dec_0195512C34007abc8def0123456789ab")]
    [InlineData("dec_f195512c34007abc8def0123456789ab")]
    [InlineData("deci_0195512c34007abc8def0123456789ab")]
    [InlineData("dec_0195512c34007abc8def0123456789ab\n")]
    public void Another_form_holds_no_time(string id) => Assert.Null(DecisionIds.TimeOf(id));
}
