using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace PolicyApi.Reports.Cohorts;

/// <summary>Writes a cohort as an Excel workbook with one sheet: numbers as numbers, everything else as text, with the first row frozen.</summary>
internal static class CohortWorkbook
{
    // Replaces characters that XML 1.0 does not allow, so that a name cannot make the whole file unreadable.
    private const char Unwritable = '\uFFFD';

    public static byte[] Write(IEnumerable<CohortMember> members)
    {
        using var file = new MemoryStream();
        using (var workbook = SpreadsheetDocument.Create(file, SpreadsheetDocumentType.Workbook))
        {
            var book = workbook.AddWorkbookPart();
            var sheet = book.AddNewPart<WorksheetPart>();
            var rows = new SheetData(Row(CohortTable.Header));
            foreach (var member in members)
                rows.Append(Row(CohortTable.Row(member)));
            sheet.Worksheet = new Worksheet(FrozenHeader(), rows);
            book.Workbook = new Workbook(new Sheets(new Sheet { Id = book.GetIdOfPart(sheet), SheetId = 1, Name = "appraisals" }));
        }

        return file.ToArray();
    }

    private static SheetViews FrozenHeader() => new(new SheetView(new Pane
    {
        VerticalSplit = 1,
        TopLeftCell = "A2",
        ActivePane = PaneValues.BottomLeft,
        State = PaneStateValues.Frozen,
    })
    { WorkbookViewId = 0 });

    private static Row Row(IEnumerable<object?> cells) => new(cells.Select(Cell));

    private static Cell Cell(object? value) => value switch
    {
        null => new Cell(),
        decimal number => new Cell { DataType = CellValues.Number, CellValue = new CellValue(number.ToString(CultureInfo.InvariantCulture)) },
        var text => new Cell
        {
            DataType = CellValues.InlineString,
            InlineString = new InlineString(new Text(Writable((string)text)) { Space = SpaceProcessingModeValues.Preserve }),
        },
    };

    private static string Writable(string text) => string.Concat(text.EnumerateRunes().Select(r =>
        (r.Value is >= 0x20 or '\t' or '\n' or '\r') && r.Value is not (0xFFFE or 0xFFFF) ? r.ToString() : Unwritable.ToString()));
}
