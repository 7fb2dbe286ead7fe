using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Options;
using PolicyApi.Platform;
using PolicyApi.Storage.Files;

namespace PolicyApi.Access.Links;

/// <summary>Registers what signs links.</summary>
internal static class LinkServices
{
    private const string RingFolder = "link-keys";

    /// <summary>Registers the links; their keys lie in the data folder.</summary>
    public static void AddReportLinks(this IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName("PolicyService");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider => new ConfigureOptions<KeyManagementOptions>(
            options => options.XmlRepository = Ring(provider)));
        services.AddSingleton<ReportLinks>();

        // It warns that the keys are not encrypted: as everything in the data folder, they are kept by the folder's mode.
        services.AddLogging(logging => logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error));
    }

    private static FileSystemXmlRepository Ring(IServiceProvider provider)
    {
        var folder = provider.GetRequiredService<DataFolder>().Below(RingFolder);
        OwnerOnly.Folder(folder);
        return new FileSystemXmlRepository(new DirectoryInfo(folder), provider.GetRequiredService<ILoggerFactory>());
    }
}
