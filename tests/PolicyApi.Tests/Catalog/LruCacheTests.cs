using PolicyApi.Catalog;

namespace PolicyApi.Tests.Catalog;

public sealed class LruCacheTests
{
    [Fact]
    public void The_value_unused_for_longest_makes_room()
    {
        var cache = new LruCache<string, int>(2, StringComparer.Ordinal);
        cache.GetOrAdd("a", 1);
        cache.GetOrAdd("b", 2);
        Assert.True(cache.TryGet("a", out _));

        cache.GetOrAdd("c", 3);

        Assert.Equal(2, cache.Count);
        Assert.True(cache.TryGet("a", out var a) && a == 1);
        Assert.False(cache.TryGet("b", out _));
        Assert.True(cache.TryGet("c", out var c) && c == 3);
    }

    [Fact]
    public void A_value_that_is_there_stays_and_a_removed_one_does_not()
    {
        var cache = new LruCache<string, int>(2, StringComparer.Ordinal);

        Assert.Equal(1, cache.GetOrAdd("a", 1));
        Assert.Equal(1, cache.GetOrAdd("a", 2));
        cache.Remove("a");
        Assert.Equal(3, cache.GetOrAdd("a", 3));
    }
}
