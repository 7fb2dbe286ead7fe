namespace PolicyEngine.Tests.Documents;

/// <summary>Tests every place in which a name is looked up; <c>suggestions.txt</c> has a line for each.</summary>
public sealed class SuggestionTests
{
    public static TheoryData<string, string, string, string> Cases()
    {
        var data = new TheoryData<string, string, string, string>();
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Documents", "suggestions.txt")).Where(l => !l.StartsWith('#')))
        {
            var parts = line.Split(" | ", 4);
            data.Add(parts[0], parts[1], parts[2], parts[3]);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_name_that_is_nearly_right_is_answered_with_the_one_that_was_meant(string what, string form, string meant, string text)
    {
        var said = string.Join('\n', DiagnosticExamplesTests.Run(form, text).Select(d => d.Message));

        Assert.True(said.Contains($"did you mean `{meant}`?", StringComparison.Ordinal), $"{what}: {said}");
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_is_suggested_can_be_written_at_the_place_told_and_the_rest_stays_as_it_is(string what, string form, string meant, string text)
    {
        var before = DiagnosticExamplesTests.Posted(form, text);
        var fault = DiagnosticExamplesTests.FaultsOf(form, before).First(d => d.Message.Contains($"did you mean `{meant}`?", StringComparison.Ordinal));

        var after = Suggested.Apply(before, fault, meant);

        Assert.DoesNotContain(DiagnosticExamplesTests.FaultsOf(form, after), d => d.Code == fault.Code && d.Message == fault.Message);
        Assert.True(Suggested.Differences(before, after, fault.Pointer) is [], $"{what}: {after}");
    }

    [Fact]
    public void A_name_that_is_near_to_nothing_gets_no_guess()
    {
        Assert.All(DiagnosticExamplesTests.Run("expression", "m.xylophone > 1"), d => Assert.DoesNotContain("did you mean", d.Message, StringComparison.Ordinal));
    }
}
