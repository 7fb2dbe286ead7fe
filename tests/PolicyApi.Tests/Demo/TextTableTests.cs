using PolicyApi.Demo;

namespace PolicyApi.Tests.Demo;

public sealed class TextTableTests
{
    [Fact]
    public void Columns_line_up_also_beside_Chinese_names()
    {
        var table = TextTable.Format(["name", ">score"], [["沈若溪", "94.02"], ["Tobias", "9"]]);

        Assert.Equal(
            """
            name    score
            ------  -----
            沈若溪  94.02
            Tobias      9

            """,
            table.ReplaceLineEndings("\n"));
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("abc", 3)]
    [InlineData("大客户", 6)]
    [InlineData("Zoë", 3)]
    [InlineData("e\u0301", 1)]
    [InlineData("（）", 4)]
    public void Chinese_characters_take_two_columns(string text, int width) => Assert.Equal(width, TextTable.Width(text));
}
