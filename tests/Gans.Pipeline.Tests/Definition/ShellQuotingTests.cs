using System.Diagnostics;
using Gans.Formats;
using Gans.Pipeline.Definition;
using Gans.Pipeline.Tests.Doubles;

namespace Gans.Pipeline.Tests.Definition;

/// <summary>Values in commands: the shell itself is asked what it makes of them.</summary>
[TestClass]
public sealed class ShellQuotingTests
{
    private const string Nasty = "my 'file';touch pwned; $HOME `id` \"x\" \\ * #";

    [TestMethod]
    [DataRow("printf %s ${word}", DisplayName = "plain")]
    [DataRow("printf %s \"${word}\"", DisplayName = "in double quotes")]
    [DataRow("printf %s '${word}'", DisplayName = "in single quotes")]
    [DataRow("printf %s \"$(printf %s ${word})\"", DisplayName = "in a substitution between double quotes")]
    [DataRow("printf %s \"$(printf %s \"${word}\")\"", DisplayName = "in double quotes in a substitution")]
    [DataRow("(printf %s ${word})", DisplayName = "in a subshell")]
    [DataRow("# don't\nprintf %s ${word}", DisplayName = "after a comment with an apostrophe")]
    [DataRow("printf %s \\'x >/dev/null; printf %s ${word}", DisplayName = "after an escaped quote")]
    [DataRow("x=${word}; printf %s \"$x\" # ${word}", DisplayName = "as a variable, and in a comment")]
    public void Render_AnyValue_IsTakenAsItIs(string command)
    {
        Assert.AreEqual(Nasty, Sh(Template(command, Nasty).Render(_ => "")));
        Assert.AreEqual("word", Sh(Template(command, "word").Render(_ => "")));
    }

    [TestMethod]
    [DataRow("printf %s `printf %s ${word}`", DisplayName = "backquotes")]
    [DataRow("printf %s $${x:-${word}}", DisplayName = "braces")]
    [DataRow("cat <<E\n${word}\nE", DisplayName = "a here-document")]
    [DataRow("printf %s \\${word}", DisplayName = "after a backslash")]
    public void Read_ValueWhereNothingCanBeQuoted_IsRefusedUnlessItIsAWord(string command)
    {
        StringAssert.Contains(
            Assert.ThrowsExactly<InvalidInputException>(() => Template(command, Nasty)).Message, "the param 'word' needs quotes for the shell");
        Assert.AreEqual("word", Sh(Template(command, "word").Render(_ => "")).TrimEnd('\n'));
    }

    [TestMethod]
    public void Run_OutWithBlanksAndSemicolons_IsOneWord()
    {
        using var project = new Project("stages: { a: { cmd: 'echo 1 > ${out}', outs: ['${root}/my file;touch pwned;.txt'] } }");

        Assert.AreEqual("a Done", project.Run());
        CollectionAssert.AreEqual(new[] { "my file;touch pwned;.txt", "pipeline.lock", "pipeline.yaml" }, project.Folder.Files());
    }

    [TestMethod]
    public void Render_OutThatBeginsWithADash_IsNoOption() =>
        Assert.AreEqual("rm ./-rf", Read("stages: { a: { cmd: 'rm ${out}', outs: ['-rf'] } }").Command.Render(_ => "-rf"));

    [TestMethod]
    public void Text_ValuesThatAreWords_IsAsBefore() =>
        Assert.AreEqual("cp a/b-1.txt ${outs[0]}", Read("params: { x: a/b-1.txt }\nstages: { a: { cmd: 'cp ${x} ${out}', outs: ['my out'] } }").Text);

    [TestMethod]
    [DataRow("stages: { a: { cmd: \"echo \\0 x\" } }")]
    [DataRow("params: { x: \"a\\0b\" }\nstages: { a: { cmd: 'echo ${x}' } }")]
    public void Read_NulInACommand_IsRefused(string text) =>
        StringAssert.Contains(Assert.ThrowsExactly<InvalidInputException>(() => Read(text)).Message, "NUL");

    private static CommandTemplate Template(string command, string word)
    {
        var location = new SourceLocation("p.yaml", 1, 1);
        var values = System.Collections.Immutable.ImmutableSortedDictionary<string, YamlScalar>.Empty.Add("word", new(location, word, true));
        var table = new ParameterTable(values, open: []);
        return table.InterpolateCommand(new YamlScalar(location, command, IsPlain: false), []);
    }

    private static ShellAction Read(string text) => (ShellAction)PipelineReader.Parse("p.yaml", text, new(new FakeStage())).Stages[0].Action;

    private static string Sh(string command)
    {
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", command]) { RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output;
    }
}
