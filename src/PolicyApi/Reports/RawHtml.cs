namespace PolicyApi.Reports;

/// <summary>Markup created by the service's own code, with all its texts escaped. Everything else that a template writes is escaped.</summary>
/// <param name="Markup">Well-formed HTML or SVG.</param>
internal sealed record RawHtml(string Markup)
{
    public override string ToString() => Markup;
}
