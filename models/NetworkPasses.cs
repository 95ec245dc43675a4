using static TorchSharp.torch.nn;

namespace Gans.Models;

/// <summary>Runs a network in the mode that is asked for: the door through which every pass goes.</summary>
public static class NetworkPasses
{
    /// <summary>Runs a network once.</summary>
    /// <typeparam name="TInput">What it takes.</typeparam>
    /// <typeparam name="TResult">What it gives.</typeparam>
    /// <param name="network">The network; its parts are put into the mode first.</param>
    /// <param name="input">Its input.</param>
    /// <param name="mode">Train or inference, for this pass.</param>
    public static TResult Run<TInput, TResult>(this Module<TInput, TResult> network, TInput input, Mode mode)
    {
        network.train(mode == Mode.Train);
        return network.call(input);
    }

    /// <summary>Runs a network of two inputs once.</summary>
    /// <typeparam name="TFirst">What it takes first.</typeparam>
    /// <typeparam name="TSecond">What it takes second.</typeparam>
    /// <typeparam name="TResult">What it gives.</typeparam>
    /// <param name="network">The network; its parts are put into the mode first.</param>
    /// <param name="first">Its first input.</param>
    /// <param name="second">Its second input.</param>
    /// <param name="mode">Train or inference, for this pass.</param>
    public static TResult Run<TFirst, TSecond, TResult>(this Module<TFirst, TSecond, TResult> network, TFirst first, TSecond second, Mode mode)
    {
        network.train(mode == Mode.Train);
        return network.call(first, second);
    }
}
