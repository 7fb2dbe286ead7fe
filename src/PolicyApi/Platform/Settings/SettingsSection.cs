namespace PolicyApi.Platform.Settings;

/// <summary>A section of the settings and the type it is read into; several types may share a section.</summary>
/// <param name="Name">Such as <c>Limits</c>.</param>
/// <param name="Type">A class of properties that bear validation attributes; it may be an <c>IValidatableObject</c>.</param>
internal sealed record SettingsSection(string Name, Type Type);

/// <summary>Registers settings that are checked, all together, when the service starts.</summary>
internal static class SettingsServices
{
    /// <summary>Reads a section into a type.</summary>
    public static void AddSettings<T>(this IServiceCollection services, string section)
        where T : class
    {
        services.AddOptions<T>().BindConfiguration(section);
        services.AddSingleton(new SettingsSection(section, typeof(T)));
    }

    /// <summary>Checks every registered section, and the command line. Before anything is built, because servers and stores read settings when they are made.</summary>
    /// <param name="builder">Has read the settings.</param>
    /// <param name="args">The command line.</param>
    /// <exception cref="SettingsException">Some setting is unknown, of the wrong kind or out of its range.</exception>
    public static void CheckSettings(this WebApplicationBuilder builder, IReadOnlyList<string> args)
    {
        var sections = builder.Services.Select(s => s.ServiceType == typeof(SettingsSection) ? s.ImplementationInstance : null).OfType<SettingsSection>().ToList();
        SettingsException.ThrowIfAny(
        [
            .. CommandLineCheck.Faults(args, [.. sections.Select(s => s.Name)]), .. ListeningCheck.Faults(builder.Configuration), .. LoggingCheck.Faults(builder.Configuration),
            .. SettingsCheck.Faults(builder.Configuration, sections),
        ]);
    }
}

/// <summary>Settings are wrong.</summary>
/// <param name="faults">Each names a setting and says what would be right.</param>
internal sealed class SettingsException(IReadOnlyList<string> faults) : Exception("correct the settings:\n  " + string.Join("\n  ", faults))
{
    /// <summary>Tells them all, if there are any.</summary>
    /// <exception cref="SettingsException">There are.</exception>
    public static void ThrowIfAny(IReadOnlyList<string> faults)
    {
        if (faults.Count > 0)
            throw new SettingsException(faults);
    }
}
