using System.Buffers;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using PolicyEngine.Facts;

namespace PolicyEngine.Bench.Common;

/// <summary>The common policy in BenchmarkDotNet, for careful runs on a quiet machine; one operation processes all inputs once.</summary>
[MemoryDiagnoser]
public class CommonBenchmarks
{
    private readonly HandWritten _hand = new();
    private readonly ArrayBufferWriter<byte> _output = new(65_536);
    private Ours _ours = null!;
    private byte[][] _inputs = [];
    private FactObject?[][] _typed = [];
    private CommonFacts[] _facts = [];

    /// <summary>Reads the inputs and compiles the policy.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        var root = Repository.Find();
        _inputs = CommonInputs.Find(root).Facts;
        _ours = new Ours(root).Translated();
        _typed = Array.ConvertAll(_inputs, _ours.Read);
        _facts = Array.ConvertAll(_inputs, f => JsonSerializer.Deserialize(f, CommonJson.Default.CommonFacts)!);
    }

    /// <summary>Variant a.</summary>
    [Benchmark]
    public void OursTyped()
    {
        foreach (var facts in _typed)
            _ours.Policy.Program.Return(_ours.Policy.Program.Run(facts));
    }

    /// <summary>Variant f.</summary>
    [Benchmark(Baseline = true)]
    public void HandWrittenTyped() => Array.ForEach(_facts, _hand.Decide);

    /// <summary>Variant b.</summary>
    [Benchmark]
    public void OursBytes()
    {
        foreach (var facts in _inputs)
        {
            _output.ResetWrittenCount();
            _ours.WriteOutcomes(facts, _output);
        }
    }

    /// <summary>Variant e.</summary>
    [Benchmark]
    public void HandWrittenBytes() => Array.ForEach(_inputs, f => CommonContest.HandBytes(_hand, f));
}
