namespace PolicyApi.Reports.Pdf;

/// <summary>Thrown if no PDF can be printed.</summary>
/// <param name="message">Why, and what to do about it.</param>
/// <param name="innerException">The cause.</param>
public sealed class PdfUnavailableException(string message, Exception? innerException = null) : Exception(message, innerException);
