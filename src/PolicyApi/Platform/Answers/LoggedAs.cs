namespace PolicyApi.Platform.Answers;

/// <summary>Tells a caller how its answer is stored, if that is less than durably before it was sent.</summary>
internal static class LoggedAs
{
    private const string Header = "Decision-Log";

    /// <summary>Sets the header; a durably stored answer has none.</summary>
    public static void Tell(HttpResponse response, LogMode mode)
    {
        if (mode != LogMode.Durable)
            response.Headers[Header] = mode == LogMode.BestEffort ? "bestEffort" : "off";
    }
}
