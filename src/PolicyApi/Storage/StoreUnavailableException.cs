namespace PolicyApi.Storage;

/// <summary>
/// The store's server cannot be reached or refuses, and waiting for it a while did not help. What was being written may or may not be
/// there; writing it again is safe. The process can go on, and serves again when the server does.
/// </summary>
public sealed class StoreUnavailableException : StoreException
{
    /// <summary>Names the server and what to do.</summary>
    /// <param name="message">Lower case, one line.</param>
    /// <param name="inner">What reaching it threw.</param>
    public StoreUnavailableException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
