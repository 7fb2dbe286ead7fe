namespace PolicyApi.Tests.Reports;

/// <summary>The expected result of an attack.</summary>
public enum Fate
{
    /// <summary>The check refuses the template.</summary>
    Refused,

    /// <summary>The template is accepted, but rendering it ends with an error.</summary>
    Stopped,

    /// <summary>The template is rendered, and its output has no effect.</summary>
    Harmless,
}

/// <summary>A template written to do harm.</summary>
/// <param name="Name">What the attack tries.</param>
/// <param name="Fate">The expected result.</param>
/// <param name="Body">The body of the template.</param>
/// <param name="Part">An include with the name <c>part</c>, if the attack needs one.</param>
public sealed record Attack(string Name, Fate Fate, string Body, string Part = "");

/// <summary>Templates written to do harm, by their target.</summary>
internal static class Attacks
{
    /// <summary>An appraisal with a malicious name, as a caller could have posted it.</summary>
    public const string Data = """{"id":"apr_1","subject":{"id":"K-1","name":"\"><script>alert(1)</script>","level":"javascript:alert(1)","year":2025},"scores":{"missing":[],"composite":1}}""";

    // A megabyte of text, the most that one value may have.
    private const string Long = "s = 'x'; for i in 1..19; s = s + s; end; ";

    public static IReadOnlyList<Attack> All { get; } = [.. Depth(), .. Loops(), .. Recursion(), .. Growth(), .. Hoards(), .. Reach(), .. Markup()];

    private static IEnumerable<Attack> Depth()
    {
        yield return Nested("nested if", "{{ if true }}", "{{ end }}", 12_000);
        yield return Nested("nested if without end", "{{ if 1 }}", "", 20_000);
        yield return Nested("nested for", "{{ for x in 1..1 }}", "{{ end }}", 8_000);
        yield return Nested("nested while", "{{ while true }}", "{{ end }}", 8_000);
        yield return Nested("nested functions", "{{ func f }}", "{{ end }}", 10_000);
        yield return Nested("nested with", "{{ with appraisal }}", "{{ end }}", 8_000);
        yield return Nested("nested wrap", "{{ wrap text }}", "{{ end }}", 8_000);
        yield return Nested("nested case", "{{ case 1 }}{{ when 1 }}", "{{ end }}", 6_000);
        yield return new("a chain of else if", Fate.Refused, "{{ if false }}" + Repeat("{{ else if false }}", 12_000) + "{{ end }}");
        yield return new("a chain of variables", Fate.Refused, "{{ a0 = appraisal; " + string.Concat(Enumerable.Range(1, 14_000).Select(i => $"a{i}=a{i - 1};")) + " a14000.id; none }}");
        yield return Nested("nested lists", "{{ x = ", " }}", 1, Repeat("[", 120_000) + Repeat("]", 120_000));
        yield return Nested("nested objects", "{{ x = ", " }}", 1, Repeat("{a:", 50_000) + "1" + Repeat("}", 50_000));
        yield return Nested("nested brackets", "{{ x = ", " }}", 1, Repeat("(", 100_000) + "1" + Repeat(")", 100_000));
        yield return Nested("a chain of sums", "{{ x = 1", " }}", 1, Repeat("+1", 100_000));
        yield return Nested("a chain of comparisons", "{{ x = 1", " }}", 1, Repeat("<1", 100_000));
        yield return Nested("a chain of members", "{{ x = appraisal", " }}", 1, Repeat(".id", 80_000));
        yield return Nested("a chain of indexes", "{{ x = appraisal", " }}", 1, Repeat("[0]", 80_000));
        yield return Nested("a chain of pipes", "{{ x = 1", " }}", 1, Repeat("|number", 30_000));
        yield return Nested("a chain of choices", "{{ x = ", "1 }}", 1, Repeat("true?1:", 36_000));
        yield return Nested("a chain of negations", "{{ x = ", "true }}", 1, Repeat("!", 200_000));
        yield return Nested("a chain of increments", "{{ x = 1; ", "x }}", 1, Repeat("++", 100_000));
        yield return Nested("a chain of assignments", "{{ ", "1 }}", 1, Repeat("x=", 100_000));
        yield return Nested("nested interpolation", "{{ x = ", " }}", 1, Repeat("$'{", 40_000) + "1" + Repeat("}'", 40_000));
        yield return Nested("nested anonymous functions", "{{ x = ", " }}", 1, Repeat("@(do;", 25_000) + "1" + Repeat("end)", 25_000));
        yield return new("a call with 50,000 arguments", Fate.Stopped, "{{ text " + Repeat(" 1", 50_000) + " }}");
        yield return new("a function with 20,000 parameters", Fate.Stopped, "{{ func f(" + string.Join(',', Enumerable.Range(0, 20_000).Select(i => $"a{i}")) + ") }}{{ end }}{{ f 1 }}");
        yield return new("100,000 faults at once", Fate.Refused, "{{ " + Repeat("a;", 100_000) + " }}");
        yield return new("30,000 statements", Fate.Harmless, Repeat("{{x=1}}", 30_000));
        yield return new("more text than a template may have", Fate.Refused, Repeat("x", 300_000));
    }

