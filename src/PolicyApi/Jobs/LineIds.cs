using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace PolicyApi.Jobs;

/// <summary>Ids of what jobs record. The same line of the same job always gives the same one, so that work done twice is recorded once.</summary>
internal static class LineIds
{
    /// <summary>An id in the form of a time-ordered UUID: the job's time, then the line, so that a job's records lie in the order of its lines, then a hash of the job.</summary>
    /// <param name="prefix">Says what it names, such as <c>apr</c>.</param>
    /// <param name="job">The job.</param>
    /// <param name="line">The 1-based line.</param>
    public static string Of(string prefix, JobToHandle job, int line)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(job.Id)));
        return string.Create(CultureInfo.InvariantCulture, $"{prefix}_{job.CreatedAt.ToUnixTimeMilliseconds():x12}7{hash[..3]}8{line:x8}{hash[3..10]}");
    }
}
