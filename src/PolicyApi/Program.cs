using System.Globalization;
using PolicyApi.Audit.Verification;
using PolicyApi.Demo;
using PolicyApi.Maintenance;
using PolicyApi.Platform.Hosting;
using PolicyApi.Platform.Stores;
using PolicyApi.Storage;

// The invariant culture applies everywhere, because numbers and dates are data; reports format them in their own language.
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.InvariantCulture;
CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;

try
{
    if (UsageCommand.IsAsked(args))
        return await UsageCommand.RunAsync(Console.Out);

    if (DemoOptions.Read(args) is { } demo)
        return await DemoCommand.RunAsync(demo, Console.Out);

    if (FsckCommand.IsAsked(args))
        return await FsckCommand.RunAsync(args, Console.Out);

    if (VerifyOptions.Read(args) is { } verify)
    {
        await using var host = await PolicyApiHost.BuildStoreAsync(verify.Settings);
        return await VerifyCommand.RunAsync(host.Services.GetRequiredService<IPolicyStore>(), verify, Console.Out);
    }

    await using var app = await PolicyApiHost.BuildAsync(args);
    if (!await PolicyApiHost.StartAsync(app))
        return StoreWatch.ExitCode;
    await PolicyApiHost.TellFirstStepsAsync(app);
    return await PolicyApiHost.RunAsync(app);
}
catch (Exception e) when (StartFailures.Explain(e) is { } explanation)
{
    // What an operator can fix is reported in one line, without a stack trace.
    await Console.Error.WriteLineAsync((args is [VerifyOptions.Command, ..] ? "cannot verify: " : "the service cannot start: ") + explanation);
    return args is [VerifyOptions.Command, ..] ? StartFailures.Other : StartFailures.CodeOf(e);
}
