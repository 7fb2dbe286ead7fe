using System.Buffers.Binary;
using System.Globalization;
using System.Text.RegularExpressions;

namespace PolicyApi.Storage;

/// <summary>
/// Ids that contain the time of their record, which tells a store the month to look in: three letters, <c>_</c>, and a UUID of
/// version 7 in 32 lower-case hex digits. Other ids are looked up in every month.
/// </summary>
public static partial class DecisionIds
{
    private const int TimeAt = 4;
    private const int TimeLength = 12;
    private const int PartsOfMillisecond = 4096;
    private static readonly TimeSpan Apart = TimeSpan.FromDays(1);

    /// <summary>
    /// Creates a new id. Ids of later times sort after those of earlier times, even within one millisecond, so that of two answers in a
    /// row, it is known which is newer.
    /// </summary>
    /// <param name="prefix">Three lower-case letters, such as <c>dec</c>.</param>
    /// <param name="at">The record's time in full precision; the id distinguishes times to a quarter of a microsecond.</param>
    public static string New(string prefix, DateTimeOffset at) => $"{prefix}_{NewUuid(at):n}";

    /// <summary>Returns the time that an id contains, to the millisecond; <see langword="null"/> if the id has another form.</summary>
    /// <param name="id">Any text.</param>
    public static DateTimeOffset? TimeOf(string id) => Pattern().IsMatch(id)
        ? DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(id.AsSpan(TimeAt, TimeLength), NumberStyles.HexNumber, CultureInfo.InvariantCulture))
        : null;

    /// <summary>Whether a record may have an id: if the id contains a time, it must be the record's own, to the day.</summary>
    internal static bool Fits(string id, DateTimeOffset at) => TimeOf(id) is not { } time || (time - at).Duration() <= Apart;

    /// <summary>Returns the months that can contain a record with an id; <see langword="null"/> if any month can.</summary>
    internal static IReadOnlyList<DateOnly>? Months(string id) => TimeOf(id) is { } time
        ? [.. new[] { time + Apart, time, time - Apart }.Select(DecisionSeals.MonthOf).Distinct()]
        : null;

    // Unlike `Guid.CreateVersion7`, this does not ask the operating system for random bytes each time, and ids of one millisecond are
    // in order (RFC 9562, section 6.2, method 3): the twelve bits after the version count 4,096ths of the millisecond.
    private static Guid NewUuid(DateTimeOffset at)
    {
        Span<byte> bytes = stackalloc byte[16];
        RandomBlock.Fill(bytes);
        var milliseconds = at.ToUnixTimeMilliseconds();
        BinaryPrimitives.WriteInt32BigEndian(bytes, (int)(milliseconds >> 16));
        BinaryPrimitives.WriteInt16BigEndian(bytes[4..], (short)milliseconds);
        var part = (int)(at.UtcTicks % TimeSpan.TicksPerMillisecond * PartsOfMillisecond / TimeSpan.TicksPerMillisecond);
        BinaryPrimitives.WriteInt16BigEndian(bytes[6..], (short)(0x7000 | part));
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    // The first digit of the time is 0 until the year 10889, beyond the range of a .NET time.
    [GeneratedRegex("^[a-z]{3}_0[0-9a-f]{11}7[0-9a-f]{3}[89ab][0-9a-f]{15}\\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Pattern();
}
