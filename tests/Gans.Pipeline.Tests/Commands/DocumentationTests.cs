using System.Text.RegularExpressions;
using Gans.Models;
using Gans.Pipeline.Commands;
using Gans.Pipeline.Stages;

namespace Gans.Pipeline.Tests.Commands;

/// <summary>What pages of documentation name is there.</summary>
[TestClass]
public sealed partial class DocumentationTests
{
    [TestMethod]
    public void Extensions_EveryOption_IsOneOfACommand()
    {
        var root = GansCommandLine.CreateRoot(new CommandContext(TextWriter.Null, TextWriter.Null), StageCatalog.Default.Names);
        var known = root.Subcommands.SelectMany(command => command.Options).Select(option => option.Name).ToHashSet();

        var named = OptionName().Matches(Page()).Select(match => match.Value).Distinct().ToArray();

        Assert.IsGreaterThan(30, named.Length);
        Assert.AreEqual("", string.Join(' ', named.Where(name => !known.Contains(name))));
    }

    [TestMethod]
    public void Extensions_EveryModel_IsOne()
    {
        var named = ModelName().Matches(Page()).Select(match => match.Groups[1].Value).Distinct().ToArray();

        Assert.IsGreaterThan(8, named.Length);
        Assert.AreEqual("", string.Join(' ', named.Except(ModelRegistry.Shipped.Names)));
    }

    private static string Page() => File.ReadAllText(Repository.File("docs/extensions.md"));

    [GeneratedRegex(@"(?<=`)--[a-z0-9-]+")]
    private static partial Regex OptionName();

    [GeneratedRegex(@"`((?:dcgan|lsgan|wgan|acgan|cgan|infogan|sgan|gan|classifier)-[a-z0-9-]+)`")]
    private static partial Regex ModelName();
}
