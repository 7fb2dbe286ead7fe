using System.Globalization;

namespace PolicyEngine.Bench.Timing;

/// <summary>Prints ratios that the project promises.</summary>
internal static class Ratio
{
    /// <summary>Prints <c>name ratio</c>, with the target.</summary>
    public static void Print(string name, double ratio, string wanted) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name} {ratio:F3} ({wanted})"));
}
