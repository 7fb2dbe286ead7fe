using System.Globalization;

namespace PolicyEngine.Bench.Timing;

/// <summary>A ratio that the project promises.</summary>
internal static class Ratio
{
    /// <summary>Prints <c>name ratio</c>, with what is wanted.</summary>
    public static void Print(string name, double ratio, string wanted) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name} {ratio:F3} ({wanted})"));
}
