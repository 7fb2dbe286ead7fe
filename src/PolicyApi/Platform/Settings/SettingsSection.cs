namespace PolicyApi.Platform.Settings;

/// <summary>A section of the settings and the type it is read into; several types may share a section.</summary>
/// <param name="Name">The section's name, such as <c>Limits</c>.</param>
/// <param name="Type">A class whose properties have validation attributes; it may be an <c>IValidatableObject</c>.</param>
internal sealed record SettingsSection(string Name, Type Type);

/// <summary>Registers settings, and checks all of them together when the service starts.</summary>
internal static class SettingsServices
{
    /// <summary>Reads a section into a type.</summary>
    public static void AddSettings<T>(this IServiceCollection services, string section)
        where T : class
    {
        services.AddOptions<T>().BindConfiguration(section);
        services.AddSingleton(new SettingsSection(section, typeof(T)));
    }

    /// <summary>
    /// Checks every registered section and the command line. Call it before anything is built, because servers and stores read settings on creation.
    /// </summary>
    /// <param name="builder">The builder, which has read the settings.</param>
    /// <param name="args">The command line.</param>
    /// <exception cref="SettingsException">At least one setting is unknown, of the wrong type or out of range.</exception>
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

/// <summary>Thrown if settings are wrong.</summary>
/// <param name="faults">The errors; each names a setting and says what would be right.</param>
internal sealed class SettingsException(IReadOnlyList<string> faults) : Exception("correct the settings:\n  " + string.Join("\n  ", faults))
{
    /// <summary>Throws if there are errors.</summary>
    /// <exception cref="SettingsException">There are errors.</exception>
    public static void ThrowIfAny(IReadOnlyList<string> faults)
    {
        if (faults.Count > 0)
            throw new SettingsException(faults);
    }
}
