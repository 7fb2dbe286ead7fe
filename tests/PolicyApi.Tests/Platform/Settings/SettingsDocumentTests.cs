using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using PolicyApi.Platform.Hosting;
using PolicyApi.Platform.Settings;
using PolicyApi.Tests.Reports;
using PolicyApi.Tests.Storage;
using PolicyEngine.Documents;

namespace PolicyApi.Tests.Platform.Settings;

/// <summary>Compares docs/settings.md with the settings that the service reads.</summary>
public sealed partial class SettingsDocumentTests
{
    private sealed record Setting(string Name, object? Unset, RangeAttribute? Range);

    [Fact]
    public async Task Every_setting_is_documented_with_its_default_and_its_range()
    {
        var folder = new TempFolder();
        List<SettingsSection> sections;
        await using (var app = await PolicyApiHost.BuildAsync(["--Store:Folder", folder.Path, "--Store:Seed", "false", "--urls", "http://127.0.0.1:0"]))
            sections = [.. app.Services.GetServices<SettingsSection>()];
        folder.Remove();
        // The limits of documents are in docs/diagnostics.md, which the engine's tests check.
        var settings = sections.Where(s => s.Type != typeof(EngineLimits))
            .SelectMany(s => Settings(s.Name, s.Type)).ToDictionary(s => s.Name, StringComparer.Ordinal);
        var rows = Row().Matches(File.ReadAllText(RepositoryFiles.Path("docs", "settings.md"))).ToDictionary(r => r.Groups["name"].Value, StringComparer.Ordinal);

        Assert.True(settings.Count > 50);
        Assert.Equal(settings.Keys.Order(StringComparer.Ordinal), rows.Keys.Order(StringComparer.Ordinal));
        Assert.Equal([], settings.Values.Where(s => !IsTold(s, rows[s.Name])).Select(s => s.Name));
    }

    private static IEnumerable<Setting> Settings(string section, Type type)
    {
        var unset = Activator.CreateInstance(type);
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.SetMethod is { IsPublic: true }))
        {
            var name = $"{section}:{property.Name}";
            if (property.PropertyType == typeof(PolicyApi.Access.TokenSettings))
            {
                foreach (var inner in Settings(name, property.PropertyType))
                    yield return inner;
            }
            else
            {
                yield return new Setting(name, property.GetValue(unset), property.GetCustomAttribute<RangeAttribute>());
            }
        }
    }

    private static bool IsTold(Setting setting, Match row)
    {
        var unset = row.Groups["unset"].Value;
        var isUnsetTold = setting.Unset switch
        {
            null => unset is "none" or "for ever" or "generated" or "looked for",
            bool given => unset == (given ? "true" : "false"),
            string or Enum => unset == $"`{setting.Unset}`",
            int or long or double or decimal => Amount(unset, "") == Convert.ToDecimal(setting.Unset, CultureInfo.InvariantCulture),
            _ => unset == "none",
        };
        if (!isUnsetTold || setting.Range is not { } range)
            return isUnsetTold;
        var ends = row.Groups["range"].Value.Split('–');
        return ends.Length == 2
            && Amount(ends[0], Unit().Match(ends[1]).Value) == Convert.ToDecimal(range.Minimum, CultureInfo.InvariantCulture)
            && Amount(ends[1], "") == Convert.ToDecimal(range.Maximum, CultureInfo.InvariantCulture);
    }

    // A range such as `4–64 KiB` names its unit only once.
    private static decimal Amount(string text, string unitElsewhere)
    {
        var own = Unit().Match(text).Value;
        var number = decimal.Parse(own.Length > 0 ? text[..^own.Length] : text, NumberStyles.Number, CultureInfo.InvariantCulture);
        return number * (own.Length > 0 || number == 0 ? own : unitElsewhere) switch
        {
            " KiB" => 1024m,
            " MiB" => 1024m * 1024,
            " GiB" => 1024m * 1024 * 1024,
            " TiB" => 1024m * 1024 * 1024 * 1024,
            _ => 1,
        };
    }

    [GeneratedRegex(@"^\| `(?<name>[A-Za-z:]+)` \| (?<unset>[^|]+) \| (?<range>[^|]*?) ?\| .+ \|$", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 5000)]
    private static partial Regex Row();

    [GeneratedRegex(" ([KMGT]iB|B)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Unit();
}
