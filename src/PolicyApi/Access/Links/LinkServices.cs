using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Options;
using PolicyApi.Storage;

namespace PolicyApi.Access.Links;

/// <summary>Registers the signing of links.</summary>
internal static class LinkServices
{
    /// <summary>Registers links to reports; their signing keys are in the store.</summary>
    public static void AddReportLinks(this IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName("PolicyService");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider => new ConfigureOptions<KeyManagementOptions>(
            options => options.XmlRepository = new RecordKeyRing(provider.GetRequiredService<IPolicyStore>())));
        services.AddSingleton<ReportLinks>();

        // Suppresses the warning that the keys are not encrypted: they are as safe as everything else in the store.
        services.AddLogging(logging => logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error));
    }
}
