namespace PolicyApi.Reports;

/// <summary>Markup made by our own code, with every text in it already escaped. Whatever else a template writes is escaped.</summary>
/// <param name="Markup">Well-formed HTML or SVG.</param>
internal sealed record RawHtml(string Markup)
{
    public override string ToString() => Markup;
}
