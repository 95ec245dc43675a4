using Gans.Formats;

namespace Gans.Runtime.Tests;

[TestClass]
public sealed class OnnxSessionsTests
{
    private static readonly SessionSettings OnCpu = new() { Device = Device.Cpu };

    [TestMethod]
    public void Open_Bytes_Runs()
    {
        using var session = OnnxSessions.Open(PixelConvolution.Bytes, OnCpu);

        Assert.AreEqual(6f, PixelConvolution.Run(session));
    }

    [TestMethod]
    [Description("ONNX Runtime takes whole arrays only: a part of one must not bring the rest with it.")]
    public void Open_PartOfAnArray_RunsThatPart()
    {
        byte[] padded = [1, 2, 3, .. PixelConvolution.Bytes, 4, 5];

        using var session = OnnxSessions.Open(padded.AsMemory(3, padded.Length - 5), OnCpu);

        Assert.AreEqual(6f, PixelConvolution.Run(session));
    }

    [TestMethod]
    public void Open_File_Runs()
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, PixelConvolution.Bytes);
            using var session = OnnxSessions.Open(path, OnCpu);

            Assert.AreEqual(6f, PixelConvolution.Run(session));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [TestMethod]
    [DataRow(true, false)]
    [DataRow(false, false)]
    [DataRow(true, true)]
    public void Open_AnySettings_GivesTheSame(bool optimize, bool shapesVary)
    {
        using var session = OnnxSessions.Open(PixelConvolution.Bytes, OnCpu with { Optimize = optimize, ShapesVary = shapesVary, Threads = 1 });

        Assert.AreEqual(6f, PixelConvolution.Run(session));
    }

    [TestMethod]
    public void Open_WhatIsNoModel_SaysSoInOneLine()
    {
        var message = Assert.ThrowsExactly<InvalidInputException>(() => OnnxSessions.Open(new byte[] { 1, 2, 3 }, OnCpu, "three bytes")).Message;

        Assert.StartsWith("Loading three bytes: ONNX Runtime refuses it (", message);
        Assert.DoesNotContain('\n', message);
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(1025)]
    public void Open_ThreadsOutOfRange_SaysTheRange(int threads)
    {
        var message = Assert.ThrowsExactly<InvalidInputException>(() => OnnxSessions.Open(PixelConvolution.Bytes, OnCpu with { Threads = threads })).Message;

        Assert.Contains($"threads is {threads}, needed 1 to 1024", message);
    }

    [TestMethod]
    public void Resolve_AutoAndCpu_NeverFail()
    {
        Assert.AreEqual(Device.Cpu, OnnxSessions.Resolve(Device.Cpu));
        Assert.AreEqual(OnnxRuntimeInfo.Detect().CudaProblem is null ? Device.Cuda : Device.Cpu, OnnxSessions.Resolve(Device.Auto));
    }

    [TestMethod]
    [Description("No machine has a thousand GPUs.")]
    public void Resolve_CudaDeviceThatIsNotThere_SaysWhyInOneLine()
    {
        var message = Assert.ThrowsExactly<InvalidInputException>(() => OnnxSessions.Resolve(Device.CudaAt(999))).Message;

        Assert.StartsWith("Choosing the device cuda:999: ", message);
        Assert.DoesNotContain('\n', message);
    }
}
