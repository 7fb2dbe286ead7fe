using System.Globalization;

namespace PolicyApi.Reports;

/// <summary>A step of a path: a member, one item of a list, or every item of a list.</summary>
/// <param name="Name">The member's name; <see langword="null"/> for items.</param>
/// <param name="Number">The number in the brackets; <see langword="null"/> for every item, and for members.</param>
/// <param name="Plain">The path up to this step, without the numbers in brackets.</param>
internal sealed record PathStep(string? Name, int? Number, string Plain);

/// <summary>Splits paths into steps.</summary>
internal static class PathSteps
{
    /// <summary>Returns the steps of a path; <see langword="null"/> if the text is not a path.</summary>
    public static IReadOnlyList<PathStep>? Of(string path)
    {
        var steps = new List<PathStep>();
        var plain = string.Empty;
        foreach (var part in path.Split('.'))
        {
            var brackets = part.Split('[');
            plain = plain.Length == 0 ? brackets[0] : $"{plain}.{brackets[0]}";
            steps.Add(new PathStep(brackets[0], Number: null, plain));
            foreach (var bracket in brackets.Skip(1))
            {
                if (!bracket.EndsWith(']') || !TryNumber(bracket.AsSpan(0, bracket.Length - 1), out var number))
                    return null;
                plain += "[]";
                steps.Add(new PathStep(Name: null, number, plain));
            }
        }

        return steps;
    }

    private static bool TryNumber(ReadOnlySpan<char> text, out int? number)
    {
        var isNumber = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) && parsed < int.MaxValue;
        number = isNumber ? parsed : null;
        return isNumber || text.IsEmpty;
    }
}
