namespace PolicyEngine.Facts;

/// <summary>Reads dates written as <c>YYYY-MM-DD</c>.</summary>
internal static class FactDate
{
    /// <summary>Reads a date without allocating.</summary>
    /// <returns><see langword="false"/> if the text is not an existing date in the form <c>YYYY-MM-DD</c>.</returns>
    public static bool TryRead(ReadOnlySpan<byte> text, out DateTime date)
    {
        date = default;
        if (text.Length != 10 || text[4] != (byte)'-' || text[7] != (byte)'-')
            return false;
        var (year, month, day) = (Digits(text[..4]), Digits(text.Slice(5, 2)), Digits(text.Slice(8, 2)));
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
            return false;
        date = new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Unspecified);
        return true;
    }

    /// <summary>Returns the number; -1 if a character is not a digit.</summary>
    private static int Digits(ReadOnlySpan<byte> text)
    {
        var number = 0;
        foreach (var digit in text)
        {
            if (digit is < (byte)'0' or > (byte)'9')
                return -1;
            number = (number * 10) + (digit - '0');
        }

        return number;
    }
}
