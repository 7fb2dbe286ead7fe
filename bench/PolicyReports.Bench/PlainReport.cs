using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using PolicyApi.Reports.Charts;

namespace PolicyReports.Bench;

/// <summary>
/// The shipped report, hand-written with a string builder, as a programmer would who needs one layout and no templates. It uses the same charts
/// and produces the same page; the benchmark compares the pages before it measures.
/// </summary>
internal sealed class PlainReport
{
    private static readonly string Style = Shipped.Includes["style"];

    private readonly StringBuilder _page = new(48 * 1024);
    private readonly IReadOnlyDictionary<string, string> _texts;
    private readonly bool _chinese;
    private readonly CultureInfo _culture;
    private readonly JsonElement _all;
    private readonly JsonElement _scores;

    private PlainReport(JsonElement appraisal, string culture)
    {
        (_all, _scores, _chinese) = (appraisal, appraisal.GetProperty("scores"), culture == "zh-CN");
        _culture = CultureInfo.GetCultureInfo(culture);
        _texts = Shipped.Texts.For(_chinese);
    }

    /// <summary>Returns the page of a stored appraisal.</summary>
    public static string Write(ReadOnlyMemory<byte> utf8, string culture)
    {
        using var json = JsonDocument.Parse(utf8);
        var report = new PlainReport(json.RootElement, culture);
        report.Head(culture);
        report.Open();
        report.Goals();
        report.Pay();
        report.Development();
        return report._page.ToString();
    }

    private void Head(string culture)
    {
        var subject = _all.GetProperty("subject");
        var name = Text(subject, "name") ?? Text(subject, "id")!;
        W($"<!doctype html><html lang=\"{culture}\"><head><meta charset=\"utf-8\"><meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\"><meta name=\"viewport\" content=\"width=device-width\">");
        W($"<title>{T("report_title")} · {H(name)}</title><style>{Style}</style></head><body><header><div><h1>{T("report_title")}</h1>");
        W($"<div class=\"person{(name.Length > 30 ? " long" : "")}\">{H(name)}</div><div class=\"about\">{T("person_id")} <b>{H(Text(subject, "id")!)}</b>");
        if (Text(subject, "level") is { } level)
            W($" · {T("level")} <b>{H(level)}</b>");
        if (subject.TryGetProperty("year", out var year))
            W($" · {T("period")} <b>{T("year_before")}{year.GetRawText()}{T("year_after")}</b>");
        var scheme = _all.GetProperty("scheme");
        W($"</div></div><div class=\"proof\">{T("decision")} <b><code>{Text(_all, "id")}</code></b><br>{T("decided_at")} <b>{Time(Text(_all, "decidedAt")!)}</b> · {T("as_of")} <b>{Day(Text(_all, "asOf")!)}</b><br>");
        W($"{T("scheme")} <b>{Text(scheme, "id")}</b> v{scheme.GetProperty("version").GetRawText()} · {T("policies")} ");
        var left = _all.GetProperty("policies").GetArrayLength();
        foreach (var policy in Items(_all, "policies"))
            W($"<span class=\"version\"><b>{Text(policy, "id")}</b> v{policy.GetProperty("version").GetRawText()} <code>{Text(policy, "sha256")![..8]}</code>{(--left > 0 ? " ·" : "")}</span> ");
        W("<br></div></header>");
    }

    private void Open()
    {
        var parts = new List<(string Label, string[] Missing)> { (T("composite"), Missing(_scores)) };
        parts.AddRange(Items(_scores, "dimensions").Select(d => (L(d, "title"), Missing(d))));
        foreach (var (label, part) in new[] { ("promotion", "promotion"), ("training", "training"), ("rewards", "reward") })
            parts.Add((T(label), Missing(_all.GetProperty(part))));
        var waiting = parts.Where(p => p.Missing.Length > 0).GroupBy(p => string.Join(' ', p.Missing), StringComparer.Ordinal).ToList();
        var faults = Items(_scores, "faults").ToList();
        var held = _scores.GetProperty("feedback360").TryGetProperty("held", out var why);
        if (waiting.Count == 0 && faults.Count == 0 && !held)
            return;
        W($"<div class=\"open\"><strong>{T("mark_undetermined")} — {T("open_title")}</strong> <span class=\"soft\">{T("open_note")}</span><ul>");
        if (held)
            W($"<li><b>{T("feedback")}</b>{T("colon")}{H(why.GetProperty(Language).GetString()!)}</li>");
        foreach (var group in waiting)
        {
            var missing = group.First().Missing;
            W($"<li><b>{string.Join(T("comma"), group.Select(g => H(g.Label)))}</b>{T("colon")}{string.Join(T("semicolon"), missing.Take(6).Select(H))}");
            W(missing.Length > 6 ? $"{T("semicolon")}{T("more_before")}{missing.Length - 6}{T("more_after")}</li>" : "</li>");
        }

        foreach (var fault in faults)
            W($"<li>{H(L(fault, "message"))}</li>");
        W("</ul></div>");
    }

