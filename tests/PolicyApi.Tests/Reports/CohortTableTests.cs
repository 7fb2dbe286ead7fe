using System.Text;
using System.Text.Json.Nodes;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using PolicyApi.Reports.Cohorts;

namespace PolicyApi.Tests.Reports;

public sealed class CohortTableTests
{
    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("  =1", "'  =1")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData("\rx", "'\rx")]
    [InlineData("＝1", "'＝1")]
    [InlineData("Li-Ming", "Li-Ming")]
    [InlineData("", "")]
    public void A_text_that_a_spreadsheet_would_take_for_a_formula_stays_text(string text, string cell)
    {
        Assert.Equal(cell, CohortTable.Safe(text));
        Assert.Equal(cell, CohortTable.Row(Member(name: text))[2]);
    }

    [Fact]
    public void Csv_quotes_what_needs_it_and_begins_with_the_mark_of_its_encoding()
    {
        var csv = Encoding.UTF8.GetString(CohortCsv.Write([Member(name: "a \"b\",\n王")]));

        var rows = csv.Split("\r\n");
        Assert.StartsWith("\uFEFFappraisal,id,name,", rows[0], StringComparison.Ordinal);
        Assert.StartsWith("apr_1,'=K,\"a \"\"b\"\",\n王\",P3,2025,1,2025-12-31,", rows[1], StringComparison.Ordinal);
        Assert.Contains(",94.02,A,97.9,,75,met,", rows[1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_workbook_opens_with_numbers_as_numbers_and_texts_as_texts()
    {
        using var file = new MemoryStream(CohortWorkbook.Write([Member(name: "王\u0001"), Member(name: "=cmd|' /C calc'!A0")]));
        using var book = SpreadsheetDocument.Open(file, isEditable: false);
        Assert.Empty(new DocumentFormat.OpenXml.Validation.OpenXmlValidator().Validate(book));
        var rows = book.WorkbookPart!.WorksheetParts.Single().Worksheet!.Descendants<Row>().ToList();

        Assert.Equal(3, rows.Count);
        Assert.Equal(CohortTable.Header, rows[0].Elements<Cell>().Select(c => c.InnerText));
        var cells = rows[1].Elements<Cell>().ToList();
        Assert.Equal(("王\uFFFD", CellValues.InlineString), (cells[2].InnerText, cells[2].DataType!.Value));
        Assert.Equal(("94.02", CellValues.Number), (cells[8].InnerText, cells[8].DataType!.Value));
        Assert.Equal("'=cmd|' /C calc'!A0", rows[2].Elements<Cell>().ElementAt(2).InnerText);
        Assert.Empty(rows.SelectMany(r => r.Descendants<CellFormula>()));
    }

    [Fact]
    public void A_team_counts_ranks_and_lists()
    {
        var team = TeamModel.Of("s", null, [Member("b", 90m, "A"), Member("a", 90m, "A"), Member("c", 95m, "S", promotion: "notMet"), Member("d", null, null, promotion: "undetermined")]);

        Assert.Equal(["c 1", "a 2", "b 2"], team["ranking"]!.AsArray().Select(r => $"{r!["id"]} {r["rank"]}"), StringComparer.Ordinal);
        Assert.Equal(["S 1 33.3", "A 2 66.7"], team["distribution"]!.AsArray().Select(g => $"{g!["grade"]} {g["count"]} {g["share"]}"), StringComparer.Ordinal);
        Assert.Equal(["a", "b"], team["candidates"]!.AsArray().Select(p => (string)p!["id"]!), StringComparer.Ordinal);
        Assert.Equal(["d"], team["undecided"]!.AsArray().Select(p => (string)p!["id"]!), StringComparer.Ordinal);
        Assert.Equal((4, 3, 1, 91.67m), ((int)team["people"]!, (int)team["appraised"]!, (int)team["open"]!, (decimal)team["mean"]!));
        var need = Assert.Single(team["training"]!.AsArray())!;
        Assert.Equal(("NEGOTIATION", 4), ((string)need["name"]!, (int)need["count"]!));
    }

    [Fact]
    public void A_team_of_nobody_is_a_team() => Assert.Equal(0, (int)TeamModel.Of("s", null, [])["people"]!);

    private static CohortMember Member(string id = "=K", decimal? composite = 94.02m, string? grade = "A", string? name = null, string promotion = "met")
    {
        var json = JsonNode.Parse("""
            {"id":"apr_1","scheme":{"id":"s","version":1},"asOf":"2025-12-31","decidedAt":"2026-01-12T01:30:00Z","subject":{"level":"P3","year":2025},
             "scores":{"missing":[],"components":[{"id":"kpi","score":97.9},{"id":"feedback360"},{"id":"goals","score":75}]},
             "promotion":{"missing":[],"rules":[]},
             "training":{"events":["NEGOTIATION"],"missing":[],"rules":[{"name":"NEGOTIATION","title":{"en":"N","zh-CN":"谈"},"outcome":"met","category":"programme"},{"name":"STAR","outcome":"met","category":"strength"}]},
             "reward":{"events":[],"missing":["manager.x"],"rules":[]}}
            """)!.AsObject();
        json["subject"]!["id"] = id;
        json["subject"]!["name"] = name;
        json["scores"]!["composite"] = composite;
        json["scores"]!["grade"] = grade;
        json["promotion"]!["outcome"] = promotion;
        return new CohortMember(json);
    }
}
