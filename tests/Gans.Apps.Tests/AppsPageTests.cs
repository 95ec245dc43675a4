using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Gans.Formats;
using Gans.Inference;
using Gans.Runtime;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Gans.Apps.Tests;

/// <summary>docs/apps.md says what is so.</summary>
[TestClass]
public sealed partial class AppsPageTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "apps.md"));

    /// <summary>The rows of the table of seeds.</summary>
    public static IEnumerable<object[]> Seeds => SeedRow().Matches(Page).Select(static row =>
        (object[])[long.Parse(row.Groups[1].Value, CultureInfo.InvariantCulture), long.Parse(row.Groups[2].Value, CultureInfo.InvariantCulture),
            row.Groups[3].Value, row.Groups[4].Value, row.Groups[5].Value]);

    [TestMethod]
    [Description("Each block stands in a file of Snippets/, which is compiled and, but for the server, run. Only lines that import may stand apart.")]
    public void CSharp_OfThePage_IsWhatTestsCompile()
    {
        var sources = Directory.GetFiles(Path.Combine(Repository.Root, "tests", "Gans.Apps.Tests", "Snippets"))
            .Select(static path => File.ReadLines(path).Select(static line => line.Trim()).ToList()).ToList();

        var strangers = Blocks("csharp").Where(block =>
        {
            var lines = block.Split('\n').Select(static line => line.Trim()).ToList();
            var imports = lines.Where(static line => Import().IsMatch(line)).ToList();
            var code = string.Join('\n', lines.Where(line => !imports.Contains(line))).Trim();
            return !sources.Any(source => imports.All(source.Contains) && string.Join('\n', source).Contains(code, StringComparison.Ordinal));
        });

        Assert.AreEqual("", string.Join("\n\n", strangers));
        Assert.IsGreaterThanOrEqualTo(10, Blocks("csharp").Count());
    }

    [TestMethod]
    [DynamicData(nameof(Seeds))]
    [Description("Words, by the page's formulas, are its numbers, and these are Gans' own, to the last digit.")]
    public void Seed_OfThePage_IsTheLatent(long seed, long index, string words, string normal, string uniform)
    {
        var block = words.Split(' ').Select(static word => uint.Parse(word, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToArray();
        double[] byFormula =
        [
            Radius(block[0]) * Math.Cos(Turn(block[1])), Radius(block[0]) * Math.Sin(Turn(block[1])),
            Radius(block[2]) * Math.Cos(Turn(block[3])), Radius(block[2]) * Math.Sin(Turn(block[3])),
        ];

        CollectionAssert.AreEqual(Draw(LatentDistribution.Normal), Numbers(normal));
        CollectionAssert.AreEqual(Draw(LatentDistribution.Uniform), Numbers(uniform));
        CollectionAssert.AreEqual(Numbers(normal), byFormula.Select(static value => (float)value).ToArray());
        CollectionAssert.AreEqual(Numbers(uniform), block.Select(static word => ((word >> 8) / 8388608f) - 1).ToArray());

        float[] Draw(LatentDistribution law) => new LatentSource(latentSize: 4, law, seed).Draw(1, index).Values.ToArray();

        static double Radius(uint word) => Math.Sqrt(-2 * Math.Log((word + 0.5) / 4294967296));

        static double Turn(uint word) => 2 * Math.PI * word / 4294967296;
    }

    [TestMethod]
    [DataRow("python", "python3", "-c", "print(*latent({0}, {1}, 7))")]
    [DataRow("js", "node", "-e", "console.log(...latent({0}n, {1}n, 7))")]
    [Description("The page's first block of each language, run. A system's logarithm and cosine may differ in a double's last bit: 1e-6 is far above that.")]
    public void OtherLanguage_OfThePage_DrawsGansLatents(string language, string program, string option, string call)
    {
        foreach (var seed in Seeds)
        {
            var code = $"{Blocks(language).First()}\n{string.Format(CultureInfo.InvariantCulture, call, seed)}";
            var expected = new LatentSource(latentSize: 7, LatentDistribution.Normal, (long)seed[0]).Draw(1, (long)seed[1]).Values.ToArray();

            var drawn = Numbers(Output(program, option, code));

            Assert.HasCount(expected.Length, drawn);
            for (var i = 0; i < expected.Length; i++)
            {
                Assert.AreEqual(expected[i], drawn[i], 1e-6f);
            }
        }
    }

    [TestMethod]
    public void Json_OfThePage_ConfiguresAGenerator()
    {
        var settings = new ConfigurationBuilder().AddJsonStream(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(Blocks("json").Single()))).Build();
        using var services = new ServiceCollection().AddGenerator(settings.GetSection("Generator")).BuildServiceProvider();

        var generator = services.GetRequiredService<Generator>();

        Assert.AreEqual((Device.Cpu, 32), (generator.Device, generator.BatchSize));
    }

    private static IEnumerable<string> Blocks(string language) => Block().Matches(Page)
        .Where(match => match.Groups[1].Value == language).Select(static match => match.Groups[2].Value);

    private static float[] Numbers(string text) =>
        [.. text.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).Select(static number => float.Parse(number, CultureInfo.InvariantCulture))];

    private static string Output(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            Assert.AreEqual(0, process.ExitCode);
            return output;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new AssertInconclusiveException($"There is no {program} here.");
        }
    }

    [GeneratedRegex(@"^\| (-?\d+) \| (\d+) \| ([0-9a-f ]+) \| ([-.0-9e ]+) \| ([-.0-9e ]+) \|\r?$", RegexOptions.Multiline)]
    private static partial Regex SeedRow();

    [GeneratedRegex(@"^```(\w+)\r?\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"^using [\w.]+;$")]
    private static partial Regex Import();
}
