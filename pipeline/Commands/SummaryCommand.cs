using System.CommandLine;
using Gans.Models;
using Gans.Training;

namespace Gans.Pipeline.Commands;

/// <summary><c>gans summary</c>.</summary>
internal static class SummaryCommand
{
    /// <summary>Makes the command.</summary>
    /// <param name="context">What all commands share.</param>
    public static Command Create(CommandContext context)
    {
        var subject = new Argument<string>("MODEL|RUN|FILE.onnx") { Description = "The name of a model, a run folder, or an exported file" };
        var data = new Option<string?>("--data")
        {
            Description = "The data set whose images a model by name takes; not given: such as it was made for",
            HelpName = "PACK",
        };
        var own = new OwnModelsOption();
        var diagram = new Option<bool>("--diagram") { Description = "Print Mermaid flowcharts instead of tables" };
        var command = new Command(
            "summary", "Print the layers of networks, with the shapes they give and the parameters they hold.\n\nExample:\n  gans summary dcgan-fashion")
        {
            subject, data, own.Symbol, diagram,
        };
        command.SetAction(arguments =>
        {
            var networks = Find(arguments.GetRequiredValue(subject), arguments.GetValue(data), own.Read(arguments));
            var asDiagram = arguments.GetValue(diagram);
            context.Output.WriteLine(string.Join("\n\n", networks.Select(network => asDiagram ? Diagram(network) : Table(network))));
            return GansCommandLine.Done;
        });
        return command;
    }

    private static IReadOnlyList<NetworkSummary> Find(string subject, string? data, ModelRegistry models) =>
        File.Exists(subject) ? [new NetworkSummary(Path.GetFileName(subject), ModelSummary.OfFile(subject))]
        : Directory.Exists(subject) && !models.Names.Contains(subject) ? NetworkSummary.OfRun(subject, models)
        : NetworkSummary.OfModel(subject, data, models);

    private static string Table(NetworkSummary network) => $"{network.Name}\n{network.Table}";

    private static string Diagram(NetworkSummary network) => $"%% {network.Name}\n{network.Table.ToMermaid().TrimEnd()}";
}
