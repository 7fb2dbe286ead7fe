using System.Text;
using PolicyEngine.Documents;
using PolicyEngine.Scoring;

namespace PolicyEngine.Tests.Scoring;

/// <summary>Bands, curves, grades and tables as documents write them, and the faults in them.</summary>
public sealed class SequenceReaderTests
{
    [Theory]
    [InlineData("[]", "out-of-range@")]
    [InlineData("{}", "wrong-type@")]
    [InlineData("""[{"from":0,"to":3,"score":0},{"from":4,"score":1}]""", "bands-gap@/1: no band covers values from 3 to 4; set `from` to 3")]
    [InlineData("""[{"from":0,"to":3,"score":0},{"from":2.5,"score":1}]""", "bands-overlap@/1: two bands cover values from 2.5 to 3; set `from` to 3")]
    [InlineData("""[{"from":0,"score":0},{"from":2,"score":1}]""", "missing-member@/0: only the last band may have no `to`; add it")]
    [InlineData("""[{"from":0,"to":3,"score":0}]""", "bands-end@/0: the last band must have no end; remove `to`")]
    [InlineData("""[{"from":5,"to":3,"score":0},{"from":3,"score":1}]""", "out-of-range@/0: `to` (3) must be greater than `from` (5)")]
    [InlineData("""[{"from":0,"to":"x","score":0},{"from":4,"too":5,"score":1}]""", "wrong-type@/0/to", "unknown-member@/1/too")]
    [InlineData(
        """[{"from":0,"to":1,"score":0},{"from":2,"to":3},{"from":3,"to":4,"score":0},{"from":5,"score":1}]""",
        "missing-member@/1",
        "bands-gap@/3")]
    public void Faulty_bands_are_refused(string json, params string[] expected) => Check(json, BandsReader.Read, expected);

    [Theory]
    [InlineData("""{"points":[]}""", "missing-member@", "out-of-range@/points")]
    [InlineData(
        """{"below":0,"points":[{"at":85,"score":60},{"at":85,"score":61},{"at":80,"score":1}]}""",
        "out-of-range@/points/1: points must rise: `at` 85 does not come after 85",
        "out-of-range@/points/2: points must rise: `at` 80 does not come after 85")]
    public void Faulty_curves_are_refused(string json, params string[] expected) => Check(json, CurveReader.Read, expected);

    [Theory]
    [InlineData("[]", "out-of-range@")]
    [InlineData(
        """[{"grade":"S","from":90},{"grade":"A","from":90},{"grade":"S","from":0}]""",
        "out-of-range@/1: the best grade comes first: `from` must descend, and 90 is not less than 90",
        "duplicate-id@/2: grade `S` occurs twice; give each its own name")]
    public void Faulty_grades_are_refused(string json, params string[] expected) => Check(json, GradeScaleReader.Read, expected);

    [Theory]
    [InlineData("{}", "out-of-range@")]
    [InlineData("""{"S":"1.5","A":null}""", "wrong-type@/S", "wrong-type@/A")]
    public void Faulty_tables_are_refused(string json, params string[] expected) => Check(json, LookupTableReader.Read, expected);

    [Fact]
    public void Sound_documents_are_read()
    {
        var bag = new DiagnosticBag();

        Assert.Equal(60, BandsReader.Read(Node("""[{"from":0,"to":3.8,"score":0},{"from":3.8,"score":60}]"""), bag)!.TryFind(3.8m));
        Assert.Equal(80, CurveReader.Read(Node("""{"below":0,"points":[{"at":85,"score":60},{"at":95,"score":100}]}"""), bag)!.Find(90));
        Assert.Equal("D", GradeScaleReader.Read(Node("""[{"grade":"S","from":100},{"grade":"D","from":0}]"""), bag)!.Of(99.99m));
        Assert.Equal(1.2m, LookupTableReader.Read(Node("""{"S":1.5,"A":1.2}"""), bag)!.Find("A"));
        Assert.Empty(bag.ToList());
    }

    private static void Check<T>(string json, Func<SourceNode, DiagnosticBag, T?> read, string[] expected)
        where T : class
    {
        var bag = new DiagnosticBag();
        Assert.Null(read(Node(json), bag));
        var found = bag.ToList().Select(d => $"{d.Code}@{d.Pointer}: {d.Message}").ToList();
        Assert.Equal(expected.Length, found.Count);
        Assert.All(expected.Zip(found), pair => Assert.StartsWith(
            pair.First.Contains(": ", StringComparison.Ordinal) ? pair.First : pair.First + ": ", pair.Second, StringComparison.Ordinal));
    }

    private static SourceNode Node(string json) => SourceReader.Read(Encoding.UTF8.GetBytes(json), new DiagnosticBag())!;
}
