using System.Globalization;
using System.Text;

namespace PolicyApi.Reports.Charts;

/// <summary>Writes one SVG picture. Numbers are written in the invariant culture, and every text is escaped.</summary>
internal sealed class SvgWriter
{
    private const decimal Far = 1_000_000_000;

    private readonly StringBuilder _svg = new(4096);

    /// <summary>Begins a picture of a size in CSS pixels; it scales to the width of its place on the page.</summary>
    public SvgWriter(decimal width, decimal height, string title, string? cssClass = null)
    {
        _svg.Append("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\"");
        if (cssClass is not null)
            Attribute("class", cssClass);
        _svg.Append(" viewBox=\"0 0 ");
        Append(width);
        _svg.Append(' ');
        Append(height);
        _svg.Append("\"><title>").Append(HtmlText.Escape(title)).Append("</title>");
    }

    /// <summary>Returns a coordinate as text, with at most two decimal places, in the invariant culture.</summary>
    public static string Coordinate(decimal value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    public SvgWriter Line(decimal x1, decimal y1, decimal x2, decimal y2, string stroke, decimal width = 1, string? dash = null)
    {
        _svg.Append("<line");
        Number("x1", x1);
        Number("y1", y1);
        Number("x2", x2);
        Number("y2", y2);
        return Stroke(stroke, width, dash);
    }

    /// <summary>Writes an upright mark to compare a bar with; its light edge separates it from a dark bar, also in a greyscale print.</summary>
    /// <param name="x">The horizontal position.</param>
    /// <param name="top">The upper end.</param>
    /// <param name="bottom">The lower end.</param>
    public SvgWriter Mark(decimal x, decimal top, decimal bottom) =>
        Line(x, top, x, bottom, Ink.Paper, 3.5m).Line(x, top, x, bottom, Ink.Text, 1.25m);

    public SvgWriter Rectangle(
        decimal x, decimal y, decimal width, decimal height, string fill, string? stroke = null, string? dash = null)
    {
        _svg.Append("<rect");
        Number("x", x);
        Number("y", y);
        Number("width", width);
        Number("height", height);
        Attribute("fill", fill);
        return stroke is null ? End() : Stroke(stroke, 1, dash);
    }

    public SvgWriter Circle(decimal x, decimal y, decimal radius, string fill, string stroke)
    {
        _svg.Append("<circle");
        Number("cx", x);
        Number("cy", y);
        Number("r", radius);
        Attribute("fill", fill);
        return Stroke(stroke, 1.5m, null);
    }

    public SvgWriter Shape(
        IEnumerable<(decimal X, decimal Y)> points, bool closed, string fill, string stroke, decimal width, string? dash = null)
    {
        _svg.Append(closed ? "<polygon" : "<polyline");
        _svg.Append(" points=\"");
        var first = true;
        foreach (var (x, y) in points)
        {
            if (!first)
                _svg.Append(' ');
            first = false;
            Append(x);
            _svg.Append(',');
            Append(y);
        }

        _svg.Append('"');
        Attribute("fill", fill);
        Attribute("stroke-linejoin", "round");
        return Stroke(stroke, width, dash);
    }

    /// <summary>Writes a text at its baseline.</summary>
    /// <param name="x">The position of the anchor.</param>
    /// <param name="y">The baseline.</param>
    /// <param name="text">The text, which is escaped.</param>
    /// <param name="size">The font size in pixels.</param>
    /// <param name="anchor"><c>start</c>, <c>middle</c> or <c>end</c>.</param>
    /// <param name="bold">Whether the text is bold.</param>
    /// <param name="fill">The colour.</param>
    public SvgWriter Text(
        decimal x, decimal y, string text, decimal size, string anchor = "start", bool bold = false, string fill = Ink.Text)
    {
        _svg.Append("<text");
        Number("x", x);
        Number("y", y);
        Number("font-size", size);
        Attribute("text-anchor", anchor);
        Attribute("fill", fill);
        if (bold)
            Attribute("font-weight", "700");
        _svg.Append('>').Append(HtmlText.Escape(text)).Append("</text>");
        return this;
    }

    public RawHtml Close() => new(_svg.Append("</svg>").ToString());

    private SvgWriter Stroke(string stroke, decimal width, string? dash)
    {
        Attribute("stroke", stroke);
        Number("stroke-width", width);
        if (dash is not null)
            Attribute("stroke-dasharray", dash);
        return End();
    }

    private SvgWriter End()
    {
        _svg.Append("/>");
        return this;
    }

    private void Number(string name, decimal value)
    {
        _svg.Append(' ').Append(name).Append("=\"");
        Append(value);
        _svg.Append('"');
    }

    // Writes the same text as `Coordinate`, but faster with integers: a page has hundreds of coordinates. Numbers far larger than a picture take the slow way.
    private void Append(decimal value)
    {
        if (value is <= -Far or >= Far)
        {
            _svg.Append(Coordinate(value));
            return;
        }

        var hundredths = (long)decimal.Round(value * 100, MidpointRounding.AwayFromZero);
        if (hundredths < 0)
            _svg.Append('-');
        var (whole, rest) = Math.DivRem(Math.Abs(hundredths), 100);
        _svg.Append(whole);
        if (rest == 0)
            return;
        _svg.Append('.').Append((char)('0' + (rest / 10)));
        if (rest % 10 != 0)
            _svg.Append((char)('0' + (rest % 10)));
    }

    private void Attribute(string name, string value) => _svg.Append(' ').Append(name).Append("=\"").Append(value).Append('"');
}
