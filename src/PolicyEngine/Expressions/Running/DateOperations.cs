namespace PolicyEngine.Expressions.Running;

/// <summary>Operations on dates as expressions see them.</summary>
internal static class DateOperations
{
    /// <summary>More days than there are between any two dates.</summary>
    public const int MostDays = 4_000_000;

    /// <summary>The date so many days later.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such date.</exception>
    public static DateTime AddDays(DateTime date, int days) => date.AddDays(days);
}
