using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Options;
using PolicyApi.Storage;

namespace PolicyApi.Access.Links;

/// <summary>Registers what signs links.</summary>
internal static class LinkServices
{
    /// <summary>Registers the links; their keys lie in the store.</summary>
    public static void AddReportLinks(this IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName("PolicyService");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider => new ConfigureOptions<KeyManagementOptions>(
            options => options.XmlRepository = new RecordKeyRing(provider.GetRequiredService<IPolicyStore>())));
        services.AddSingleton<ReportLinks>();

        // It warns that the keys are not encrypted: as everything in the store, they are as safe as that is.
        services.AddLogging(logging => logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error));
    }
}
