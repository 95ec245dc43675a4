using Gans.Formats;
using Microsoft.ML.OnnxRuntime;

namespace Gans.Inference;

/// <summary>
/// Runs the model to some of its outputs. The binding of each batch size is made at its first run and kept, so that later runs allocate
/// nothing on the managed heap, on the CPU.
/// </summary>
/// <param name="doing">What it is run for, to begin a message with.</param>
/// <param name="session">The model; not owned.</param>
/// <param name="inputs">Every input of the model.</param>
/// <param name="outputs">The outputs to compute.</param>
/// <param name="onDevice">The model runs on a device with memory of its own, to which ONNX Runtime copies inputs when they are bound, not when it runs.</param>
internal sealed class LaneOutputs(string doing, InferenceSession session, IPinnedTensor[] inputs, IPinnedTensor[] outputs, bool onDevice)
    : IDisposable
{
    private readonly RunOptions runOptions = new();
    private readonly Dictionary<int, Binding> bindings = [];

    /// <summary>Runs a batch of what the inputs hold; the outputs' first rows then hold the results.</summary>
    /// <param name="count">Rows.</param>
    /// <param name="cancellation">Stops the model between two of its operators.</param>
    /// <exception cref="InvalidInputException">The model failed.</exception>
    internal void Run(int count, CancellationToken cancellation)
    {
        try
        {
            RunBound(count, cancellation);
        }
        catch (OnnxRuntimeException e)
        {
            cancellation.ThrowIfCancellationRequested();
            throw ModelFailure.Of(doing, e);
        }
    }

    private void RunBound(int count, CancellationToken cancellation)
    {
        if (!bindings.TryGetValue(count, out var binding))
        {
            binding = new Binding(session, inputs, outputs, count);
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

        cancellation.ThrowIfCancellationRequested();
        runOptions.Terminate = false;   // as an earlier call may have left it
        using (cancellation.UnsafeRegister(static options => ((RunOptions)options!).Terminate = true, runOptions))
        {
            session.RunWithBinding(runOptions, binding.Handle);
        }

        if (onDevice)
        {
            binding.Handle.SynchronizeBoundOutputs();
        }
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

    /// <summary>Inputs and outputs of one batch size.</summary>
    private sealed class Binding : IDisposable
    {
        private readonly IPinnedTensor[] inputs;
        private readonly OrtValue[] inputValues;
        private readonly OrtValue[] outputValues;

        internal Binding(InferenceSession session, IPinnedTensor[] inputs, IPinnedTensor[] outputs, int count)
        {
            this.inputs = inputs;
            inputValues = [.. inputs.Select(input => input.Bind(count))];
            outputValues = [.. outputs.Select(output => output.Bind(count))];
            Handle = session.CreateIoBinding();
            BindInputs();
            for (var i = 0; i < outputs.Length; i++)
            {
                Handle.BindOutput(outputs[i].Name, outputValues[i]);
            }
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
            Array.ForEach(outputValues, value => value.Dispose());
        }
    }
}
