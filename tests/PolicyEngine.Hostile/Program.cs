using System.Globalization;
using System.Text;
using PolicyEngine.Hostile;

if (args is not [var path])
{
    Console.Error.WriteLine("usage: PolicyEngine.Hostile <file.tsv>");
    return 2;
}

Console.OutputEncoding = Encoding.UTF8;
HostileLine.WarmUp();
var (passed, failed) = (0, 0);
foreach (var line in File.ReadLines(path))
{
    if (HostileLine.Parse(line) is not { } item)
        continue;
    var verdict = item.Run();
    var note = string.Empty;

    // What else runs on the machine is not the line's doing: one that only took too long may show once more what it takes, and both are told.
    if (verdict.IsOnlySlow && item.Run() is { Passed: true } second)
        (verdict, note) = (second, string.Create(CultureInfo.InvariantCulture, $" (at first {verdict.Elapsed.TotalMilliseconds:F1} ms)"));
    Console.WriteLine($"{(verdict.Passed ? "ok  " : "FAIL")} {item.Title}: {verdict}{note}");
    if (verdict.Passed)
        passed++;
    else
        failed++;
}

Console.WriteLine($"{passed} passed, {failed} failed");
return failed == 0 ? 0 : 1;
