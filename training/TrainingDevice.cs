using System.Globalization;
using Gans.Formats;
using static TorchSharp.torch;

namespace Gans.Training;

/// <summary>The device that a user asks for by name.</summary>
internal static class TrainingDevice
{
    private const string Cuda = "cuda";

    /// <summary>Finds a device.</summary>
    /// <param name="name"><c>auto</c> (the first GPU, else the CPU), <c>cpu</c>, <c>cuda</c> or <c>cuda:1</c>.</param>
    /// <exception cref="InvalidInputException">The name is not known, or there is no such device.</exception>
    internal static Device Find(string name)
    {
        if (name == "cpu")
        {
            return CPU;
        }

        var present = cuda.is_available() ? cuda.device_count() : 0;
        if (name == "auto")
        {
            return present > 0 ? CUDA : CPU;
        }

        var index = 0;
        if (name != Cuda
            && !(name.StartsWith(Cuda + ":", StringComparison.Ordinal) && int.TryParse(name.AsSpan(Cuda.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out index)))
        {
            throw new InvalidInputException($"Option device: found '{name}', needed auto, cpu, cuda or cuda:INDEX.");
        }

        return index < present
            ? new Device(TorchSharp.DeviceType.CUDA, index)
            : throw new InvalidInputException(
                $"Option device: found {name}, but libtorch {__version__} sees {present} CUDA devices. Use cpu, or choose a libtorch with CUDA (README.md, GPU).");
    }
}
