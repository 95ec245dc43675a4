using System.Globalization;
using Gans.Pipeline.Stages;
using Gans.Pipeline.Tests.Doubles;

namespace Gans.Pipeline.Tests.Stages;

[TestClass]
public sealed class NetworkKeyTests
{
    [TestMethod]
    [Description("Half a second the first time; from then on a line of a file, without libtorch.")]
    public void Find_Again_IsKept()
    {
        using var folder = new TemporaryFolder();
        var state = new StateFolder(folder.Path);

        var key = new NetworkKey(state).Find(Values("dcgan-fashion", 0.001));

        Assert.AreEqual(16, key!.Length);
        Assert.AreEqual(key, File.ReadAllText(state.File("networks")).Trim().Split(' ')[1]);
        Assert.AreEqual(key, new NetworkKey(state).Find(Values("dcgan-fashion", 0.001)));
        Assert.AreNotEqual(key, new NetworkKey(state).Find(Values("dcgan-fashion", 0.0015)));
        Assert.AreNotEqual(key, new NetworkKey(state).Find(Values("dcgan-mnist", 0.001)));
    }

    [TestMethod]
    [Description("Whoever damages the file loses half a second.")]
    public void Find_DamagedFile_FindsAnew()
    {
        using var folder = new TemporaryFolder();
        var state = new StateFolder(folder.Path);
        folder.Write(".gans/networks", "x\n\n \0 y z");

        Assert.AreEqual(16, new NetworkKey(state).Find(Values("gan-1d", 0.002))!.Length);
    }

    [TestMethod]
    [Description("A model of one's own is told by its assembly; that it is none of ours is kept, as looking for it takes libtorch.")]
    public void Find_OwnModel_IsNoneAndKept()
    {
        using var folder = new TemporaryFolder();
        var state = new StateFolder(folder.Path);

        Assert.IsNull(new NetworkKey(state).Find(Values("my-own", 0.001)));
        Assert.HasCount(1, File.ReadAllLines(state.File("networks")));
        Assert.IsNull(new NetworkKey(state).Find(Values("my-own", 0.001)));
    }

    private static StageValues Values(string model, double rate) => Given.Values(
        new TrainStage(), ("model", model), ("steps", "3"), ("generator_learning_rate", rate.ToString(CultureInfo.InvariantCulture)));
}
