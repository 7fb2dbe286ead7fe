using System.Text.Json;
using LiteDB;

namespace PolicyApi.Storage.LiteDb.Inspection;

/// <summary>Walks collections.</summary>
internal static class Rows
{
    private const int AtOnce = 200;

    /// <summary>All documents by their ids, some at a time, so that a large collection needs no more memory than a small one.</summary>
    public static IEnumerable<BsonDocument> ById(ILiteCollection<BsonDocument> collection)
    {
        BsonValue last = BsonValue.MinValue;
        while (true)
        {
            var page = collection.Query().Where(Query.GT("_id", last)).OrderBy("_id").Limit(AtOnce).ToList();
            foreach (var row in page)
                yield return row;
            if (page.Count < AtOnce)
                yield break;
            last = page[^1]["_id"];
        }
    }

    /// <summary>Runs a look at one row; what is wrong with it is noted.</summary>
    public static T? Look<T>(Func<T?> look, string place, List<string> problems)
        where T : class
    {
        try
        {
            return look();
        }
        catch (StoreCorruptException e)
        {
            problems.Add(e.Message);
        }
        catch (Exception e) when (IsOfContent(e))
        {
            problems.Add($"{place} cannot be read: {e.Message}");
        }

        return null;
    }

    /// <summary>Whether an exception says that something is not of the form it ought to have.</summary>
    public static bool IsOfContent(Exception e) =>
        e is JsonException or FormatException or InvalidOperationException or KeyNotFoundException or InvalidCastException or ArgumentException or IndexOutOfRangeException or NullReferenceException;
}
