namespace PolicyApi.Reports.Charts;

/// <summary>The colours of all charts. They differ in lightness, so that they can be told apart in a greyscale print.</summary>
internal static class Ink
{
    public const string Dark = "#1f3a5f";
    public const string Middle = "#7f97b2";
    public const string Light = "#dfe6ee";
    public const string Grid = "#c9ced6";
    public const string Text = "#1b1f24";
    public const string Soft = "#5b6470";
    public const string Paper = "#ffffff";
}
