namespace PolicyEngine.Expressions.Running;

/// <summary>The operations on dates that expressions can use.</summary>
internal static class DateOperations
{
    /// <summary>More than the number of days between any two dates.</summary>
    public const int MostDays = 4_000_000;

    /// <summary>Returns the date a number of days later; earlier if the number is negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The result is outside the range of dates.</exception>
    public static DateTime AddDays(DateTime date, int days) => date.AddDays(days);
}
