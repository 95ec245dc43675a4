using TorchSharp;
using static TorchSharp.torch.nn;

namespace Gans.Models.ProGan;

/// <summary>Keeps the <see cref="Growth"/> of a network in a buffer of it, so that whoever reads its weights reads that too.</summary>
/// <param name="network">The network.</param>
internal sealed class GrowthState(Module network)
{
    private const string Name = "growth";

    internal Growth Read()
    {
        using var scope = torch.NewDisposeScope();
        var values = network.get_buffer(Name)!.cpu().data<long>().ToArray();
        return new Growth((int)values[0], values[1], values[2]);
    }

    /// <summary>Changes it, and freezes what is not in use.</summary>
    internal void Write(Growth growth, IEnumerable<Module> used)
    {
        using var scope = torch.NewDisposeScope();
        using var plain = torch.no_grad();
        network.get_buffer(Name)!.copy_(Values(growth));
        foreach (var parameter in network.parameters())
        {
            parameter.requires_grad = false;
        }

        foreach (var parameter in used.SelectMany(part => part.parameters()))
        {
            parameter.requires_grad = true;
        }
    }

    internal void Register(int level) => network.register_buffer(Name, Values(new Growth(level)).DetachFromDisposeScope());

    private static torch.Tensor Values(Growth growth) => torch.tensor(new[] { growth.Level, growth.FadeStep, growth.FadeSteps });
}