    private void Goals()
    {
        W($"<section><h2><b>1</b> {T("use_goals")}</h2><div class=\"columns block\"><div class=\"total\"><h3>{T("composite")}</h3><div class=\"score\">");
        W(Number(_scores, "composite") is { } composite
            ? $"<span class=\"value\">{N(composite)}</span><span class=\"grade\"><small>{T("grade")}</small> {Text(_scores, "grade")}</span>"
            : $"<span class=\"value\">?</span>{Mark("undetermined")}");
        W($"</div>{GaugeChart.Draw(T("composite"), Number(_scores, "composite"), 120, 100)}</div><div><h3>{T("components")} <small>{T("components_note")}</small></h3>");
        W($"{BarChart.Draw(T("components"), [.. Items(_scores, "components").Select(Component)], 120, 100)}</div></div>");
        Indicators();
        Trend();
        W($"<div class=\"columns\"><div class=\"block\"><h3>{T("profile")}</h3>");
        W($"{ProfileChart.Draw(T("profile"), [.. Items(_scores, "dimensions").Select(d => new ChartRow(L(d, "title"), Number(d, "output"), N(Number(d, "output"))))], 120, 100)}</div>");
        Personal();
        W("</div>");
        Duties();
        Feedback();
        W("</section>");
    }

    private ChartRow Component(JsonElement c)
    {
        var note = $"{T("weight")} {P(Number(c, "weight"))}";
        if (Number(c, "contribution") is { } contribution)
            note += $" → {N(contribution)}";
        return new ChartRow(L(c, "title"), Number(c, "score"), N(Number(c, "score")), null, note);
    }

