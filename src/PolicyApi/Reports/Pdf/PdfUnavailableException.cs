namespace PolicyApi.Reports.Pdf;

/// <summary>No PDF can be made here.</summary>
/// <param name="message">Why, and what to do about it.</param>
/// <param name="innerException">What failed.</param>
public sealed class PdfUnavailableException(string message, Exception? innerException = null) : Exception(message, innerException);
