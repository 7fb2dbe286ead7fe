using Microsoft.Extensions.Configuration;
using PolicyApi.Platform.Settings;
using PolicyEngine.Documents;

namespace PolicyCli.Files;

/// <summary>Reads the limits of documents from the settings file of a service.</summary>
internal static class LimitsFile
{
    /// <summary>Returns the limits in a settings file; the defaults without a file.</summary>
    /// <param name="file">A JSON file with a section <c>Limits</c>; <see langword="null"/> for the defaults.</param>
    /// <exception cref="InvalidDataException">A limit is unknown, of the wrong type or out of range, or the file is not JSON.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static EngineLimits Read(FileInfo? file)
    {
        if (file is null)
            return EngineLimits.Default;
        if (!file.Exists)
            throw new FileNotFoundException($"there is no file `{file.FullName}`; `--settings` must name a service's settings file");
        var settings = Load(file);
        var faults = SettingsCheck.Faults(settings, [new(ServiceLimits.Section, typeof(ServiceLimits)), new(ServiceLimits.Section, typeof(EngineLimits))]);
        return faults.Count == 0
            ? settings.GetSection(ServiceLimits.Section).Get<EngineLimits>() ?? EngineLimits.Default
            : throw new InvalidDataException("correct the settings:\n  " + string.Join("\n  ", faults));
    }

    private static IConfigurationRoot Load(FileInfo file)
    {
        try
        {
            return new ConfigurationBuilder().AddJsonFile(file.FullName).Build();
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"`{file.FullName}` is not valid JSON: {e.GetBaseException().Message}", e);
        }
    }
}
