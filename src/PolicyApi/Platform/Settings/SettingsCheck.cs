using System.Collections;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;

namespace PolicyApi.Platform.Settings;

/// <summary>Finds all errors in the settings. Binding them would stop at the first error and ignore unknown names.</summary>
internal static class SettingsCheck
{
    /// <summary>Returns all errors, by section.</summary>
    /// <param name="configuration">The settings from files, environment and command line.</param>
    /// <param name="sections">The known sections.</param>
    public static IReadOnlyList<string> Faults(IConfiguration configuration, IReadOnlyList<SettingsSection> sections)
    {
        var faults = new List<string>();
        CheckNames(configuration, sections, faults);
        foreach (var section in sections.GroupBy(s => s.Name, s => s.Type, StringComparer.OrdinalIgnoreCase))
            Check(configuration.GetSection(section.Key), section.Key, [.. section], faults, []);
        // Types that share a section may share a setting, whose error is then found twice.
        return [.. faults.Distinct(StringComparer.Ordinal)];
    }

    // The environment has many variables for other programs, so an unknown section is an error only if its name resembles a known one.
    private static void CheckNames(IConfiguration configuration, IReadOnlyList<SettingsSection> sections, List<string> faults)
    {
        var names = sections.Select(s => s.Name).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        foreach (var child in configuration.GetChildren().Where(c => c.GetChildren().Any() && !names.Contains(c.Key, StringComparer.OrdinalIgnoreCase)))
        {
            if (Nearest.Hint(child.Key, names) is { Length: > 0 } hint)
                faults.Add($"`{child.Key}` is not a section of the settings{hint}.");
        }
    }

    private static void Check(IConfigurationSection section, string path, Type[] types, List<string> faults, HashSet<string> unreadable)
    {
        var properties = types.SelectMany(t => t.GetProperties(BindingFlags.Public | BindingFlags.Instance)).Where(p => p.SetMethod is not null).ToLookup(p => p.Name, StringComparer.OrdinalIgnoreCase);
        foreach (var child in section.GetChildren())
        {
            if (properties[child.Key].FirstOrDefault() is not { } property)
                faults.Add($"`{path}:{child.Key}` is not a setting{Nearest.Hint(child.Key, properties.Select(p => p.Key))}.");
            else if (IsGroup(property.PropertyType))
                Check(child, $"{path}:{property.Name}", [property.PropertyType], faults, unreadable);
            else if (!IsOfKind(child, $"{path}:{property.Name}", property.PropertyType, faults))
                unreadable.Add(child.Path);
        }

        var readable = Without(section, unreadable);
        foreach (var type in types)
            CheckRanges(readable.Get(type) ?? Activator.CreateInstance(type)!, path, faults);
    }

    /// <summary>Returns the section without some of its values: a value of the wrong type would prevent the others from being read.</summary>
    private static IConfigurationSection Without(IConfigurationSection section, HashSet<string> paths)
    {
        var values = section.AsEnumerable().Where(v => !paths.Contains(v.Key)).ToList();
        var leaves = values.Where(v => v.Value is not null || !values.Exists(o => o.Key.StartsWith(v.Key + ":", StringComparison.OrdinalIgnoreCase)));
        return new ConfigurationBuilder().AddInMemoryCollection(leaves).Build().GetSection(section.Path);
    }

    /// <summary>Whether a setting is a group of settings; lists and tables are not.</summary>
    private static bool IsGroup(Type type) => type.IsClass && type != typeof(string) && !typeof(IEnumerable).IsAssignableFrom(type);

    private static bool IsOfKind(IConfigurationSection value, string path, Type type, List<string> faults)
    {
        var kind = Nullable.GetUnderlyingType(type) ?? type;
        if (value.Value is not { Length: > 0 } text || typeof(IEnumerable).IsAssignableFrom(kind))
            return true;
        var converter = TypeDescriptor.GetConverter(kind);
        try
        {
            converter.ConvertFromString(null, CultureInfo.InvariantCulture, text);
            return true;
        }
        catch (Exception e) when (e is FormatException or ArgumentException or InvalidCastException or NotSupportedException or OverflowException)
        {
            faults.Add($"`{path}` is `{text}`; it must be {Words(kind)}.");
            return false;
        }
    }

    private static string Words(Type kind) => kind switch
    {
        { IsEnum: true } => "one of " + string.Join(", ", Enum.GetNames(kind).Select(n => $"`{n}`")),
        _ when kind == typeof(bool) => "`true` or `false`",
        _ when kind == typeof(int) || kind == typeof(long) => "a whole number",
        _ when kind == typeof(TimeSpan) => "a time such as `00:00:30`",
        _ => "a number",
    };

    private static void CheckRanges(object settings, string path, List<string> faults)
    {
        foreach (var property in settings.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.SetMethod is not null))
        {
            var value = property.GetValue(settings);
            foreach (var attribute in property.GetCustomAttributes<ValidationAttribute>(inherit: true).Where(a => !a.IsValid(value)))
                faults.Add(Words(attribute, $"{path}:{property.Name}", value));
        }

        if (settings is IValidatableObject own)
            faults.AddRange(own.Validate(new ValidationContext(settings)).Select(r => r.ErrorMessage!));
    }

    private static string Words(ValidationAttribute attribute, string path, object? value) => attribute switch
    {
        RangeAttribute range => string.Create(CultureInfo.InvariantCulture, $"`{path}` is {value}; it must lie between {range.Minimum} and {range.Maximum}."),
        RequiredAttribute => $"`{path}` must be set.",
        AllowedValuesAttribute allowed => $"`{path}` is `{value}`; it must be one of {string.Join(", ", allowed.Values.Select(v => $"`{v}`"))}.",
        _ => attribute.FormatErrorMessage($"`{path}`"),
    };
}
