using System.Buffers;
using System.Text.Json;
using PolicyEngine.Bench.Timing;

namespace PolicyEngine.Bench.Common;

/// <summary>Compares all variants of the common policy.</summary>
internal static class CommonContest
{
    public static void Run(string root, int rounds)
    {
        var contest = Prepare(root, rounds, out var hasStock);
        contest.Run();
        Ratio.Print("a/f", contest["a ours, typed facts"].Nanoseconds / contest["f hand-written, typed facts"].Nanoseconds, "at most 1.3");
        Ratio.Print("b/e", contest["b ours, bytes to bytes"].Nanoseconds / contest["e hand-written, bytes to bytes"].Nanoseconds, "at most 0.7");
        if (!hasStock)
            return;
        Ratio.Print("c/b", contest["c stock, bytes to bytes"].Nanoseconds / contest["b ours, bytes to bytes"].Nanoseconds, "at least 12");
        Ratio.Print("c/f", contest["c stock, ExpandoObject"].Nanoseconds / contest["f hand-written, typed facts"].Nanoseconds, "what hand-written decimals reach");
        Ratio.Print("c/a", contest["c stock, ExpandoObject"].Nanoseconds / contest["a ours, typed facts"].Nanoseconds, "at least 200");
    }

    /// <summary>Runs one variant repeatedly, for profiling.</summary>
    public static void Loop(string root, string variant, TimeSpan time) => Prepare(root, rounds: 1, out _).Loop(variant, time);

    private static Contest Prepare(string root, int rounds, out bool hasStock)
    {
        var inputs = CommonInputs.Find(root);
        var ours = new Ours(root).Translated();
        var hand = new HandWritten();
        var stock = inputs.StockWorkflow is { } workflow ? new Stock(workflow) : null;
        CheckEqual(inputs, ours, hand, stock);

        var typed = Array.ConvertAll(inputs.Facts, ours.Read);
        var facts = Array.ConvertAll(inputs.Facts, f => JsonSerializer.Deserialize(f, CommonJson.Default.CommonFacts)!);
        var count = inputs.Facts.Length;
        var contest = new Contest("common", rounds);
        var program = ours.Policy.Program;
        contest.Add("a ours, typed facts", i => program.Return(program.Run(typed[i % count])));
        var untranslated = new Ours(root);
        var (interpreted, own) = (untranslated.Policy.Program, Array.ConvertAll(inputs.Facts, untranslated.Read)); // Each compiled model has its own types.
        contest.Add("  (a, before its code is translated)", i => interpreted.Return(interpreted.Run(own[i % count])));
        contest.Add("f hand-written, typed facts", i => hand.Decide(facts[i % count]));
        var output = new ArrayBufferWriter<byte>(65_536);
        contest.Add("b ours, bytes to bytes", i =>
        {
            output.ResetWrittenCount();
            ours.WriteOutcomes(inputs.Facts[i % count], output);
        });
        contest.Add("  (b, with every reason in two languages)", i =>
        {
            output.ResetWrittenCount();
            ours.WriteReasons(inputs.Facts[i % count], output);
        });
        contest.Add("  (b, reading alone)", i => ours.Policy.ReadOwn(inputs.Facts[i % count]));
        contest.Add("e hand-written, bytes to bytes", i => Discard(HandBytes(hand, inputs.Facts[i % count])));
        if (stock is not null)
        {
            var expandos = Array.ConvertAll(inputs.Facts, f => Stock.Expando(f));
            var classes = Array.ConvertAll(inputs.Facts, f => JsonSerializer.Deserialize(f, StockJson.Default.StockFacts)!);
            contest.Add("c stock, ExpandoObject", i => stock.Run(expandos[i % count]));
            contest.Add("c stock, bytes to bytes", i => Discard(StockBytes(stock, inputs.Facts[i % count])));
            contest.Add("d stock, typed facts", i => stock.Run(classes[i % count]));
        }

        hasStock = stock is not null;
        return contest;
    }

    public static byte[] HandBytes(HandWritten hand, byte[] utf8)
    {
        var facts = JsonSerializer.Deserialize(utf8, CommonJson.Default.CommonFacts)!;
        hand.Decide(facts);
        return JsonSerializer.SerializeToUtf8Bytes(hand.Answer(facts), CommonJson.Default.CommonAnswer);
    }

    private static byte[] StockBytes(Stock stock, byte[] utf8)
    {
        var facts = Stock.Expando(utf8);
        IDictionary<string, object?> members = facts;
        return JsonSerializer.SerializeToUtf8Bytes(Stock.Answer((string)members["managerId"]!, (string)members["period"]!, stock.Run(facts)), CommonJson.Default.CommonAnswer);
    }

    private static void Discard(byte[] bytes) => GC.KeepAlive(bytes);

    private static void CheckEqual(CommonInputs inputs, Ours ours, HandWritten hand, Stock? stock)
    {
        for (var i = 0; i < inputs.Facts.Length; i++)
        {
            var facts = JsonSerializer.Deserialize(inputs.Facts[i], CommonJson.Default.CommonFacts)!;
            hand.Decide(facts);
            var expected = inputs.Expected?[i] ?? Text(hand.Answer(facts));
            RequireEqual(expected, Text(hand.Answer(facts)), "hand-written", i);
            RequireEqual(expected, Text(ours.Answer(inputs.Facts[i])), "ours", i);
            if (stock is null)
                continue;
            RequireEqual(expected, Text(Stock.Answer(facts.ManagerId, facts.Period, stock.Run(Stock.Expando(inputs.Facts[i])))), "stock on ExpandoObject", i);
            RequireEqual(expected, Text(Stock.Answer(facts.ManagerId, facts.Period, stock.Run(JsonSerializer.Deserialize(inputs.Facts[i], StockJson.Default.StockFacts)!))), "stock on typed facts", i);
        }
    }

    private static string Text(CommonAnswer answer) => JsonSerializer.Serialize(answer, CommonJson.Default.CommonAnswer);

    private static void RequireEqual(string expected, string found, string who, int input)
    {
        using var left = JsonDocument.Parse(expected);
        using var right = JsonDocument.Parse(found);
        if (!JsonElement.DeepEquals(left.RootElement, right.RootElement))
            throw new InvalidOperationException($"input {input}: {who} answers\n{found}\nbut expected is\n{expected}");
    }
}
