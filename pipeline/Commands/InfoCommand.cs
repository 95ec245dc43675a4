using System.CommandLine;
using System.Text;
using Gans.Formats;
using Gans.Inference;
using Gans.Pipeline.Reports;
using Gans.Pipeline.Stages;
using Gans.Preprocessing;

namespace Gans.Pipeline.Commands;

/// <summary><c>gans info</c>.</summary>
internal static class InfoCommand
{
    /// <summary>Makes the command.</summary>
    /// <param name="context">What all commands share.</param>
    public static Command Create(CommandContext context)
    {
        var file = new Argument<string>("FILE.onnx|RUN") { Description = "An exported model, or the run folder of a training" };
        var json = new Option<bool>("--json") { Description = "Print JSON for machines" };
        var card = new Option<bool>("--card") { Description = "Print a model card in Markdown, to publish beside the file" };
        var command = new Command(
            "info",
            "Print what an exported model says of itself, or how far a training is and which generators it kept."
            + "\n\nExample:\n  gans info artifacts/fashion/generator.onnx") { file, json, card };
        command.SetAction(arguments =>
        {
            var path = arguments.GetRequiredValue(file);
            if (Directory.Exists(path) && !arguments.GetValue(card))
            {
                var run = RunFacts.Read(path);
                context.Output.WriteLine(arguments.GetValue(json) ? run.ToJson() : Table(run.Facts));
                return GansCommandLine.Done;
            }

            var info = ModelInfo.Read(ModelPath.Require(path));
            context.Output.WriteLine(arguments.GetValue(json) ? info.ToJson() : arguments.GetValue(card) ? Card(info) : Table(Fact.FromJson(info.ToJson())));
            return GansCommandLine.Done;
        });
        return command;
    }

    private static string Table(IReadOnlyList<Fact> facts)
    {
        var width = facts.Max(fact => fact.Name.Length) + 2;
        return string.Join('\n', facts.Select(fact => VisibleText.OfLine(fact.Name.PadRight(width) + fact.Value)));
    }

    private static string Card(ModelInfo info)
    {
        var facts = Fact.FromJson(info.ToJson());
        var text = new StringBuilder($"# {Escape(Path.GetFileName(info.Name))}\n\n| | |\n|---|---|\n");
        foreach (var fact in facts.Where(fact => fact.Name != "file"))
        {
            text.Append($"| {Escape(fact.Name)} | {Escape(fact.Value)} |\n");
        }

        var name = facts.FirstOrDefault(fact => fact.Name == "dataset")?.Value;
        var known = DatasetCatalogue.Entries.FirstOrDefault(entry => entry.Name == name);
        text.Append("\n## Data and licence\n\n").Append(known is null
            ? "The licence of the data that it was trained on is not known to Gans: say it here."
            : $"Trained on {known.Name}: {known.Origin}. Its publisher says of its use: {known.Licence}.");
        return text.Append("\n\nA generator may show again what it learnt. Say here what it is for, and what it is not for.").ToString();
    }

    private static string Escape(string text) =>
        text.Replace("|", "\\|", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).ReplaceLineEndings(" ");
}
