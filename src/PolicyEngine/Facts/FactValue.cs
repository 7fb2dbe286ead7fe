using System.Runtime.InteropServices;

namespace PolicyEngine.Facts;

/// <summary>The kind of value that a <see cref="FactValue"/> holds.</summary>
internal enum FactValueKind : byte
{
    /// <summary>No value.</summary>
    Missing,

    /// <summary>A decimal.</summary>
    Number,

    /// <summary>A boolean.</summary>
    Boolean,

    /// <summary>A date.</summary>
    Date,

    /// <summary>A text, an object, a list or a table.</summary>
    Reference,
}

/// <summary>A value of any kind, which can be passed on without boxing.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct FactValue
{
    private readonly long _bits;

    private FactValue(FactValueKind kind, decimal number, long bits, object? reference)
    {
        Kind = kind;
        Number = number;
        Reference = reference;
        _bits = bits;
    }

    /// <summary>The kind of the value.</summary>
    public FactValueKind Kind { get; }

    /// <summary>The number.</summary>
    public decimal Number { get; }

    /// <summary>The text, object, list or table.</summary>
    public object? Reference { get; }

    /// <summary>The boolean.</summary>
    public bool Flag => _bits != 0;

    /// <summary>The date.</summary>
    public DateTime Date => new(_bits);

    /// <summary>Whether the value can be shown by itself: anything but an object, a list or a table. A missing value counts.</summary>
    public bool IsSingle => Kind != FactValueKind.Reference || Reference is string;

    /// <summary>Wraps a number.</summary>
    public static FactValue Of(decimal value) => new(FactValueKind.Number, value, 0, null);

    /// <summary>Wraps a boolean.</summary>
    public static FactValue Of(bool value) => new(FactValueKind.Boolean, 0, value ? 1 : 0, null);

    /// <summary>Wraps a date.</summary>
    public static FactValue Of(DateTime value) => new(FactValueKind.Date, 0, value.Ticks, null);

    /// <summary>Wraps a number that may be missing.</summary>
    public static FactValue Of(decimal? value) => value is { } number ? Of(number) : default;

    /// <summary>Wraps a boolean that may be missing.</summary>
    public static FactValue Of(bool? value) => value is { } flag ? Of(flag) : default;

    /// <summary>Wraps a date that may be missing.</summary>
    public static FactValue Of(DateTime? value) => value is { } date ? Of(date) : default;

    /// <summary>Wraps a boxed value.</summary>
    public static FactValue Of(object? value) => value switch
    {
        null => default,
        decimal number => Of(number),
        bool flag => Of(flag),
        DateTime date => Of(date),
        _ => new FactValue(FactValueKind.Reference, 0, 0, value),
    };

    /// <summary>Returns the value boxed: a decimal, boolean or date, or the text, object, list or table; <see langword="null"/> when it is missing.</summary>
    public object? ToObject() => Kind switch
    {
        FactValueKind.Number => Number,
        FactValueKind.Boolean => Flag,
        FactValueKind.Date => Date,
        _ => Reference,
    };
}
