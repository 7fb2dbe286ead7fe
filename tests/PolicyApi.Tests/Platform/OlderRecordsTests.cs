using System.Text.Json;
using PolicyApi.Appraisals.Jobs;
using PolicyApi.Platform.Idempotency;
using PolicyApi.Platform.Json;

namespace PolicyApi.Tests.Platform;

/// <summary>Records as earlier releases stored them, before members were added. Every form that was ever stored stays here.</summary>
public sealed class OlderRecordsTests
{
    [Theory]
    [InlineData("""{"fingerprint":"ab","at":"2026-11-27T01:00:00Z"}""", false)]
    [InlineData("""{"fingerprint":"ab","at":"2026-11-27T01:00:00Z","status":201,"headers":{"Location":"/v1/decisions/dec_1"},"body":"e30="}""", true)]
    public void An_answer_kept_for_retries_before_it_named_a_person_is_read(string stored, bool hasAnswer)
    {
        var kept = JsonSerializer.Deserialize(stored, WireJson.Type<KeptAnswer>(KeptJson.Default))!;

        Assert.Equal((hasAnswer, false, false, null), (kept.Status is not null, kept.IsStream, kept.IsErased, kept.Subject));
    }

    [Fact]
    public void A_line_of_a_job_of_reports_from_before_ids_were_told_apart_by_case_is_read() =>
        Assert.Equal(new ReportLine("apr_1", "en", 1, IsApart: false), JsonSerializer.Deserialize("""{"appraisal":"apr_1","lang":"en","templateVersion":1}""", ReportLine.Json));

    [Fact]
    public void Without_a_member_that_was_there_from_the_start_a_record_is_damaged() =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize("""{"appraisal":"apr_1","templateVersion":1}""", ReportLine.Json));
}
