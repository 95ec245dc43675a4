using Microsoft.ML.OnnxRuntime;

namespace Gans.Inference;

/// <summary>
/// Runs the model to one of its outputs. The binding of each batch size is made at its first run and kept, so that later runs allocate
/// nothing on the managed heap, on the CPU.
/// </summary>
internal sealed class LaneOutput<T> : IDisposable
    where T : unmanaged
{
    private readonly InferenceSession session;
    private readonly IPinnedTensor[] inputs;
    private readonly PinnedTensor<T> output;
    private readonly bool onDevice;
    private readonly RunOptions runOptions = new();
    private readonly Dictionary<int, Binding> bindings = [];

    /// <param name="session">The model; not owned.</param>
    /// <param name="inputs">Every input of the model.</param>
    /// <param name="output">The output to compute.</param>
    /// <param name="onDevice">The model runs on a device with memory of its own, to which ONNX Runtime copies inputs when they are bound, not when it runs.</param>
    internal LaneOutput(InferenceSession session, IPinnedTensor[] inputs, PinnedTensor<T> output, bool onDevice)
    {
        (this.session, this.inputs, this.output, this.onDevice) = (session, inputs, output, onDevice);
    }

    /// <summary>Runs a batch of what the inputs hold.</summary>
    /// <returns>The first <paramref name="count"/> rows of the output, until the next run.</returns>
    /// <exception cref="OnnxRuntimeException">The model failed.</exception>
    internal ReadOnlySpan<T> Run(int count)
    {
        if (!bindings.TryGetValue(count, out var binding))
        {
            binding = new Binding(session, inputs, output, count);
            bindings.Add(count, binding);
        }
        else if (onDevice)
        {
            binding.BindInputs();
        }

        if (onDevice)
        {
            binding.Handle.SynchronizeBoundInputs();
        }

        session.RunWithBinding(runOptions, binding.Handle);
        if (onDevice)
        {
            binding.Handle.SynchronizeBoundOutputs();
        }

        return output.First(count);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var binding in bindings.Values)
        {
            binding.Dispose();
        }

        runOptions.Dispose();
    }

    /// <summary>Inputs and output of one batch size.</summary>
    private sealed class Binding : IDisposable
    {
        private readonly IPinnedTensor[] inputs;
        private readonly OrtValue[] inputValues;
        private readonly OrtValue outputValue;

        internal Binding(InferenceSession session, IPinnedTensor[] inputs, PinnedTensor<T> output, int count)
        {
            this.inputs = inputs;
            inputValues = [.. inputs.Select(input => input.Bind(count))];
            outputValue = output.Bind(count);
            Handle = session.CreateIoBinding();
            BindInputs();
            Handle.BindOutput(output.Name, outputValue);
        }

        internal OrtIoBinding Handle { get; }

        internal void BindInputs()
        {
            for (var i = 0; i < inputs.Length; i++)
            {
                Handle.BindInput(inputs[i].Name, inputValues[i]);
            }
        }

        public void Dispose()
        {
            Handle.Dispose();
            Array.ForEach(inputValues, value => value.Dispose());
            outputValue.Dispose();
        }
    }
}