    private static IEnumerable<Attack> Loops()
    {
        yield return new("a loop without end", Fate.Stopped, "{{ while true; x = 1; end }}");
        yield return new("a loop inside a loop", Fate.Stopped, "{{ for i in 1..5000; for j in 1..5000; for k in 1..5000; x = k; end; end; end }}");
        yield return new("loops one after another, called by loops", Fate.Stopped, "{{ func f; for i in 1..4999; x = i; end; end; for j in 1..4999; f; end }}");
        yield return new("a long range", Fate.Stopped, "{{ for i in 1..2000000000; end }}");
        yield return new("the size of a long range", Fate.Stopped, "{{ x = 1..2000000000; x.size }}");
        yield return new("a long range searched", Fate.Stopped, "{{ (1..2000000000) | array.contains 0 }}");
        yield return new("a long range joined", Fate.Stopped, "{{ (1..2000000000) | array.join 'aaaaaaaaaaaaaaaaaaaaaaaaa' }}");
        yield return new("a backward range", Fate.Stopped, "{{ for i in 2000000000..1; end }}");
        yield return new("a loop that never moves on", Fate.Stopped, "{{ for i in 1..10; while true; continue; end; end }}");
        yield return new("a table row of a long range", Fate.Refused, "{{ tablerow i in 1..2000000000 }}x{{ end }}");
        yield return new("an include in a loop without end", Fate.Stopped, "{{ while true; include 'part'; end }}", "{{ for i in 1..4999; x = i; end }}");
    }

    private static IEnumerable<Attack> Recursion()
    {
        yield return new("a function that calls itself", Fate.Stopped, "{{ func f; f; end; f }}");
        yield return new("a function that calls itself twice", Fate.Stopped, "{{ func f(n); if n > 0; f n - 1; f n - 1; end; end; f 30 }}");
        yield return new("two functions that call each other", Fate.Stopped, "{{ func f; g; end; func g; f; end; f }}");
        yield return new("a function in one line", Fate.Stopped, "{{ f(x) = f(x - 1) + f(x - 2) }}{{ f 1000 }}");
        yield return new("an include that includes itself", Fate.Stopped, "{{ include 'part' }}", "{{ include 'part' }}");
        yield return new("an include that includes itself twice", Fate.Stopped, "{{ include 'part' n: 30 }}", "{{ if $n > 0; include 'part' n: ($n - 1); include 'part' n: ($n - 1); end }}");
        yield return new("an include that calls what includes it", Fate.Stopped, "{{ func f; include 'part'; end; f }}", "{{ f }}");
        yield return new("an anonymous function that calls itself", Fate.Stopped, "{{ f = @(do; f; end); f }}");
        yield return new("a list inside itself", Fate.Stopped, "{{ l = [1]; l[0] = l; x = '' + l; number l }}");
        yield return new("an object inside itself, written out", Fate.Stopped, "{{ o = {}; o['a'] = o; o }}");
        yield return new("an object inside itself, as text", Fate.Stopped, "{{ o = {}; o['a'] = o; x = '' + o; string.size x }}");
    }