    private void Indicators()
    {
        var year = _scores.GetProperty("kpi").GetProperty("year");
        W($"<div class=\"block\"><h3>{T("indicators")} <small>{T("year_score")} {N(Number(year, "score"))}{(Text(year, "grade") is { } grade ? $" · {T("grade")} {grade}" : "")}</small></h3><table><thead><tr>");
        W($"<th class=\"wide\">{T("indicator")}</th><th class=\"n\">{T("target")}</th><th class=\"n\">{T("actual")}</th><th class=\"wider\">{T("method")}</th><th class=\"n\">{T("score")}</th><th class=\"n\">{T("weight")}</th><th class=\"n\">{T("contribution")}</th><th>{T("against_target")}</th></tr></thead><tbody>");
        foreach (var indicator in Items(_scores, "indicators"))
        {
            var result = Items(year, "indicators").FirstOrDefault(r => Text(r, "id") == Text(indicator, "id"));
            if (result.ValueKind == JsonValueKind.Undefined)
                continue;
            W($"<tr><td><b>{Text(indicator, "id")}</b> {H(L(indicator, "title"))}{(indicator.TryGetProperty("unit", out _) ? $" <span class=\"soft small\">{H(L(indicator, "unit"))}</span>" : "")}</td>");
            W($"<td class=\"n\">{N(Number(result, "target"))}</td><td class=\"n\">{N(Number(result, "actual"))}</td><td class=\"small soft\">{H(L(indicator, "methodText"))}</td><td class=\"n\"><b>{N(Number(result, "score"))}</b>");
            W($"{(Text(result, "status") == "scored" ? "" : $"<br><span class=\"small\">{T("status_" + Text(result, "status"))}</span>")}</td><td class=\"n\">{P(Number(result, "weight"))}</td><td class=\"n\">{N(Number(result, "contribution"))}</td>");
            W($"<td>{BulletChart.Draw(L(indicator, "title"), Number(result, "score"), 120, Number(indicator, "full")!.Value)}</td></tr>");
        }

        W($"</tbody></table><p class=\"note\">{T("indicators_note")}</p></div>");
    }

    private void Trend()
    {
        var kpi = _scores.GetProperty("kpi");
        ChartRow Row(JsonElement p, string label) => new(label, Number(p, "score"), N(Number(p, "score")), null, Text(p, "grade"));
        string Label(JsonElement p, string kind) => T(kind + "_before") + p.GetProperty("index").GetRawText() + T(kind + "_after");
        var year = kpi.GetProperty("year");
        ChartGroup[] groups =
        [
            new(T("months"), [.. Items(kpi, "months").Select(m => Row(m, Label(m, "month")))]),
            new(T("quarters"), [.. Items(kpi, "quarters").Select(q => Row(q, Label(q, "quarter")))]),
            new(T("year"), [Row(year, T("year"))]),
        ];
        W($"<div class=\"block\"><h3>{T("trend")} <small>{T("trend_note")}</small></h3>{TrendChart.Draw(T("trend"), groups, 100)}");
        W($"<p class=\"note\">{T("rollup")}{T("colon")}{T("mean_of_months")} {N(Number(kpi, "meanOfMonths"))} × {P(Number(kpi, "monthWeight"))} + {T("mean_of_quarters")} {N(Number(kpi, "meanOfQuarters"))} × {P(Number(kpi, "quarterWeight"))} + {T("year")} {N(Number(year, "score"))} × {P(Number(kpi, "yearWeight"))} = <b>{N(Number(kpi, "score"))}</b></p>");
        foreach (var (period, kind) in Items(kpi, "months").Select(m => (m, "month")).Concat(Items(kpi, "quarters").Select(q => (q, "quarter"))))
        {
            foreach (var result in Items(period, "indicators").Where(r => Text(r, "status") != "scored"))
                W($"<p class=\"note\">{Label(period, kind)}, {Text(result, "id")}{T("colon")}{T("status_" + Text(result, "status"))}</p>");
        }

        W("</div>");
    }

    private void Personal()
    {
        var goals = _scores.GetProperty("goals");
        W($"<div class=\"block\"><h3>{T("goals")} <small>{N(Number(goals, "score"))}</small></h3><table><thead><tr><th>{T("goal")}</th><th class=\"n\">{T("weight")}</th><th class=\"n\">{T("progress")}</th><th class=\"n\">{T("contribution")}</th></tr></thead><tbody>");
        var items = Items(goals, "items").ToList();
        var count = 0;
        foreach (var goal in items)
            W($"<tr><td>{H(Text(goal, "title") ?? $"{T("goal")} {++count}")}</td><td class=\"n\">{P(Number(goal, "weight"))}</td><td class=\"n\">{P(Number(goal, "progress"))}</td><td class=\"n\"><b>{N(Number(goal, "contribution"))}</b></td></tr>");
        if (items.Count == 0)
            W($"<tr><td colspan=\"4\" class=\"soft\">{T("no_goals")}</td></tr>");
        W("</tbody></table></div>");
    }

    private void Duties()
    {
        var results = Items(_scores.GetProperty("kpi").GetProperty("year"), "indicators").ToList();
        var visits = results.FirstOrDefault(r => Text(r, "id") == "K4");
        var renewals = results.FirstOrDefault(r => Text(r, "id") == "K3");
        var facts = _all.TryGetProperty("facts", out var posted) ? posted : default;
        W($"<p class=\"note duties\">{T("duties")}{T("colon")}<b>{T("duty_needs")}</b>{Done("evidence_plans", Fact(facts, "accountPlans", "upToDate"), Fact(facts, "accountPlans", "required"))} · <b>{T("duty_service")}</b>{Done("evidence_visits", Number(visits, "actual"), Number(visits, "target"))}");
        W($" · <b>{T("duty_relationship")}</b>{Done("evidence_renewals", Number(renewals, "actual"), Number(renewals, "target"))} · <b>{T("duty_coordination")}</b>{Done("evidence_requests", Fact(facts, "resourceRequests", "onTime"), Fact(facts, "resourceRequests", "total"))}</p>");
    }

    private string Done(string label, decimal? done, decimal? all) => done is null || all is null ? " —" : $" {T(label)} {N(done)} / {N(all)}";

    private void Feedback()
    {
        var feedback = _scores.GetProperty("feedback360");
        var competencies = Items(feedback, "competencies").ToList();
        W($"<div class=\"block\"><h3>{T("feedback")} <small>{N(Number(feedback, "score"))} · {T("feedback_note")}</small></h3><div class=\"columns\"><div style=\"flex: 0 0 58mm\">");
        W($"{RadarChart.Draw(T("feedback"), [.. competencies.Select(c => new ChartRow(L(c, "title"), Number(c, "score"), N(Number(c, "score"), 2), Number(c, "self")))], 0, 5)}</div><div><table><thead><tr><th>{T("competency")}</th>");
        foreach (var group in Items(feedback, "groups"))
            W($"<th class=\"n\">{H(L(group, "title"))}<br>{P(Number(group, "weight"))}<br>{Text(group, "status") switch { "suppressed" => T("too_few"), "notApplicable" => T("not_applicable"), _ => $"n={H(group.GetProperty("raters").ToString())}" }}</th>");
        W($"<th class=\"n\">{T("score")}</th><th class=\"n\">{T("self")}</th></tr></thead><tbody>");
        foreach (var competency in competencies)
        {
            W($"<tr><td>{H(L(competency, "title"))}</td>");
            foreach (var group in Items(competency, "groups"))
                W($"<td class=\"n\">{Text(group, "status") switch { "counted" => N(Number(group, "mean")), "suppressed" => $"<span class=\"soft\">{T("suppressed")}</span>", "notApplicable" => $"<span class=\"soft\">{T("none")}</span>", _ => $"<span class=\"soft small\">{T("not_observed")}</span>" }}</td>");
            var (score, self) = (Number(competency, "score"), Number(competency, "self"));
            W($"<td class=\"n\"><b>{N(score)}</b></td><td class=\"n\">{N(self)}{(score is null || self is null ? "" : self > score ? " ▲" : self < score ? " ▼" : " =")}</td></tr>");
        }

        W($"</tbody></table><p class=\"note\">{T("self_note")} {T("suppression_note")} {T("twice_note")}</p></div></div></div>");
    }

    private void Pay()
    {
        W($"<section><h2><b>2</b> {T("use_pay")}</h2>");
        Bonus(_all.GetProperty("reward").GetProperty("rules"));
        var promotion = _all.GetProperty("promotion");
        W($"<div><h3>{T("promotion")} <small>{Mark(Text(promotion, "outcome")!)} {T("promotion_" + Text(promotion, "outcome"))}</small></h3><div class=\"gates\">");
        foreach (var gate in Items(promotion, "rules"))
        {
            W($"<div class=\"gate\"><h4><span>{H(L(gate, "title"))}</span>{Mark(Text(gate, "outcome")!)}</h4><ul>");
            foreach (var check in Items(gate, "rules").DefaultIfEmpty(gate))
                W($"<li class=\"{Text(check, "outcome")}\"><i>{T("sign_" + Text(check, "outcome"))}</i><span>{H(L(check, "reason"))}</span></li>");
            W("</ul></div>");
        }

        W("</div></div></section>");
    }

    private void Bonus(JsonElement rules)
    {
        JsonElement Rule(string name) => rules.EnumerateArray().FirstOrDefault(r => Text(r, "name") == name);
        var (target, attainment, payout, coefficient) = (Rule("TARGET_BONUS"), Rule("ATTAINMENT"), Rule("PAYOUT"), Rule("BONUS_COEFFICIENT"));
        var (bonus, advances, balance, gate) = (Rule("BONUS_AMOUNT"), Rule("ADVANCES"), Rule("BALANCE"), Rule("COST_GATE"));
        decimal? Out(JsonElement rule) => Number(rule, "output");
        var closed = gate.ValueKind == JsonValueKind.Object && Text(gate, "outcome") == "notMet";
        var step = closed
            ? new ChartRow(L(gate, "title"), Out(bonus), $"{T("sign_notMet")} → {M(Out(bonus))}", Kind: "step")
            : new ChartRow($"{L(payout, "title")} × {L(coefficient, "title")}", Out(bonus), $"{P(Out(payout))} × {N(Out(coefficient))}", Kind: "step");
        ChartRow[] rows =
        [
            new(L(target, "title"), Out(target), M(Out(target)), Kind: "total"), step, new(L(bonus, "title"), Out(bonus), M(Out(bonus)), Kind: "total"),
            new(L(advances, "title"), Out(balance), "− " + M(Out(advances)), Kind: "step"), new(L(balance, "title"), Out(balance), M(Out(balance)), Kind: "total"),
        ];
        var currency = _all.TryGetProperty("facts", out var facts) ? Text(facts, "currency") : null;
        W($"<div class=\"block\"><h3>{T("bonus")} <small>{H(L(attainment, "title"))} {P(Out(attainment))} → {H(L(payout, "title"))} {P(Out(payout))}{(currency is null ? "" : $" · {T("amounts_in")}{H(currency)}")}</small></h3><div class=\"fall\">{WaterfallChart.Draw(T("bonus"), rows)}</div>");
        if (closed)
            W($"<p class=\"note\">{Mark("notMet")} {H(L(gate, "reason"))}</p>");
        if (Text(balance, "outcome") == "undetermined")
        {
            W($"<p class=\"note\">{Mark("undetermined")}");
            foreach (var item in new[] { payout, coefficient, bonus, balance }.Where(r => Text(r, "outcome") == "undetermined"))
                W($"<span>{H(L(item, "title"))}{T("colon")}{H(L(item, "reason"))}</span>");
            W("</p>");
        }

        W("</div>");
    }

    private void Development()
    {
        W($"<div class=\"columns top\"><section><h2><b>3</b> {T("use_training")}</h2><ul class=\"list\">");
        var programmes = Items(_all.GetProperty("training"), "rules").Where(r => Text(r, "outcome") != "notMet").ToList();
        foreach (var item in programmes)
            W($"<li><span class=\"mark {Text(item, "outcome")}\">{(Text(item, "outcome") == "undetermined" ? T("reward_undetermined") : Text(item, "category") == "strength" ? T("strength") : T("programme"))}</span><div><b>{H(L(item, "title"))}</b><span class=\"small soft\">{Reasons(item)}</span></div></li>");
        W(programmes.Count == 0 ? $"<li>{T("no_training")}</li>" : "");
        W($"</ul></section><section><h2><b>4</b> {T("use_incentives")}</h2><ul class=\"list\">");
        foreach (var item in Items(_all.GetProperty("reward"), "rules").Where(r => Text(r, "category") == "reward"))
            W($"<li><span class=\"mark {Text(item, "outcome")}\">{T("reward_" + Text(item, "outcome"))}</span><div><b>{H(L(item, "title"))}</b><span class=\"small soft\">{Reasons(item)}</span></div></li>");
        W("</ul></section></div><section class=\"block\"><div class=\"write\">");
        foreach (var box in new[] { "talk", "objection" })
            W($"<div><h3>{T(box)}</h3><p class=\"note\">{T(box + "_note")}</p><div class=\"lines\"><i></i><i></i><i></i></div></div>");
        W("</div><div class=\"signs\">");
        foreach (var who in new[] { "sign_employee", "sign_superior", "sign_hr" })
            W($"<div><span>{T(who)}</span><span>{T("sign_date")}</span></div>");
        W("</div></section></body></html>");
    }

    private string Reasons(JsonElement item)
    {
        var parts = Items(item, "rules").ToList();
        return parts.Count == 0
            ? H(L(item, "reason"))
            : string.Concat(parts.Where(p => Text(p, "outcome") == Text(item, "outcome")).Select(p => $"<span class=\"reason\">{H(L(p, "reason"))}</span>"));
    }

    private string Language => _chinese ? "zh-CN" : "en";

    private void W(string markup) => _page.Append(markup);

    private string T(string key) => _texts[key];

    private string L(JsonElement element, string member) => element.TryGetProperty(member, out var text) ? text.GetProperty(Language).GetString()! : "";

    private string Mark(string outcome) => $"<span class=\"mark {outcome}\">{T("mark_" + outcome)}</span>";

    private string N(decimal? value, int? places = null) => value is { } v
        ? (places is { } p ? Math.Round(v, p, MidpointRounding.AwayFromZero) : v).ToString($"N{places ?? v.Scale}", _culture)
        : "—";

    private string P(decimal? value) => value is null ? "—" : N(value) + (_chinese ? "%" : " %");

    private string M(decimal? value) => value is { } v ? v.ToString($"N{Math.Max(2, (int)v.Scale)}", _culture) : "—";

    private string Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture).ToString(_chinese ? "yyyy年M月d日" : "d MMMM yyyy", _culture);

    private string Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture).ToUniversalTime().ToString(_chinese ? "yyyy年M月d日 HH:mm 'UTC'" : "d MMMM yyyy, HH:mm 'UTC'", _culture);

    private static string H(string text) => WebUtility.HtmlEncode(text);

    private static string? Text(JsonElement element, string member) => element.TryGetProperty(member, out var value) ? value.GetString() : null;

    private static decimal? Number(JsonElement element, string member) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDecimal() : null;

    private static decimal? Fact(JsonElement facts, string group, string member) =>
        facts.ValueKind == JsonValueKind.Object && facts.TryGetProperty(group, out var found) ? Number(found, member) : null;

    private static IEnumerable<JsonElement> Items(JsonElement element, string member)
    {
        if (!element.TryGetProperty(member, out var list))
            yield break;
        foreach (var item in list.EnumerateArray())
            yield return item;
    }

    private static string[] Missing(JsonElement element) => [.. Items(element, "missing").Select(m => m.GetString()!)];
}
