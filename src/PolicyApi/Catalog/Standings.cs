using PolicyApi.Storage;

namespace PolicyApi.Catalog;

/// <summary>Converts the basis of a publication to the standing shown in answers.</summary>
internal static class Standings
{
    /// <summary>Returns the standing of a publication with a basis.</summary>
    public static Standing Of(PublicationBasis basis) => basis switch
    {
        PublicationBasis.FourEyes => Standing.FourEyes,
        PublicationBasis.Shipped => Standing.Shipped,
        _ => Standing.SinglePerson,
    };
}
