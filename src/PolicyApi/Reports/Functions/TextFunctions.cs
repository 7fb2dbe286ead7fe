using System.Globalization;
using Scriban.Runtime;

namespace PolicyApi.Reports.Functions;

/// <summary>Functions for texts and dates in the report's language.</summary>
internal static class TextFunctions
{
    public static void AddTo(ScriptObject all)
    {
        all.SetValue("text", new TemplateFunction(Text, "key"), readOnly: true);
        all.SetValue("local", new TemplateFunction(Local, "text"), readOnly: true);
        all.SetValue("date", new TemplateFunction(Date, "value"), readOnly: true);
    }

    /// <summary><c>text "key"</c>: a text of the template.</summary>
    private static string Text(Call call)
    {
        var key = call.Text(0, "key");
        return call.Context.Template.Texts.For(call.Context.Chinese).TryGetValue(key, out var text)
            ? text
            : throw call.Error($"there is no text `{key}` in `{call.Context.CurrentCulture.Name}`; add it to the template's texts");
    }

    /// <summary><c>local object</c>: the text in the report's language from <c>{ "en", "zh-CN" }</c>; nothing if there is no object.</summary>
    private static string? Local(Call call)
    {
        if (call[0] is null)
            return null;
        var language = call.Context.Chinese ? "zh-CN" : "en";
        return call[0] is ScriptObject text && text.TryGetValue(language, out var value) && value is string found
            ? found
            : throw call.Error($"`local` takes a text in both languages, with a member `{language}`");
    }

    /// <summary><c>date "2025-12-31"</c>, <c>date "2026-01-12T01:30:00Z"</c>: a day, or a time in UTC.</summary>
    private static string Date(Call call)
    {
        if (call[0] is null)
            return NumberFunctions.Nothing;
        var text = call.Text(0, "value");
        var culture = call.Context.CurrentCulture;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return day.ToString(call.Context.Chinese ? "yyyy年M月d日" : "d MMMM yyyy", culture);
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
            return time.ToUniversalTime().ToString(call.Context.Chinese ? "yyyy年M月d日 HH:mm 'UTC'" : "d MMMM yyyy, HH:mm 'UTC'", culture);
        throw call.Error("the text is not a date; write it as `YYYY-MM-DD`"); // The text itself is not in the message, because it may be personal data.
    }
}
