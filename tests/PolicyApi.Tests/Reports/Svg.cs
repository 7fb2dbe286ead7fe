using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace PolicyApi.Tests.Reports;

/// <summary>Reads the SVG pictures in a page.</summary>
internal static partial class Svg
{
    public static IReadOnlyList<XElement> In(string html) => [.. Picture().Matches(html).Select(m => XElement.Parse(m.Value))];

    public static (decimal Width, decimal Height) Size(XElement svg)
    {
        var box = svg.Attribute("viewBox")!.Value.Split(' ');
        return (Number(box[2]), Number(box[3]));
    }

    /// <summary>Returns every pair of coordinates at which the picture draws something.</summary>
    public static IEnumerable<(decimal X, decimal Y)> Points(XElement svg)
    {
        foreach (var e in svg.Elements())
        {
            foreach (var (x, y) in new[] { ("x", "y"), ("x1", "y1"), ("x2", "y2"), ("cx", "cy") })
            {
                if (e.Attribute(x) is { } ax && e.Attribute(y) is { } ay)
                    yield return (Number(ax.Value), Number(ay.Value));
            }

            if (e.Attribute("width") is { } width)
                yield return (Number(e.Attribute("x")!.Value) + Number(width.Value), Number(e.Attribute("y")!.Value) + Number(e.Attribute("height")!.Value));
            foreach (var pair in e.Attribute("points")?.Value.Split(' ') ?? [])
                yield return (Number(pair.Split(',')[0]), Number(pair.Split(',')[1]));
        }
    }

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex("<svg.*?</svg>", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Picture();
}
