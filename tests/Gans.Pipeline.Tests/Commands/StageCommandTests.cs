using Gans.Models;
using Gans.Pipeline.Commands;
using Gans.Pipeline.Stages;
using Gans.Pipeline.Tests.Doubles;

namespace Gans.Pipeline.Tests.Commands;

[TestClass]
public sealed class StageCommandTests
{
    [TestMethod]
    [DataRow("", null)]
    [DataRow("--full-discriminator-batches", true)]
    [DataRow("--full-discriminator-batches false", false)]
    [Description("A flag that is not named says nothing: models of which it is on, such as gan-camels, keep it.")]
    public void Invoke_FlagWithoutDefault_IsWhatIsSaidOfIt(string words, bool? expected)
    {
        using var folder = new TemporaryFolder();
        var flag = StageOption.Of(GanSettingTable.All.Single(setting => setting.Name == "full_discriminator_batches"));
        var stage = new FakeStage { More = [flag] };
        var context = new CommandContext(TextWriter.Null, TextWriter.Null);
        var command = StageCommand.Create(stage, context);
        command.Add(context.Quiet);

        var code = command.Parse(["--out", folder["made"], .. words.Split(' ', StringSplitOptions.RemoveEmptyEntries)]).Invoke();

        Assert.AreEqual(0, code);
        Assert.AreEqual(expected, stage.Calls.Single().Values.Get(flag));
    }
}
