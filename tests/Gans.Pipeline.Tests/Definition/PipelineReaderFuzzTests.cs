using FsCheck;
using FsCheck.Fluent;
using Gans.Formats;
using Gans.Pipeline.Definition;
using Gans.Pipeline.Stages;
using Gans.Pipeline.Tests.Doubles;

namespace Gans.Pipeline.Tests.Definition;

[TestClass]
public sealed class PipelineReaderFuzzTests
{
    private const string Valid = """
        name: fashion
        params: { seed: 7, folder: artifacts }
        stages:
          first: { cmd: "echo ${seed} > ${out}", outs: [artifacts/data], params: [seed] }
          second: &a
            desc: |
              two
              lines
            uses: fake
            with: { count: 3, labels: [1, 2], device: auto }
            deps: ["${folder}/data"]
            outs: ['${folder}/samples.png']
        """;

    private static readonly string[] Pieces =
    [
        "{", "}", "[", "]", ":", "- ", "\n", "  ", "\t", "*a", "&a ", "!!str ", "? ", "| ", "> ", "#", "'", "\"", "${", "%", "---", "...", "\0", "é", "\u2028",
        "<<: *a", "@", "`", ",",
    ];

    [TestMethod]
    [Description("Cuts, doubles, swaps and inserts pieces: the reader accepts the result or says what is wrong, and nothing else.")]
    public void Parse_MutatedFile_ReturnsOrThrowsInvalidInput()
    {
        var catalog = new StageCatalog(new FakeStage());
        var mutation = Gen.Zip(Gen.Choose(0, 3), Gen.Zip(Gen.Choose(0, 1000), Gen.Choose(0, 1000)));
        var property = Prop.ForAll(
            Gen.NonEmptyListOf(mutation).Resize(6).ToArbitrary(),
            mutations => ReadsOrRefuses(catalog, mutations.Aggregate(Valid, (text, each) => Mutate(text, each.Item1, each.Item2.Item1, each.Item2.Item2))));

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(3000), property);
    }

    private static string Mutate(string text, int kind, int first, int second)
    {
        var at = text.Length == 0 ? 0 : first % text.Length;
        var length = Math.Min(second % 20, text.Length - at);
        return kind switch
        {
            0 => text.Remove(at, length),
            1 => text.Insert(at, Pieces[second % Pieces.Length]),
            2 => text.Insert(at, text.Substring(at, length)),
            _ => text[..at] + Pieces[second % Pieces.Length] + text[Math.Min(text.Length, at + 1)..],
        };
    }

    private static bool ReadsOrRefuses(StageCatalog catalog, string text)
    {
        try
        {
            return PipelineReader.Parse("p", text, catalog).Stages.Length > 0;
        }
        catch (InvalidInputException e)
        {
            return !e.Message.Contains('\n', StringComparison.Ordinal);
        }
    }
}
