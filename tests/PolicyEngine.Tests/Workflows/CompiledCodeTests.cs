using System.Runtime.CompilerServices;
using System.Text;
using PolicyEngine.Policies;
using PolicyEngine.Tests.Policies;

namespace PolicyEngine.Tests.Workflows;

/// <summary>The memory that compiled policies take.</summary>
public sealed class CompiledCodeTests
{
    private const string Rules = """
        "GlobalParams": [ { "Name": "mean", "Expression": "m.nums.Average(x => x)" } ],
        "Rules": [
          { "RuleName": "r", "Expression": "m.a >= mean && m.items.Any(x => x.v > 1) && m.skills.x + m.skills.y > 3" },
          { "RuleName": "s", "Expression": "m.name == \"n\" || m.flag", "SuccessEvent": "S" }
        ]
        """;

    private static readonly byte[] Facts = Encoding.UTF8.GetBytes("""{ "id": "1", "name": "n", "a": 5, "flag": true, "skills": { "x": 1, "y": 3 }, "items": [{ "v": 2 }], "nums": [1, 2, 3] }""");

    [Fact]
    public void Evaluating_allocates_nothing()
    {
        var policy = Given.Compiled(Given.Policy(Rules));
        policy.Translate();
        var inputs = policy.ReadInputs(Facts)!;
        for (var i = 0; i < 100; i++)
            policy.Program.Return(policy.Program.Run(inputs));

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
            policy.Program.Return(policy.Program.Run(inputs));

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void The_first_evaluation_of_a_new_version_translates_no_code()
    {
        Given.Compiled(Given.Policy(Rules)).Decide(Facts);

        // The runtime may recompile code of the engine in between, so one of several versions must show it. Code that is compiled late would show with every
        // version.
        Assert.Contains(Enumerable.Range(4, 10), version =>
        {
            var policy = Given.Compiled(Given.Policy(Rules.Replace("> 3", $"> {version}", StringComparison.Ordinal)));
            var inputs = policy.ReadInputs(Facts)!;
            var before = System.Runtime.JitInfo.GetCompiledMethodCount(currentThread: true);
            policy.Program.Return(policy.Program.Run(inputs));
            return System.Runtime.JitInfo.GetCompiledMethodCount(currentThread: true) == before;
        });
    }

    [Fact]
    public void Writing_an_answer_allocates_nothing()
    {
        var policy = Given.Compiled(Given.Policy(Rules));
        var output = new System.Buffers.ArrayBufferWriter<byte>(65_536);
        using var answer = policy.Answer(Facts);
        for (var i = 0; i < 100; i++)
            Write(answer);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
            Write(answer);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Write(PolicyAnswer written)
        {
            output.ResetWrittenCount();
            written.WriteMembers(output);
            written.WriteOutcomes(output);
        }
    }

    [Fact]
    public void A_thousand_versions_compiled_and_dropped_leave_nothing_behind()
    {
        const int Versions = 1_000;
        var code = CompileAndDrop(Versions);

        // A leak grows with the number of versions. A few versions, whatever their number, may be queued for the runtime's background compiler, for as long
        // as the machine is too busy to get to them; that is no leak.
        const int Queued = 100;
        for (var i = 0; i < 300 && code.Count(c => c.IsAlive) > Queued; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            Thread.Sleep(100);
        }

        Assert.InRange(code.Count(c => c.IsAlive), 0, Queued);
    }

    /// <summary>A separate method, so that no local of the test keeps anything alive.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static List<WeakReference> CompileAndDrop(int versions)
    {
        var model = new VersionedDocument(Given.Read(Given.Model), 1);
        var code = new List<WeakReference>(2 * versions);
        for (var version = 1; version <= versions; version++)
        {
            var text = Given.Policy(Rules.Replace("> 3", $"> {version}", StringComparison.Ordinal));
            var set = PolicySet.Compile([model, new VersionedDocument(Given.Read(text), version)], reuse: null, out _);
            var policy = set.FindPolicy("p")!;
            Assert.NotNull(policy.Decide(Facts).Result);
            code.Add(new WeakReference(policy.Program));
            code.Add(new WeakReference(policy.Inputs[0].ClrType));
        }

        return code;
    }
}
