using System.Diagnostics;

namespace PolicyApi.Tests;

/// <summary>Waits for what has to come, however busy the machine is: what takes longer than this does not come.</summary>
internal static class Patience
{
    public static readonly TimeSpan Most = TimeSpan.FromMinutes(2);

    /// <summary>Waits until something is so.</summary>
    /// <param name="isSo">Looks.</param>
    /// <param name="what">What is waited for, for the message when it does not come.</param>
    public static Task UntilAsync(Func<bool> isSo, string what) => UntilAsync(() => Task.FromResult(isSo()), what);

    /// <inheritdoc cref="UntilAsync(Func{bool}, string)"/>
    public static async Task UntilAsync(Func<Task<bool>> isSo, string what)
    {
        for (var watch = Stopwatch.StartNew(); !await isSo(); await Task.Delay(10))
            Assert.True(watch.Elapsed < Most, $"waited {Most} in vain: {what}");
    }
}
