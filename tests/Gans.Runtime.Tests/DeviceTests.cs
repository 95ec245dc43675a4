using Gans.Formats;

namespace Gans.Runtime.Tests;

[TestClass]
public sealed class DeviceTests
{
    [TestMethod]
    [DataRow("auto", false, 0)]
    [DataRow("cpu", false, 0)]
    [DataRow("cuda", true, 0)]
    [DataRow("cuda:12", true, 12)]
    public void Parse_Word_IsWhatToStringGives(string word, bool isCuda, int index)
    {
        var device = Device.Parse(word);

        Assert.AreEqual(isCuda, device.IsCuda);
        Assert.AreEqual(index, device.Index);
        Assert.AreEqual(word, device.ToString());
    }

    [TestMethod]
    [DataRow("CPU", "cpu")]
    [DataRow("cuda:0", "cuda")]
    public void Parse_AnotherSpelling_IsTheSameDevice(string word, string usual) => Assert.AreEqual(Device.Parse(usual), Device.Parse(word));

    [TestMethod]
    [DataRow("")]
    [DataRow("gpu")]
    [DataRow("cuda:")]
    [DataRow("cuda:-1")]
    [DataRow("cuda: 1")]
    [DataRow("cuda:99999999999")]
    public void Parse_AnythingElse_SaysWhatIsNeeded(string word)
    {
        var message = Assert.ThrowsExactly<InvalidInputException>(() => Device.Parse(word)).Message;

        Assert.Contains($"found '{word}', needed auto, cpu, cuda or cuda:N", message);
    }

    [TestMethod]
    public void Default_IsAuto() => Assert.AreEqual(Device.Auto, default);

    [TestMethod]
    public void CudaAt_Negative_IsRefused() => Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Device.CudaAt(-1));
}
