using Gans.Formats;
using TorchSharp;
using static TorchSharp.torch;

namespace Gans.Training.Tests;

[TestClass]
public sealed class TrainingDeviceTests
{
    [TestMethod]
    public void Find_Cpu_IsTheCpu() => Assert.AreEqual(DeviceType.CPU, TrainingDevice.Find("cpu").type);

    [TestMethod]
    public void Find_Auto_IsAGpuWhereThereIsOne() => Assert.AreEqual(cuda.is_available() ? DeviceType.CUDA : DeviceType.CPU, TrainingDevice.Find("auto").type);

    [TestMethod]
    [DataRow("tpu")]
    [DataRow("cuda:")]
    [DataRow("mps")]
    public void Find_AnythingElse_SaysWhatIsNeeded(string name) => StringAssert.Contains(
        Assert.ThrowsExactly<InvalidInputException>(() => TrainingDevice.Find(name)).Message, $"Option device: found '{name}', needed auto, cpu, "
            + "cuda or cuda:N");

    [TestMethod]
    [Description("No machine has a thousand GPUs.")]
    public void Find_GpuThatIsNotThere_SaysHowManyThereAre() => StringAssert.Contains(
        Assert.ThrowsExactly<InvalidInputException>(() => TrainingDevice.Find("cuda:999")).Message, $"sees {cuda.device_count()} CUDA devices");
}
