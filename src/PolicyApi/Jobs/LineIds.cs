using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace PolicyApi.Jobs;

/// <summary>Ids of the records that jobs store. The same line of the same job always gives the same id, so that work done twice is stored once.</summary>
internal static class LineIds
{
    /// <summary>
    /// Returns an id in the form of a time-ordered UUID: the job's time, then the line, interleaved with parts of a hash of the job. The records of a job
    /// are in the order of its lines.
    /// </summary>
    /// <param name="prefix">The prefix for the kind of record, such as <c>apr</c>.</param>
    /// <param name="job">The job.</param>
    /// <param name="line">The 1-based number of the line.</param>
    public static string Of(string prefix, JobToHandle job, int line)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(job.Id)));
        return string.Create(CultureInfo.InvariantCulture, $"{prefix}_{job.CreatedAt.ToUnixTimeMilliseconds():x12}7{hash[..3]}8{line:x8}{hash[3..10]}");
    }
}
