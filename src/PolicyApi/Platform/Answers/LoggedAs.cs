using PolicyApi.Platform.Settings;

namespace PolicyApi.Platform.Answers;

/// <summary>Tells callers in a header how their answer is stored, unless it was stored durably before it was sent.</summary>
internal static class LoggedAs
{
    private const string Header = "Decision-Log";

    /// <summary>Sets the header, except for durably stored answers.</summary>
    public static void Tell(HttpResponse response, LogMode mode)
    {
        if (mode != LogMode.Durable)
            response.Headers[Header] = mode == LogMode.BestEffort ? "bestEffort" : "off";
    }
}
