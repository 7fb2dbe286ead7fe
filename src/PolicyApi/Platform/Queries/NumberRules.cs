using System.Globalization;
using Microsoft.OpenApi;

namespace PolicyApi.Platform.Queries;

/// <summary>Requires a whole number within a range.</summary>
/// <param name="least">The smallest.</param>
/// <param name="most">The largest.</param>
internal sealed class WithinAttribute(int least, int most) : QueryRuleAttribute
{
    /// <inheritdoc />
    public override IEnumerable<string> Complaints(SentParameter sent)
    {
        var number = int.Parse(sent.Value, NumberStyles.Integer, CultureInfo.InvariantCulture);
        if (number < least || number > most)
            yield return string.Create(CultureInfo.InvariantCulture, $"`{sent.Name}` is {least:N0} to {most:N0}.");
    }

    /// <inheritdoc />
    public override void Describe(OpenApiSchema schema, IEnumerable<object> metadata, IServiceProvider services)
    {
        schema.Minimum = least.ToString(CultureInfo.InvariantCulture);
        schema.Maximum = most.ToString(CultureInfo.InvariantCulture);
    }
}

/// <summary>Limits how often a list parameter is given.</summary>
/// <param name="most">The maximum number of values.</param>
internal sealed class TimesAttribute(int most) : QueryRuleAttribute
{
    /// <inheritdoc />
    public override IEnumerable<string> Complaints(SentParameter sent)
    {
        if (sent.Values.Count > most)
            yield return string.Create(CultureInfo.InvariantCulture, $"`{sent.Name}` may be given {most} times.");
    }

    /// <inheritdoc />
    public override void Describe(OpenApiSchema schema, IEnumerable<object> metadata, IServiceProvider services) => schema.MaxItems = most;
}

/// <summary>Requires a day or moment that is not after that of another parameter, because nothing would lie between them.</summary>
/// <param name="end">The other parameter.</param>
internal sealed class NotAfterAttribute(string end) : QueryRuleAttribute
{
    /// <inheritdoc />
    public override IEnumerable<string> Complaints(SentParameter sent)
    {
        if (QueryValues.Moment(sent.Value) > QueryValues.Moment(sent.Other(end)))
            yield return $"`{sent.Name}` is after `{end}`, so nothing lies between them; swap the two.";
    }
}
