using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Gans.Onnx.Converters;

/// <summary>Recurrent layers, version 14: ONNX's operators take one layer in both directions, the gates in an order of their own.</summary>
internal static class Recurrent
{
    // Gates of libtorch: input, forget, cell, output. Of ONNX: input, output, forget, cell.
    private static readonly Kind LongShortTerm = new("LSTM", [0, 3, 1, 2], States: 2);

    // Gates of libtorch: reset, update, new. Of ONNX: update, reset, new.
    private static readonly Kind Gated = new("GRU", [1, 0, 2], States: 1, OnnxAttribute.Int("linear_before_reset", 1));

    private static readonly Kind PlainTanh = new("RNN", [0], States: 1);

    public static IReadOnlyList<OnnxValue> Lstm(OnnxCall call, LSTM layer)
    {
        var stack = Stack.Of(call);
        var batchFirst = Find<LSTM>(
            call,
            first => nn.LSTM(stack.Features, stack.Hidden, stack.Layers, stack.Bias, first, 0, stack.Directions == 2),
            (module, x, states) => module.call(x, states is [var h, var c] ? (h, c) : null) is var (y, last, cell) ? [y, last, cell] : []);
        return Write(call, LongShortTerm, stack, batchFirst);
    }

    public static IReadOnlyList<OnnxValue> Gru(OnnxCall call, GRU layer)
    {
        var stack = Stack.Of(call);
        var batchFirst = Find<GRU>(
            call,
            first => nn.GRU(stack.Features, stack.Hidden, stack.Layers, stack.Bias, first, 0, stack.Directions == 2),
            (module, x, states) => module.call(x, states is [var h] ? h : null) is var (y, last) ? [y, last] : []);
        return Write(call, Gated, stack, batchFirst);
    }

    public static IReadOnlyList<OnnxValue> Rnn(OnnxCall call, RNN layer)
    {
        RequireSequences(call);
        var stack = Stack.Of(call);
        var setting = HiddenSettings.Find(
            call,
            from first in (bool[])[false, true] from relu in (bool[])[false, true] select new PlainSetting(first, relu),
            found => nn.RNN(
                stack.Features,
                stack.Hidden,
                stack.Layers,
                found.Relu ? nn.NonLinearities.ReLU : nn.NonLinearities.Tanh,
                stack.Bias,
                found.BatchFirst,
                0,
                stack.Directions == 2),
            (module, inputs) => module.call(inputs[0]!, inputs[1]) is var (y, last) ? [y, last] : []);
        return Write(call, setting.Relu ? PlainRelu(stack.Directions) : PlainTanh, stack, setting.BatchFirst);
    }

    public static IReadOnlyList<OnnxValue> LstmCell(OnnxCall call, LSTMCell cell) => Step(call, LongShortTerm);

    public static OnnxValue GruCell(OnnxCall call, GRUCell cell) => Step(call, Gated)[0];

    public static OnnxValue RnnCell(OnnxCall call, RNNCell cell)
    {
        var weight = call.StateTensor("weight_ih")!;
        var relu = HiddenSettings.Find(
            call,
            [new PlainSetting(false, false), new PlainSetting(false, true)],
            found => nn.RNNCell(
                weight.shape[1],
                weight.shape[0],
                found.Relu ? nn.NonLinearities.ReLU : nn.NonLinearities.Tanh,
                call.StateTensor("bias_ih") is not null),
            (module, inputs) => [module.call(inputs[0]!, inputs[1]!)]).Relu;
        return Step(call, relu ? PlainRelu(1) : PlainTanh)[0];
    }

    private static Kind PlainRelu(long directions) =>
        new("RNN", [0], States: 1, OnnxAttribute.Texts("activations", Enumerable.Repeat("Relu", (int)directions)));

    private static bool Find<TModule>(OnnxCall call, Func<bool, TModule> create, Func<TModule, Tensor, IReadOnlyList<Tensor>, IReadOnlyList<Tensor>> run)
        where TModule : nn.Module
    {
        RequireSequences(call);
        return HiddenSettings.Find(
            call,
            [new PlainSetting(false, false), new PlainSetting(true, false)],
            found => create(found.BatchFirst),
            (module, inputs) => run(module, inputs[0]!, [.. inputs.Skip(1).OfType<Tensor>()])).BatchFirst;
    }

    private static void RequireSequences(OnnxCall call) =>
        call.Require(call.Input.Rank == 3, $"its input has {call.Input.Rank} axes", "Give it a batch of sequences, of three axes.");