    private static IEnumerable<Attack> Growth()
    {
        yield return new("text that doubles", Fate.Stopped, "{{ x = 'x'; for i in 1..40; x = x + x; end; string.size x }}");
        yield return new("text times a billion", Fate.Stopped, "{{ x = 'abcdefghij' * 1000000000; x }}");
        yield return new("text times a fraction short of the limit, often", Fate.Stopped, "{{ for i in 1..5000; x = 'x' * 1000000; end }}");
        yield return new("text put into text", Fate.Stopped, "{{ x = 'x'; for i in 1..40; x = $'{x}{x}'; end; string.size x }}");
        yield return new("a list times a billion", Fate.Stopped, "{{ x = [1, 2, 3] * 1000000000; x.size }}");
        yield return new("a list that doubles", Fate.Stopped, "{{ l = [1]; for i in 1..40; l = array.concat l l; end; l.size }}");
        yield return new("a list that is given a far place", Fate.Stopped, "{{ l = []; l[2000000000] = 1; l.size }}");
        yield return new("a number that squares itself", Fate.Stopped, "{{ x = 7; while true; x = x * x; end }}");
        yield return new("a large number that squares itself", Fate.Stopped, "{{ x = 99999999999999999999; while true; x = x * x; end }}");
        yield return new("a number shifted far", Fate.Stopped, "{{ x = 1 << 2000000000; x }}");
        yield return new("a number shifted as far as it goes, often", Fate.Stopped, "{{ for i in 1..5000; x = (1 << 1000000) + ''; end }}");
        yield return new("a megabyte joined by a megabyte", Fate.Stopped, "{{ " + Long + "l = []; for i in 1..400; l = l | array.add s; end; x = l | array.join s; string.size x }}");
        yield return new("a flood of output", Fate.Stopped, "{{ " + Long + "for i in 1..5000; s; end }}");
        yield return new("a flood of markup that escaping makes longer", Fate.Stopped, "{{ s = '<'; for i in 1..18; s = s + s; end; for i in 1..5000; s; end }}");
        yield return new("a flood from an include", Fate.Stopped, "{{ for i in 1..5000; include 'part'; end }}", Repeat("x", 10_000));
        yield return new("a number of many places", Fate.Stopped, "{{ number 1 2000000000 }}");
        yield return new("a chart of 5,000 rows", Fate.Stopped, "{{ rows = []; for i in 1..4999; rows = array.add rows { label: 'a', value: i }; end; svg_bars 'x' rows 5 }}");
        yield return new("a chart of a long label", Fate.Harmless, "{{ " + Long + "for i in 1..100; svg_bars 'x' [{ label: s, value: 1 }] 5; end }}");
        yield return new("a chart from extreme to extreme", Fate.Stopped, "{{ svg_waterfall 'x' [{ label: 'a', value: 79228162514264337593543950334.5 }, { label: 'b', value: -79228162514264337593543950334.5 }] }}");
        yield return new("a chart of extreme values", Fate.Harmless, "{{ svg_bars 'x' [{ label: 'a', value: 79228162514264337593543950334.5 }] 0.0000000000000000000000000001 }}{{ svg_radar 'x' [{ label: 'a', value: 7922816251426433759354395033.5 }, { label: 'b', value: -7922816251426433759354395033.5 }, { label: 'c', value: 1 }] 0 0.0000000000000000000000000001 }}");
    }

    private static IEnumerable<Attack> Hoards()
    {
        yield return new("a list of long texts", Fate.Stopped, "{{ " + Long + "l = []; for i in 1..4000; l = array.add l (s + i); end; l.size }}");
        yield return new("an object of long texts", Fate.Stopped, "{{ " + Long + "o = {}; for i in 1..4000; o['k' + i] = s + i; end; object.size o }}");
        yield return new("an object of many texts", Fate.Stopped, "{{ o = {}; for i in 1..4999; o['k' + i] = 'x' * 4000; end; object.size o }}");
        yield return new("long texts held by calls", Fate.Stopped, "{{ func f(n); x = 'x' * 1000000; if n > 0; f n - 1; end; f 0; f 1; end; f 30 }}");
        yield return new("a long text changed again and again", Fate.Stopped, "{{ " + Long + "for i in 1..5000; t = string.upcase s; end }}");
        yield return new("a long text cut again and again", Fate.Stopped, "{{ " + Long + "for i in 1..5000; t = string.slice s 1; end }}");
        yield return new("a long text searched again and again", Fate.Harmless, "{{ " + Long + "t = s + 'b'; for i in 1..400; z = string.contains s 'xxxxxxxxxxb'; end }}");
        yield return new("a long text compared again and again", Fate.Harmless, "{{ " + Long + "t = s + ''; for i in 1..400; z = s == t; end }}");
        yield return new("a long path looked up", Fate.Stopped, "{{ p = '.' * 1000000; for i in 1..5000; z = at appraisal p; end }}");
        yield return new("a list copied again and again", Fate.Stopped, "{{ l = 1..4900; for i in 1..4900; l = array.concat l []; end }}");
        yield return new("a list on a list on a list, to fill the stack", Fate.Harmless, "{{ l = 1..3; " + Repeat("for i in 1..3000; l = array.limit l 10; end; ", 10) + "for x in l; y = x; end; l.size }}");
        yield return new("a list cut from a list, to fill the stack", Fate.Harmless, "{{ l = 1..3; " + Repeat("for i in 1..3000; l = array.offset l 0; end; ", 10) + "array.first l }}");
        yield return new("a list cut from a list inside functions", Fate.Harmless, "{{ func f(l); ret array.offset l 0; end; l = 1..3; " + Repeat("for i in 1..3000; l = f l; end; ", 10) + "l.size }}");
    }

