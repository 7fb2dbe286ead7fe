using System.Text;
using System.Text.Json;
using PolicyEngine.Compat;

if (args is not [var index])
{
    Console.Error.WriteLine("usage: PolicyEngine.Compat <index.json>");
    return 2;
}

Console.OutputEncoding = Encoding.UTF8;
using var file = JsonDocument.Parse(File.ReadAllText(index));
var folder = Path.GetDirectoryName(Path.GetFullPath(index))!;
var (passed, failed) = (0, 0);
foreach (var item in file.RootElement.GetProperty("cases").EnumerateArray())
{
    var verdict = CompatCase.Run(item, folder);
    Console.WriteLine($"{item.GetProperty("id").GetString()}: {verdict}");
    if (verdict.Passed)
        passed++;
    else
        failed++;
}

Console.WriteLine($"{passed} passed, {failed} failed");
return failed == 0 ? 0 : 1;
