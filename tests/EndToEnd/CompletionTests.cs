using System.Diagnostics;

namespace Gans.EndToEnd;

/// <summary>What Tab does in a shell that was told how.</summary>
[TestClass]
public sealed class CompletionTests
{
    [TestMethod]
    [DataRow("gans tra", "train translate")]
    [DataRow("gans sample --seed 3 --trunc", "--truncation")]
    [DataRow("gans no-such", "")]
    public void Bash_Tab_FillsIn(string typed, string expected)
    {
        using var folder = new TemporaryFolder();
        folder.Write("gans.bash", GansProcess.Run(folder.Path, "completion", "bash").Output);
        var script = $$"""
            source gans.bash
            gans() { dotnet '{{GansProcess.Command}}' "$@"; }
            COMP_LINE='{{typed}}' COMP_POINT={{typed.Length}} COMP_WORDS=({{typed}}) COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
            _gans
            echo "${COMPREPLY[*]}"
            """;
        var start = new ProcessStartInfo("bash", ["-c", script]) { WorkingDirectory = folder.Path, RedirectStandardOutput = true };
        using var bash = Process.Start(start)!;

        Assert.AreEqual(expected, bash.StandardOutput.ReadToEnd().Trim());
    }
}