    private static IEnumerable<Attack> Reach()
    {
        yield return new("a file by include", Fate.Refused, "{{ include '/etc/passwd' }}");
        yield return new("a file by a computed include", Fate.Stopped, "{{ x = '../../' + 'etc/passwd'; include x }}");
        yield return new("the type of a value", Fate.Refused, "{{ x = 'a'; x.get_type }}");
        yield return new("the type of a value by index", Fate.Stopped, "{{ x = 'a'; y = x['GetType']; y['Assembly'] }}");
        yield return new("a CLR member of a list", Fate.Stopped, "{{ l = [1]; x = l['Capacity']; number x['y'] }}");
        yield return new("a CLR member of the data", Fate.Stopped, "{{ x = appraisal['IsReadOnly']; number x['y'] }}");
        yield return new("evaluating text", Fate.Refused, "{{ object.eval '1 + 1' }}");
        yield return new("evaluating a template", Fate.Refused, "{{ object.eval_template '{{ 1 }}' }}");
        yield return new("evaluating by a computed name", Fate.Stopped, "{{ f = object['eval']; f '1' | number }}{{ x = object['eval_template']; x['a']['b'] }}");
        yield return new("a slow regular expression", Fate.Refused, "{{ regex.match 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!' '^(a+)+$' }}");
        yield return new("the clock", Fate.Refused, "{{ date.now }}");
        yield return new("chance", Fate.Refused, "{{ math.random 1 10 }}");
        yield return new("importing a namespace", Fate.Refused, "{{ import object }}");
        yield return new("changing the data", Fate.Stopped, "{{ appraisal['id'] = 'apr_2' }}");
        yield return new("changing a function for later renders", Fate.Stopped, "{{ array['size'] = 'x' }}");
        yield return new("replacing a function and the data", Fate.Refused, "{{ func number(x); ret 'forged'; end }}{{ appraisal = { id: 'forged' } }}{{ appraisal.id }}");
        yield return new("everything there is", Fate.Stopped, "{{ this }}");
        yield return new("writing the whole appraisal", Fate.Stopped, "{{ appraisal }}");
        yield return new("swallowing what is written", Fate.Refused, "{{ capture x }}<b>{{ end }}{{ x }}");
    }

    private static IEnumerable<Attack> Markup()
    {
        yield return new("a script", Fate.Refused, "<script>alert(1)</script>");
        yield return new("a script in pieces", Fate.Harmless, "<scr{{ '' }}ipt>alert(1)</scr{{ '' }}ipt>");
        yield return new("a script in a text", Fate.Harmless, "{{ '<script>alert(1)</script>' }}");
        yield return new("a script in a name", Fate.Harmless, "<p title=\"{{ appraisal.subject.name }}\">{{ appraisal.subject.name }}</p>");
        yield return new("an event handler", Fate.Refused, "<img src=\"data:,\" onerror=\"alert(1)\">");
        yield return new("an event handler out of an attribute", Fate.Harmless, "<p title='{{ \"' onclick='alert(1)\" }}'>x</p>");
        yield return new("a javascript address", Fate.Refused, "<a href=\"javascript:alert(1)\">x</a>");
        yield return new("a javascript address from the data", Fate.Harmless, "<a href=\"{{ appraisal.subject.level }}\">x</a>");
        yield return new("a frame of a file", Fate.Refused, "<iframe src=\"file:///etc/passwd\"></iframe>");
        yield return new("a frame in pieces", Fate.Harmless, "<ifr{{ '' }}ame src=\"fi{{ '' }}le:///etc/passwd\"></ifr{{ '' }}ame>");
        yield return new("a picture from elsewhere", Fate.Refused, "<img src=\"https://example.com/{{ appraisal.subject.id }}.png\">");
        yield return new("a style from elsewhere", Fate.Refused, "<style>@import url(https://example.com/x.css);</style>");
        yield return new("a font from elsewhere", Fate.Refused, "<style>@font-face { font-family: x; src: url('//example.com/x.woff'); }</style>");
        yield return new("leading elsewhere", Fate.Refused, "<meta http-equiv=\"refresh\" content=\"0;url=https://example.com/\">");
        yield return new("leading elsewhere in pieces", Fate.Stopped, "<meta http-equiv=\"ref{{ '' }}resh\" content=\"0;url=https://example.com/\">");
        yield return new("leading elsewhere, behind a quoted sign", Fate.Stopped, "<me{{ '' }}ta name=\">\" http-equiv=\"refresh\" content=\"0;url=https://example.com/\">");
        yield return new("leading elsewhere, from a text", Fate.Harmless, "{{ '<meta http-equiv=refresh content=0>' }}");
        yield return new("a form", Fate.Refused, "<form action=\"https://example.com/\"><input name=\"password\"></form>");
        yield return new("a base address", Fate.Refused, "<base href=\"https://example.com/\">");
        yield return new("markup from a chart's title", Fate.Harmless, "{{ svg_gauge '</title><script>alert(1)</script>' 1 5 }}");
    }

    private static Attack Nested(string name, string before, string after, int times, string between = "") =>
        new(name, Fate.Refused, Repeat(before, times) + between + Repeat(after, times));

    private static string Repeat(string text, int times) => string.Concat(Enumerable.Repeat(text, times));
}
