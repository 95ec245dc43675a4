using Gans.Formats;
using static TorchSharp.torch;
using NamedDevice = Gans.Runtime.Device;

namespace Gans.Training;

/// <summary>The device that a user asks for by name.</summary>
internal static class TrainingDevice
{
    /// <summary>Finds a device.</summary>
    /// <param name="name"><c>auto</c> (the first GPU, else the CPU), <c>cpu</c>, <c>cuda</c> or <c>cuda:1</c>.</param>
    /// <exception cref="InvalidInputException">The name is not known, or there is no such device.</exception>
    internal static Device Find(string name)
    {
        if (!NamedDevice.TryParse(name, out var named))
        {
            throw new InvalidInputException($"Option device: found '{name}', needed {NamedDevice.Words}.");
        }

        if (named == NamedDevice.Cpu)
        {
            return CPU;
        }

        var present = cuda.is_available() ? cuda.device_count() : 0;
        if (named == NamedDevice.Auto)
        {
            return present > 0 ? CUDA : CPU;
        }

        return named.Index < present
            ? new Device(TorchSharp.DeviceType.CUDA, named.Index)
            : throw new InvalidInputException(
                $"Option device: found {named}, but libtorch {__version__} sees {present} CUDA devices. "
                + "Use cpu, or choose a libtorch with CUDA (README.md, GPU).");
    }
}
