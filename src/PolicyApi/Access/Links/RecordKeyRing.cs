using System.Text;
using System.Xml;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using PolicyApi.Storage;

namespace PolicyApi.Access.Links;

/// <summary>Stores the keys that sign links as records, so that a link created by one process works at another one on the same store.</summary>
/// <param name="store">The store for the records.</param>
internal sealed class RecordKeyRing(IPolicyStore store) : IXmlRepository
{
    private const string Collection = "link-keys";

    /// <inheritdoc/>
    public IReadOnlyCollection<XElement> GetAllElements() => ReadAsync().GetAwaiter().GetResult();

    /// <inheritdoc/>
    public void StoreElement(XElement element, string friendlyName) => WriteAsync(element).GetAwaiter().GetResult();

    private async Task<List<XElement>> ReadAsync()
    {
        var elements = new List<XElement>();
        string? after = null;
        while (true)
        {
            var page = await store.ListRecordsAsync(Collection, after, StoreLimits.MaxPageSize, CancellationToken.None);
            elements.AddRange(page.Select(Read));
            if (page.Count < StoreLimits.MaxPageSize)
                return elements;
            after = page[^1].Key.Id;
        }
    }

    private async Task WriteAsync(XElement element)
    {
        // The framework never replaces an element, and its names may not be valid ids of records.
        var key = new RecordKey(Collection, Guid.NewGuid().ToString("n"));
        var bytes = Encoding.UTF8.GetBytes(element.ToString(SaveOptions.DisableFormatting));
        await store.AppendAsync(new StoreChange { Records = [RecordWrite.Put(key, 0, bytes)] }, CancellationToken.None);
    }

    private static XElement Read(StoredRecord record)
    {
        try
        {
            return XElement.Parse(Encoding.UTF8.GetString(record.Bytes.Span));
        }
        catch (XmlException e)
        {
            throw new StoreCorruptException($"the record `{record.Key}` cannot be read as a link key; restore it from a backup ({e.Message})", e);
        }
    }
}
