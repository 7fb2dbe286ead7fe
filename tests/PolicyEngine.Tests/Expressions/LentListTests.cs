using PolicyEngine.Expressions.Lists;

namespace PolicyEngine.Tests.Expressions;

/// <summary>Lists that expressions create are reused, whatever was lent before.</summary>
public sealed class LentListTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(4_096)]
    public void A_list_is_lent_again_to_the_next_of_its_length(int length)
    {
        var lists = new LentLists();
        var list = lists.Lend<decimal>(length);
        lists.TakeBackAll();

        Assert.Same(list, lists.Lend<decimal>(length));
        Assert.NotSame(list, lists.Lend<decimal>(length));
    }

    [Fact]
    public void Texts_that_were_in_a_list_are_not_kept()
    {
        var lists = new LentLists();
        var list = lists.Lend<string>(2);
        list[1] = "of a person";
        lists.TakeBackAll();

        Assert.All(list, Assert.Null);
    }

    /// <summary>A long list takes the room of many short ones, whose places are then free again.</summary>
    [Fact]
    public void However_often_lists_gave_way_as_many_are_lent_again()
    {
        var lists = new LentLists();
        for (var round = 0; round < 20; round++)
        {
            Lend(lists, count: 256, length: 60);
            Lend(lists, count: 4, length: 4_096);
        }

        Assert.Equal(Lend(lists, count: 200, length: 20), Lend(lists, count: 200, length: 20));
    }

    /// <summary>Lends lists, all at the same time, and takes them back.</summary>
    private static HashSet<decimal[]> Lend(LentLists lists, int count, int length)
    {
        var lent = Enumerable.Range(0, count).Select(_ => lists.Lend<decimal>(length)).ToHashSet();
        lists.TakeBackAll();
        return lent;
    }
}
