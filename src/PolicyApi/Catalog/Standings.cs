using PolicyApi.Storage;

namespace PolicyApi.Catalog;

/// <summary>What stands behind a publication, in the words of answers.</summary>
internal static class Standings
{
    /// <summary>That of a publication made on some basis.</summary>
    public static Standing Of(PublicationBasis basis) => basis switch
    {
        PublicationBasis.FourEyes => Standing.FourEyes,
        PublicationBasis.Shipped => Standing.Shipped,
        _ => Standing.SinglePerson,
    };
}
