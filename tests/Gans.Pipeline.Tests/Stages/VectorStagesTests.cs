using Gans.Formats;
using Gans.Inference;
using Gans.Pipeline.Commands;
using Gans.Runtime;
using Gans.Training.Plots;

namespace Gans.Pipeline.Tests.Stages;

/// <summary>The commands on a generator of vectors: its points are latents times (1, 10), plus (2, 20) for the second value.</summary>
[TestClass]
public sealed class VectorStagesTests
{
    private static readonly TinyModel Points = new() { LatentSize = 2, VectorSize = 2, Weights = [1, 10, 2, 20] };

    [TestMethod]
    public void Sample_Table_HasALineAVectorThatReadsBack()
    {
        using var folder = new TemporaryFolder();

        var (code, output, _) = Sample(folder, Points, "p.csv", "--count", "5", "--seed", "3");
        var read = File.ReadAllLines(folder["p.csv"])
            .Select(line => line.Split(',').Select(value => float.Parse(value, System.Globalization.CultureInfo.InvariantCulture)).ToArray());

        Assert.AreEqual(0, code);
        StringAssert.Contains(output, "5 vectors of 2 numbers", StringComparison.Ordinal);
        CollectionAssert.AreEqual(Expected(5, seed: 3), read.SelectMany(vector => vector).ToArray());
    }

    [TestMethod]
    public void Sample_Array_IsFloatsInRows()
    {
        using var folder = new TemporaryFolder();

        Sample(folder, Points, "p.npy", "--count", "7", "--seed", "4");
        var array = NpyFile.Read(folder["p.npy"]);

        CollectionAssert.AreEqual(new long[] { 7, 2 }, array.Shape.ToArray());
        CollectionAssert.AreEqual(Expected(7, seed: 4), array.Elements<float>().ToArray());
    }

    [TestMethod]
    public void Sample_Picture_IsAPlotOfPoints()
    {
        using var folder = new TemporaryFolder();

        Sample(folder, Points, "p.png", "--count", "9", "--seed", "4");

        CollectionAssert.AreEqual(
            ScatterPlot.Draw(ScatterSeries.Generated(Expected(9, seed: 4))).Pixels.ToArray(), ImageCodec.Load(folder["p.png"]).Pixels.ToArray());
    }

    [TestMethod]
    [DataRow("p.png", "--columns 3", "found columns, but this generator makes vectors")]
    [DataRow("p.png", "--scale 2", "found scale, but this generator makes vectors")]
    [DataRow("p.png", "--invert", "found invert, but this generator makes vectors")]
    [DataRow("p.png", "--labels 1", "found labels, but this generator knows no classes")]
    [DataRow("folder", "", "needed .png, .csv or .npy, as the generator makes vectors")]
    public void Sample_WhatIsOfImages_IsRefusedInOneLine(string path, string options, string message)
    {
        using var folder = new TemporaryFolder();

        var (code, _, error) = Sample(folder, Points, path, options.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.AreEqual(2, code);
        StringAssert.Contains(error, message, StringComparison.Ordinal);
        Assert.HasCount(1, error.TrimEnd().Split('\n'));
        Assert.IsFalse(Path.Exists(folder[path]));
    }

    [TestMethod]
    public void Sample_PictureOfLongerVectors_IsRefused()
    {
        using var folder = new TemporaryFolder();

        var (code, _, error) = Sample(folder, new TinyModel { LatentSize = 1, VectorSize = 3 }, "p.png");

        Assert.AreEqual(2, code);
        StringAssert.Contains(error, "found vectors of 3 numbers, needed 2 for a plot. Save them as .npy or .csv.", StringComparison.Ordinal);
    }

    [TestMethod]
    public void Interpolate_Vectors_AreRefused()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["g.onnx"], Points.ToBytes());

        var (code, _, error) = Run("interpolate", "--model", folder["g.onnx"], "--out", folder["p.png"]);

        Assert.AreEqual(2, code);
        StringAssert.Contains(error, "found a generator of vectors of 2 numbers, needed one of images", StringComparison.Ordinal);
    }

    /// <summary>Vectors of a seed, by the library.</summary>
    private static float[] Expected(int count, long seed)
    {
        using var generator = Generator.Load(Points.ToBytes(), new() { Device = Device.Cpu });
        return generator.SampleValues(new SampleRequest(count, seed));
    }

    private static (int Code, string Output, string Error) Sample(TemporaryFolder folder, TinyModel model, string path, params string[] more)
    {
        File.WriteAllBytes(folder["g.onnx"], model.ToBytes());
        return Run(["sample", "--model", folder["g.onnx"], "--out", folder[path], "--device", "cpu", .. more]);
    }

    private static (int Code, string Output, string Error) Run(params string[] words)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = GansCommandLine.Run([.. words, "--quiet"], output, error);
        return (code, output.ToString(), error.ToString());
    }
}
