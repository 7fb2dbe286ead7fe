using BenchmarkDotNet.Running;
using PolicyEngine.Bench;
using PolicyEngine.Bench.Common;
using PolicyEngine.Bench.Lists;
using PolicyEngine.Bench.Scheme;

// Times are processor times, as medians of rounds in which all variants alternate. Compare only numbers from the same run.
if (args.Contains("--careful"))
{
    BenchmarkRunner.Run<CommonBenchmarks>(config: null, [.. args.Except(["--careful"], StringComparer.Ordinal)]);
    return;
}

var root = Repository.Find();
if (args is ["--loop", var variant])
{
    Loop(variant, TimeSpan.FromSeconds(20));
    return;
}

var rounds = args.Contains("--quick") ? 15 : 75;
var only = args.SkipWhile(a => !string.Equals(a, "--only", StringComparison.Ordinal)).ElementAtOrDefault(1);
if (only is null or "common")
    CommonContest.Run(root, rounds);
if (only is null or "scheme")
    SchemeContest.Run(root, rounds);
if (only is null or "lists")
    ListContest.Run(rounds);
if (only is null or "compile")
    CompileContest.Run(root);
if (only is null or "batch")
    BatchContest.Run(root);

// Runs one variant repeatedly, for profiling.
void Loop(string what, TimeSpan time)
{
    switch (what)
    {
        case "compile":
            CompileContest.Loop(root, time);
            break;
        case "scheme":
            SchemeContest.Loop(root, "result", time);
            break;
        case var scheme when scheme.StartsWith("scheme ", StringComparison.Ordinal):
            SchemeContest.Loop(root, scheme["scheme ".Length..], time);
            break;
        default:
            CommonContest.Loop(root, what, time);
            break;
    }
}