    private static IReadOnlyList<OnnxValue> Write(OnnxCall call, Kind kind, Stack stack, bool batchFirst)
    {
        var value = batchFirst ? Turn(call, call.Input) : call.Input;   // [steps, batch, features]
        var last = Enumerable.Range(0, kind.States).Select(static _ => new List<OnnxValue>()).ToArray();
        for (var layer = 0; layer < stack.Layers; layer++)
        {
            var from = layer * stack.Directions;
            OnnxValue?[] start = [.. call.Inputs.Skip(1).Select(state => stack.Layers == 1
                ? state
                : call.Add("Slice", [state, call.Integers(from), call.Integers(from + stack.Directions), call.Integers(0)]))];
            string[] names = stack.Directions == 2 ? [$"_l{layer}", $"_l{layer}_reverse"] : [$"_l{layer}"];
            var made = Layer(call, kind, value, start, names);
            value = stack.Directions == 1
                ? call.Add("Squeeze", [made[0], call.Integers(1)])
                : call.Add("Reshape", [call.Add("Transpose", [made[0]], OnnxAttribute.Ints("perm", 0, 2, 1, 3)), call.Integers(0, 0, -1)]);
            foreach (var (list, state) in last.Zip(made.Skip(1)))
            {
                list.Add(state);
            }
        }

        return
        [
            batchFirst ? Turn(call, value) : value,
            .. last.Select(states => states is [var only] ? only : call.Add("Concat", [.. states], OnnxAttribute.Int("axis", 0))),
        ];
    }

    /// <summary>A cell is a layer over a sequence of one step.</summary>
    private static IReadOnlyList<OnnxValue> Step(OnnxCall call, Kind kind)
    {
        call.Require(call.Inputs.All(static input => input.Rank == 2), "an input of it is not [batch, width]", "Add the axis of the batch with Ops.Unsqueeze.");
        var raised = call.Inputs.Select(input => call.Add("Unsqueeze", [input, call.Integers(0)])).ToArray();
        var made = Layer(call, kind, raised[0], raised[1..], [string.Empty]);
        return [.. made.Skip(1).Select(state => call.Add("Squeeze", [state, call.Integers(0)]))];
    }

    /// <summary>One layer: all steps, [steps, directions, batch, hidden], then each state after the last one, [directions, batch, hidden].</summary>
    private static IReadOnlyList<OnnxValue> Layer(OnnxCall call, Kind kind, OnnxValue input, OnnxValue?[] start, string[] names)
    {
        using var scope = NewDisposeScope();
        var hidden = call.StateTensor($"weight_hh{names[0]}")!.shape[1];
        OnnxValue Stored(string what) => call.Constant(torch.stack([.. names.Select(name => Ordered(call, kind, what + name))]), $"{what}{names[0]}_gates");
        Tensor Biases(string name) => torch.cat([Ordered(call, kind, $"bias_ih{name}"), Ordered(call, kind, $"bias_hh{name}")]);
        var bias = call.StateTensor($"bias_ih{names[0]}") is null
            ? null
            : call.Constant(torch.stack([.. names.Select(Biases)]), $"bias{names[0]}_gates");
        return call.AddMany(
            kind.Operator,
            [input, Stored("weight_ih"), Stored("weight_hh"), bias, null, .. start],
            kind.States + 1,
            [OnnxAttribute.Int("hidden_size", hidden), OnnxAttribute.Text("direction", names.Length == 2 ? "bidirectional" : "forward"), .. kind.Attributes]);
    }

    /// <summary>A weight's or bias's rows, gate by gate in ONNX's order.</summary>
    private static Tensor Ordered(OnnxCall call, Kind kind, string name)
    {
        var gates = call.StateTensor(name)!.chunk(kind.Gates.Count);
        return torch.cat([.. kind.Gates.Select(gate => gates[gate])]);
    }

    private static OnnxValue Turn(OnnxCall call, OnnxValue value) => call.Add("Transpose", [value], OnnxAttribute.Ints("perm", 1, 0, 2));

    /// <summary>An operator, libtorch's gates in its order, its number of states, and what else it is told.</summary>
    private sealed record Kind(string Operator, IReadOnlyList<int> Gates, int States, params OnnxAttribute[] Attributes);

    private readonly record struct PlainSetting(bool BatchFirst, bool Relu)
    {
        public override string ToString() => $"{(BatchFirst ? "batch first" : "batch second")}{(Relu ? ", ReLU" : string.Empty)}";
    }

    /// <summary>What the weights' names and shapes tell of layers upon each other.</summary>
    private readonly record struct Stack(long Features, long Hidden, long Layers, long Directions, bool Bias)
    {
        public static Stack Of(OnnxCall call)
        {
            var layers = 0;
            while (call.StateTensor($"weight_ih_l{layers}") is not null)
            {
                layers++;
            }

            return new Stack(
                call.StateTensor("weight_ih_l0")!.shape[1],
                call.StateTensor("weight_hh_l0")!.shape[1],
                layers,
                call.StateTensor("weight_ih_l0_reverse") is null ? 1 : 2,
                call.StateTensor("bias_ih_l0") is not null);
        }
    }
}
