namespace PolicyApi.Storage;

/// <summary>The store cannot carry out a request. The derived types say why.</summary>
public abstract class StoreException : Exception
{
    private protected StoreException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}

/// <summary>Stored bytes are not what was written. The message names the record.</summary>
public sealed class StoreCorruptException : StoreException
{
    /// <summary>Names the record and what is wrong with it.</summary>
    /// <param name="message">Lower case, one line.</param>
    /// <param name="inner">What reading it threw.</param>
    public StoreCorruptException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}

/// <summary>More writes are waiting than the store accepts. Nothing was written; the caller may try again shortly.</summary>
public sealed class StoreBusyException : StoreException
{
    /// <summary>Says how many are waiting.</summary>
    /// <param name="message">Lower case, one line.</param>
    public StoreBusyException(string message)
        : base(message)
    {
    }
}

/// <summary>There is too little disk space left. Nothing was written; reading still works, and writing resumes when there is enough space again.</summary>
public sealed class StoreFullException : StoreException
{
    /// <summary>Says what has too little space; the consequence and what to do are added.</summary>
    /// <param name="shortage">Lower case, one line, no full stop.</param>
    /// <param name="inner">The exception of the write, if one was attempted.</param>
    public StoreFullException(string shortage, Exception? inner = null)
        : base(shortage + ": what is stored is read, nothing is added; make room, and it goes on by itself", inner) => Shortage = shortage;

    /// <summary>What has too little space, for callers that cannot continue by themselves.</summary>
    public string Shortage { get; }
}

/// <summary>Another process has the data folder open.</summary>
public sealed class StoreInUseException : StoreException
{
    /// <summary>Names the folder.</summary>
    /// <param name="message">Lower case, one line.</param>
    /// <param name="inner">What opening the lock threw.</param>
    public StoreInUseException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}

/// <summary>The files were written by another build, in a format that this one does not read. Nothing was changed.</summary>
public sealed class StoreFormatException : StoreException
{
    /// <summary>Names the file and both formats.</summary>
    /// <param name="message">Lower case, one line.</param>
    public StoreFormatException(string message)
        : base(message)
    {
    }
}

/// <summary>The store has stopped, and it is not known whether the last write succeeded. The process should end and be restarted.</summary>
public sealed class StoreFailedException : StoreException
{
    /// <summary>Says what happened and what to do.</summary>
    /// <param name="message">Lower case, one line.</param>
    /// <param name="inner">What the storage engine threw.</param>
    public StoreFailedException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}

/// <summary>A decision's id belongs to another record. Nothing was written.</summary>
public sealed class DecisionIdTakenException : StoreException
{
    /// <summary>Names the id.</summary>
    /// <param name="id">The id that is already in use.</param>
    public DecisionIdTakenException(string id)
        : base($"the decision id `{id}` belongs to another record; use a new id")
    {
        Id = id;
    }

    /// <summary>The id that is already in use.</summary>
    public string Id { get; }
}
