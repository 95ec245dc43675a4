using Gans.Formats;
using Gans.Inference;
using Gans.Pipeline.Commands;

namespace Gans.Pipeline.Tests.Stages;

/// <summary>
/// The commands that draw with styles, on a generator of one pixel and two layers, coarse and fine, of one number: w = psi z in both, and the pixel's level is
/// round((tanh(2 coarse + fine + noise) + 1) / 2 * 255), with noise of 0.25 in the coarse and of 0.5 in the fine layer.
/// </summary>
[TestClass]
public sealed class StyleStagesTests
{
    private static readonly TinyStyles Model = new()
    {
        LatentSize = 1,
        StyleSize = 1,
        Groups = (1, 0, 1),
        MappingWeights = [1],
        SynthesisWeights = [2, 1],
        NoiseWeights = [0.25f, 0.5f],
    };

    private static readonly float[] Z = new LatentSource(1, LatentDistribution.Normal, seed: 1).Draw(3).Values.ToArray();

    [TestMethod]
    public void Mix_Grid_HasTheTopsStylesOfAGroup()
    {
        byte[][] expected =
        [
            [255, Level(3 * Z[1]), Level(3 * Z[2])],
            [Level(3 * Z[0]), Level(2 * Z[1] + Z[0]), Level(2 * Z[2] + Z[0])],
            [Level(3 * Z[0]), Level(2 * Z[0] + Z[1]), Level(2 * Z[0] + Z[2])],
        ];

        var rows = Draw("mix --mapping {0}/mapping.onnx --synthesis {0}/synthesis.onnx --rows 1 --columns 2 --noise none", out var output);

        CollectionAssert.AreEqual(expected.SelectMany(row => row).ToArray(), rows.SelectMany(row => row).ToArray());
        StringAssert.Contains(output, "1 latent mixed with 2: coarse, fine layers");
    }

    [TestMethod]
    public void Mix_LayersAndPsi_AreAsAsked()
    {
        var rows = Draw("mix --mapping {0}/mapping.onnx --synthesis {0}/synthesis.onnx --rows 1 --columns 1 --noise none --layers fine --psi 0.5", out _);

        CollectionAssert.AreEqual(new[] { Level(1.5f * Z[0]), Level(Z[0] + 0.5f * Z[1]) }, rows[1]);
    }

    [TestMethod]
    [Description("All, none, coarse, fine; the mean change is that of the pixel between the first two.")]
    public void Noise_Grid_ShowsEachGroup()
    {
        var row = Draw("noise --model {0}/generator.onnx --rows 1 --psi 0", out var output)[0];

        CollectionAssert.AreEqual(new[] { Level(0.75f), Level(0), Level(0.25f), Level(0.5f) }, row);
        StringAssert.Contains(output, FormattableString.Invariant($"without any a pixel changes by {(row[0] - row[1]) / 255.0:0.00%} of the range"));
    }

    [TestMethod]
    [DataRow("", new[] { -1, -0.5f, 0, 0.5f, 0.7f, 1 })]
    [DataRow(" --psis 0.25,2", new[] { 0.25f, 2 })]
    public void Sweep_Psi_IsOneAColumn(string options, float[] psis)
    {
        var row = Draw("sweep --model {0}/generator.onnx --rows 1" + options, out _)[0];

        CollectionAssert.AreEqual(psis.Select(psi => Level(3 * psi * Z[0] + 0.75f)).ToArray(), row);
    }

    [TestMethod]
    public void Sweep_Truncations_DrawValuesBeyondAgain()
    {
        var row = Draw("sweep --model {0}/generator.onnx --rows 1 --psi 0.1 --truncations 0.1,100", out _)[0];

        var near = new LatentSource(1, LatentDistribution.Normal, seed: 1, 0.1).Draw(1).Values[0];
        CollectionAssert.AreEqual(new[] { Level(0.3f * near + 0.75f), Level(0.3f * Z[0] + 0.75f) }, row);
    }

    [TestMethod]
    public void Sample_PsiAndNoise_ReachTheGenerator() =>
        CollectionAssert.AreEqual(new[] { Level(1.5f * Z[0] + 0.5f) }, Draw("sample --model {0}/generator.onnx --count 1 --psi 0.5 --noise fine", out _)[0]);

    [TestMethod]
    [Description("From w = z1 to w = z2 in a straight line, which here the way between latents, along the sphere, is not.")]
    public void Interpolate_SpaceW_IsAStraightLineOfStyles()
    {
        var row = Draw("interpolate --space w --mapping {0}/mapping.onnx --synthesis {0}/synthesis.onnx --steps 3", out _)[0];

        CollectionAssert.AreEqual(new[] { Z[0], (Z[0] + Z[1]) / 2, Z[1] }.Select(w => Level(3 * w + 0.75f)).ToArray(), row);
    }

    [TestMethod]
    [DataRow("interpolate --space w --model {0}/generator.onnx", "found no mapping, needed the exported mapping network")]
    [DataRow("interpolate --mapping {0}/mapping.onnx --synthesis {0}/synthesis.onnx", "found no model, needed an exported generator.")]
    [DataRow("mix --mapping {0}/mapping.onnx --synthesis {0}/synthesis.onnx --layers middle", "found middle layers, needed coarse or fine")]
    [DataRow("sweep --model {0}/generator.onnx --psis 3", "psi 3, needed a number from -2 to 2")]
    [DataRow("sweep --model {0}/generator.onnx --psis 1 --truncations 1", "found more than one of")]
    [DataRow("sample --model {0}/generator.onnx --psi -3", "--psi: found '-3', needed a number from -2 to 2")]
    public void Command_WhatCannotBe_IsRefused(string line, string part)
    {
        using var folder = new TemporaryFolder();

        var (code, _, error) = Run(folder, line + " --quiet");

        Assert.AreEqual(2, code);
        StringAssert.Contains(error, part);
        Assert.HasCount(1, error.TrimEnd().Split('\n'));
    }

    [TestMethod]
    public void Noise_GeneratorWithoutStyles_IsRefused()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["plain.onnx"], new TinyModel().ToBytes());

        StringAssert.Contains(Run(folder, "noise --model {0}/plain.onnx").Error, "found a generator without styles and noise");
        StringAssert.Contains(Run(folder, "sample --model {0}/plain.onnx --noise none").Error, "this model has no noise");
    }

    private static byte Level(float logit) => (byte)MathF.Round((MathF.Tanh(logit) + 1) / 2 * 255);

    /// <summary>Runs a command and reads its picture of one-pixel images back, without the gaps of two pixels.</summary>
    private static byte[][] Draw(string line, out string output)
    {
        using var folder = new TemporaryFolder();
        (var code, output, var error) = Run(folder, line);
        Assert.AreEqual(0, code, error);
        var picture = ImageCodec.Load(folder["a.png"]);
        return [.. Enumerable.Range(0, picture.Height / 3).Select(row =>
            Enumerable.Range(0, picture.Width / 3).Select(column => picture.Pixels[(row * 3 + 2) * picture.Width + column * 3 + 2]).ToArray())];
    }

    private static (int Code, string Output, string Error) Run(TemporaryFolder folder, string line)
    {
        Model.Save(folder);
        using var output = new StringWriter();
        using var error = new StringWriter();
        var given = line.Split(' ').Select(word => word.Replace("{0}", folder.Path, StringComparison.Ordinal));
        string[] words = [.. given, "--out", folder["a.png"], "--device", "cpu"];
        return (GansCommandLine.Run(words, output, error), output.ToString(), error.ToString());
    }
}
