namespace Gans.Testing;

/// <summary>The <c>dotnet</c> command, with nothing left running behind it.</summary>
internal static class DotNet
{
    /// <summary>Runs it to its end, which must be a good one.</summary>
    /// <param name="folder">The current folder.</param>
    /// <param name="arguments">What is typed after <c>dotnet</c>.</param>
    /// <returns>What it printed.</returns>
    internal static string Run(string folder, params string[] arguments) => Run(folder, arguments, []);

    /// <inheritdoc cref="Run(string, string[])"/>
    /// <param name="folder">The current folder.</param>
    /// <param name="arguments">What is typed after <c>dotnet</c>.</param>
    /// <param name="environment">Variables that are set besides.</param>
    internal static string Run(string folder, string[] arguments, params (string Name, string Value)[] environment)
    {
        var (code, output, error) = Commands.Run(
            "dotnet", folder, arguments, [("MSBUILDDISABLENODEREUSE", "1"), ("NuGetAudit", "false"), ("UseSharedCompilation", "false"), .. environment]);
        Assert.AreEqual(0, code, $"dotnet {string.Join(' ', arguments)}\n{output}{error}");
        return output;
    }
}
