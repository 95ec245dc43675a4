using Gans.Pipeline.Terminal;
using Spectre.Console;

namespace Gans.Pipeline.Tests.Terminal;

[TestClass]
public sealed class ClearedLineTests
{
    [TestMethod]
    [Description("Twelve columns: a line of two rows clears the rest of both, so that nothing of a bar stays; where there is no terminal it is plain.")]
    [DataRow(true, "first words \u001b[K\nand more\u001b[K\n")]
    [DataRow(false, "first words \nand more\n")]
    public void Write_WrappedLine_ClearsEachRow(bool isTerminal, string expected)
    {
        using var output = new StringWriter { NewLine = "\n" };
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = isTerminal ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(output),
        });
        console.Profile.Width = 12;

        console.Write(new ClearedLine("first words and more"));

        Assert.AreEqual(expected, output.ToString());
    }
}
