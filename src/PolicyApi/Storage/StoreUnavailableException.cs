namespace PolicyApi.Storage;

/// <summary>
/// The store's server cannot be reached or refuses, and waiting for a while did not help. The write in progress may or may not have
/// succeeded; repeating it is safe. The process can continue, and serves again when the server does.
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
