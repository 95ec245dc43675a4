using System.Text;
using Gans.Formats;
using Gans.Pipeline.Definition;
using Gans.Pipeline.Tests.Doubles;

namespace Gans.Pipeline.Tests.Definition;

/// <summary>Pipelines that are small and would take very long, or very much memory, if work grew with more than their size.</summary>
[TestClass]
public sealed class PipelineBoundsTests
{
    [TestMethod]
    [Timeout(20_000)]
    public void Read_ManyStagesWithOneAliasedList_IsQuick()
    {
        var text = new StringBuilder("params: { x: 1 }\nstages:\n");
        text.Append("  s0: { cmd: x, deps: &d [").AppendJoin(", ", Enumerable.Range(0, 300).Select(i => $"in{i}")).Append("], outs: [out0] }\n");
        for (var i = 1; i < 300; i++)
        {
            text.Append($"  s{i}: {{ cmd: x, deps: *d, outs: [out{i}] }}\n");
        }

        Assert.AreEqual(300, Read(text.ToString()).Stages.Length);
    }

    [TestMethod]
    [Timeout(20_000)]
    public void Read_AliasesThatMakeMillionsOfPaths_AreRefused()
    {
        var text = new StringBuilder("stages:\n");
        text.Append("  s0: { cmd: x, deps: &d [").AppendJoin(", ", Enumerable.Range(0, 5000).Select(i => $"in{i}")).Append("] }\n");
        for (var i = 1; i < 3000; i++)
        {
            text.Append($"  s{i}: {{ cmd: x, deps: *d }}\n");
        }

        AssertShort(text.ToString(), "more than 100000 paths");
    }

    [TestMethod]
    [Timeout(20_000)]
    public void Read_SixtyThousandOuts_IsQuick()
    {
        var text = new StringBuilder("stages: { a: { cmd: x, outs: [").AppendJoin(", ", Enumerable.Range(0, 60_000).Select(i => $"o{i}")).Append("] } }");

        Assert.AreEqual(60_000, Read(text.ToString()).Stages[0].Outs.Length);
    }

    [TestMethod]
    [Timeout(20_000)]
    public void Read_TwentyThousandStagesInAChain_IsQuick()
    {
        var text = new StringBuilder("stages:\n");
        for (var i = 0; i < 20_000; i++)
        {
            text.Append($"  s{i}: {{ cmd: x, deps: [o{i + 1}], outs: [o{i}] }}\n");
        }

        Assert.AreEqual("s19999", Read(text.ToString()).Stages[0].Name);
        AssertShort(text.Append("  z: { cmd: x, deps: [o0], outs: [o20000] }\n").ToString(), "in a circle: ");
    }

    [TestMethod]
    [Timeout(20_000)]
    public void Read_NameOfManyLongParams_IsRefused() => AssertShort(
        $"name: \"{string.Concat(Enumerable.Repeat("${a}", 20_000))}\"\nparams: {{ a: {new string('x', 60_000)} }}\nstages: {{ s: {{ cmd: x }} }}",
        "more than 131072 letters");

    [TestMethod]
    public void Read_VeryLongPath_IsRefused() => AssertShort($"stages: {{ s: {{ cmd: x, deps: [{new string('x', 50_000)}] }} }}", "a path of 50000 letters");

    [TestMethod]
    public void Read_VeryLongWord_IsToldShortly() => AssertShort($"stages: {{ s: {{ cmd: x, {new string('x', 50_000)}: y }} }}", "has no 'xxx");

    private static void AssertShort(string text, string expected)
    {
        var message = Assert.ThrowsExactly<InvalidInputException>(() => Read(text)).Message;
        StringAssert.Contains(message, expected);
        Assert.IsLessThan(700, message.Length);
    }

    private static PipelineDefinition Read(string text) => PipelineReader.Parse("p.yaml", text, new(new FakeStage()));
}
