using System.Text.Json;

namespace PolicyEngine.Bench.Common;

/// <summary>
/// Reads the common facts directly from the tokens, as fast as a program can that trusts its inputs. It checks no types, limits,
/// lengths or duplicates, and does not report what it ignores.
/// </summary>
internal static class HandReader
{
    /// <summary>Reads one JSON object.</summary>
    public static CommonFacts Read(byte[] utf8)
    {
        var json = new Utf8JsonReader(utf8);
        json.Read();
        var (id, period) = (string.Empty, string.Empty);
        ManagerFacts? manager = null;
        KpiFacts[] kpis = [];
        DimensionFacts? dimensions = null;
        RatingFacts? ratings = null;
        GradeFacts[] history = [];
        CertificateFacts[] certificates = [];
        ProjectFacts? projects = null;
        while (Next(ref json))
        {
            if (Is(ref json, "managerId"u8))
                id = json.GetString()!;
            else if (Is(ref json, "period"u8))
                period = json.GetString()!;
            else if (Is(ref json, "manager"u8))
                manager = ReadManager(ref json);
            else if (Is(ref json, "kpis"u8))
                kpis = List(ref json, 5, ReadKpi);
            else if (Is(ref json, "dimensions"u8))
                dimensions = ReadDimensions(ref json);
            else if (Is(ref json, "ratings"u8))
                ratings = ReadRatings(ref json);
            else if (Is(ref json, "history"u8))
                history = List(ref json, 4, ReadGrade);
            else if (Is(ref json, "certificates"u8))
                certificates = List(ref json, 2, ReadCertificate);
            else if (Is(ref json, "projects"u8))
                projects = ReadProjects(ref json);
            else
                json.Skip();
        }

        return new CommonFacts(id, period, manager!, kpis, dimensions!, ratings!, history, certificates, projects!);
    }

    private delegate T ItemReader<out T>(ref Utf8JsonReader json);

    private static ManagerFacts ReadManager(ref Utf8JsonReader json)
    {
        decimal tenure = 0, months = 0;
        var level = 0;
        while (Next(ref json))
        {
            if (Is(ref json, "level"u8))
                level = json.GetInt32();
            else if (Is(ref json, "tenureYears"u8))
                tenure = json.GetDecimal();
            else if (Is(ref json, "monthsInLevel"u8))
                months = json.GetDecimal();
            else
                json.Skip();
        }

        return new ManagerFacts(tenure, months, level);
    }

    private static KpiFacts ReadKpi(ref Utf8JsonReader json)
    {
        decimal weight = 0, target = 0, actual = 0;
        while (Next(ref json))
        {
            if (Is(ref json, "weight"u8))
                weight = json.GetDecimal();
            else if (Is(ref json, "target"u8))
                target = json.GetDecimal();
            else if (Is(ref json, "actual"u8))
                actual = json.GetDecimal();
            else
                json.Skip();
        }

        return new KpiFacts(weight, target, actual);
    }

    private static DimensionFacts ReadDimensions(ref Utf8JsonReader json)
    {
        decimal quality = 0, delivery = 0, cost = 0, people = 0, customer = 0, innovation = 0;
        while (Next(ref json))
        {
            if (Is(ref json, "quality"u8))
                quality = json.GetDecimal();
            else if (Is(ref json, "delivery"u8))
                delivery = json.GetDecimal();
            else if (Is(ref json, "cost"u8))
                cost = json.GetDecimal();
            else if (Is(ref json, "people"u8))
                people = json.GetDecimal();
            else if (Is(ref json, "customer"u8))
                customer = json.GetDecimal();
            else if (Is(ref json, "innovation"u8))
                innovation = json.GetDecimal();
            else
                json.Skip();
        }

        return new DimensionFacts(quality, delivery, cost, people, customer, innovation);
    }

    private static RatingFacts ReadRatings(ref Utf8JsonReader json)
    {
        decimal[] superior = [], peers = [], reports = [], self = [];
        while (Next(ref json))
        {
            if (Is(ref json, "superior"u8))
                superior = List(ref json, 5, static (ref Utf8JsonReader item) => item.GetDecimal());
            else if (Is(ref json, "peers"u8))
                peers = List(ref json, 5, static (ref Utf8JsonReader item) => item.GetDecimal());
            else if (Is(ref json, "reports"u8))
                reports = List(ref json, 5, static (ref Utf8JsonReader item) => item.GetDecimal());
            else if (Is(ref json, "self"u8))
                self = List(ref json, 5, static (ref Utf8JsonReader item) => item.GetDecimal());
            else
                json.Skip();
        }

        return new RatingFacts(superior, peers, reports, self);
    }

    private static GradeFacts ReadGrade(ref Utf8JsonReader json)
    {
        var grade = string.Empty;
        while (Next(ref json))
        {
            if (Is(ref json, "grade"u8))
                grade = Letter(json.ValueSpan[0]);
            else
                json.Skip();
        }

        return new GradeFacts(grade);
    }

    private static CertificateFacts ReadCertificate(ref Utf8JsonReader json)
    {
        var valid = false;
        while (Next(ref json))
        {
            if (Is(ref json, "valid"u8))
                valid = json.GetBoolean();
            else
                json.Skip();
        }

        return new CertificateFacts(valid);
    }

    private static ProjectFacts ReadProjects(ref Utf8JsonReader json)
    {
        int key = 0, onTime = 0, led = 0;
        while (Next(ref json))
        {
            if (Is(ref json, "key"u8))
                key = json.GetInt32();
            else if (Is(ref json, "keyOnTime"u8))
                onTime = json.GetInt32();
            else if (Is(ref json, "led"u8))
                led = json.GetInt32();
            else
                json.Skip();
        }

        return new ProjectFacts(key, onTime, led);
    }

    /// <summary>Reads the items of a list with a usual number of items.</summary>
    private static T[] List<T>(ref Utf8JsonReader json, int mostly, ItemReader<T> read)
    {
        var (items, count) = (new T[mostly], 0);
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            if (count == items.Length)
                Array.Resize(ref items, 2 * count);
            items[count++] = read(ref json);
        }

        if (count != items.Length)
            Array.Resize(ref items, count);
        return items;
    }

    private static bool Next(ref Utf8JsonReader json) => json.Read() && json.TokenType == JsonTokenType.PropertyName;

    /// <summary>Whether the member has a name; if so, the reader moves to its value.</summary>
    private static bool Is(ref Utf8JsonReader json, ReadOnlySpan<byte> name) => json.ValueSpan.SequenceEqual(name) && json.Read();

    private static string Letter(byte letter) => letter switch
    {
        (byte)'S' => "S",
        (byte)'A' => "A",
        (byte)'B' => "B",
        (byte)'C' => "C",
        _ => "D",
    };
}
