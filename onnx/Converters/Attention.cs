using Gans.Onnx.Graph;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Gans.Onnx.Converters;

/// <summary>
/// Attention and what is built of it, by MatMul, version 13, and Softmax, 13. Sequences are [length, batch, width], as libtorch takes them here.
/// </summary>
internal static class Attention
{
    private const double LayerNormEpsilon = 1e-5;   // libtorch's default, which TorchSharp's encoder layers cannot change

    public static IReadOnlyList<OnnxValue> Multihead(OnnxCall call, MultiheadAttention layer)
    {
        const string Remedy = "Write it with Ops, or put it into a module that implements IOnnxModule.";
        call.Require(call.StateTensor("bias_k") is null, "it adds learned entries to keys and values (add_bias_kv)", Remedy);
        call.Require(
            call.Inputs.Take(3).All(static input => input.Rank == 3),
            "query, key or value is not [length, batch, width]",
            "Add the axis of the batch with Ops.Unsqueeze.");
        var width = call.StateTensor("out_proj.weight")!.shape[0];
        var bias = call.StateTensor("out_proj.bias") is not null;
        var (keys, values) = (call.Inputs[1].Shape[2].Constant, call.Inputs[2].Shape[2].Constant);
        var needWeights = call.ResultShapes.Count > 1;
        var heads = HiddenSettings.Find(
            call,
            Divisors(width),
            number => nn.MultiheadAttention(width, number, bias: bias, kdim: keys, vdim: values),
            (module, inputs) =>
            {
                var (result, weights) = module.call(inputs[0]!, inputs[1]!, inputs[2]!, inputs[3], needWeights, inputs[4]);
                return needWeights ? [result, weights] : [result];
            });
        var (attended, shares) = Attend(call, string.Empty, call.Inputs[0], call.Inputs[1], call.Inputs[2], call.Operands[3], call.Operands[4], heads);
        return needWeights ? [attended, call.Add("ReduceMean", [shares, call.Integers(1)], OnnxAttribute.Int("keepdims", 0))] : [attended];
    }

    public static OnnxValue EncoderLayer(OnnxCall call, TransformerEncoderLayer layer)
    {
        var setting = HiddenSettings.Find(
            call,
            EncoderSettings(call, string.Empty),
            found => Create(call, string.Empty, found),
            (module, inputs) => [module.call(inputs[0]!)]);
        return Encode(call, string.Empty, call.Input, null, null, setting);
    }

    public static OnnxValue Encoder(OnnxCall call, TransformerEncoder encoder)
    {
        const string First = "layers.0.";
        var layers = 0;
        while (call.StateTensor($"layers.{layers}.linear1.weight") is not null)
        {
            layers++;
        }

        var setting = HiddenSettings.Find(
            call,
            EncoderSettings(call, First),
            found =>
            {
                using var layer = Create(call, First, found);
                return nn.TransformerEncoder(layer, layers);
            },
            (module, inputs) => [module.call(inputs[0]!, inputs[1], inputs[2])]);
        return Enumerable.Range(0, layers).Aggregate(
            call.Input, (value, index) => Encode(call, $"layers.{index}.", value, call.Operands[1], call.Operands[2], setting));
    }

    private static TransformerEncoderLayer Create(OnnxCall call, string prefix, EncoderSetting setting)
    {
        var inner = call.StateTensor($"{prefix}linear1.weight")!;
        return nn.TransformerEncoderLayer(inner.shape[1], setting.Heads, inner.shape[0], dropout: 0, setting.Activation);
    }

    private static IEnumerable<EncoderSetting> EncoderSettings(OnnxCall call, string prefix) =>
        from heads in Divisors(call.StateTensor($"{prefix}linear1.weight")!.shape[1])
        from activation in (nn.Activations[])[nn.Activations.ReLU, nn.Activations.GELU]
        select new EncoderSetting(heads, activation);

    private static IEnumerable<long> Divisors(long width) =>
        Enumerable.Range(1, (int)width).Select(static number => (long)number).Where(number => width % number == 0);

    /// <summary>One layer: attention, then two linear ones, each added to what goes in and normalised behind.</summary>
    private static OnnxValue Encode(OnnxCall call, string prefix, OnnxValue input, OnnxValue? mask, OnnxValue? padding, EncoderSetting setting)
    {
        var attended = Attend(call, $"{prefix}self_attn.", input, input, input, padding, mask, setting.Heads).Result;
        var middle = Norm(call, $"{prefix}norm1", call.Add("Add", [input, attended]));
        var wide = Dense.Linear(call, middle, $"{prefix}linear1.weight", $"{prefix}linear1.bias");
        wide = setting.Activation == nn.Activations.GELU ? Activations.Gelu(call, wide, tanh: false) : call.Add("Relu", [wide]);
        var narrow = Dense.Linear(call, wide, $"{prefix}linear2.weight", $"{prefix}linear2.bias");
        return Norm(call, $"{prefix}norm2", call.Add("Add", [middle, narrow]));
    }

    private static OnnxValue Norm(OnnxCall call, string name, OnnxValue value) =>
        Norms.Layer(call, value, [value.Shape[^1].Constant], call.State($"{name}.weight"), call.State($"{name}.bias"), LayerNormEpsilon);

    /// <summary>
    /// softmax(q k / sqrt(d) + mask) v of each head, side by side, through one more linear layer; and the softmax, [batch, heads, length, keys].
    /// </summary>
    private static (OnnxValue Result, OnnxValue Shares) Attend(
        OnnxCall call, string prefix, OnnxValue query, OnnxValue key, OnnxValue value, OnnxValue? padding, OnnxValue? mask, long heads)
    {
        var width = call.StateTensor($"{prefix}out_proj.weight")!.shape[0];
        var scale = call.Number(1 / Math.Sqrt(width / heads), query.Type);
        var queries = call.Add("Mul", [Heads(call, Project(call, prefix, query, 'q', width), heads, [1, 2, 0, 3]), scale]);
        var keys = Heads(call, Project(call, prefix, key, 'k', width), heads, [1, 2, 3, 0]);
        var values = Heads(call, Project(call, prefix, value, 'v', width), heads, [1, 2, 0, 3]);
        var scores = call.Add("MatMul", [queries, keys]);
        if (mask is not null)
        {
            scores = Mask(call, scores, mask.Rank == 3 ? Shaping.Reshape(call, mask, scores.Shape) : mask);
        }

        if (padding is not null)
        {
            scores = Mask(call, scores, call.Add("Unsqueeze", [padding, call.Integers(1, 2)]));
        }

        var shares = call.Add("Softmax", [scores], OnnxAttribute.Int("axis", -1));
        var together = call.Add("Transpose", [call.Add("MatMul", [shares, values])], OnnxAttribute.Ints("perm", 2, 0, 1, 3));
        var joined = call.Add("Reshape", [together, call.Integers(0, 0, width)]);
        return (Dense.Linear(call, joined, $"{prefix}out_proj.weight", $"{prefix}out_proj.bias"), shares);
    }

    /// <summary>Numbers are added; where a flag is set, nothing is seen.</summary>
    private static OnnxValue Mask(OnnxCall call, OnnxValue scores, OnnxValue mask) =>
        mask.Type.IsReal()
            ? call.Add("Add", [scores, mask])
            : call.Add("Where", [call.Cast(mask, ScalarType.Bool), call.Number(double.NegativeInfinity, scores.Type), scores]);

    private static OnnxValue Heads(OnnxCall call, OnnxValue value, long heads, IReadOnlyList<long> order) =>
        call.Add("Transpose", [call.Add("Reshape", [value, call.Integers(0, 0, heads, -1)])], OnnxAttribute.Ints("perm", order));

    /// <summary>The linear layer of queries, keys or values: rows of one matrix, or, where these are of other widths, a matrix of its own.</summary>
    private static OnnxValue Project(OnnxCall call, string prefix, OnnxValue input, char part, long width)
    {
        using var scope = NewDisposeScope();
        var at = "qkv".IndexOf(part, StringComparison.Ordinal) * width;
        var weight = call.StateTensor($"{prefix}in_proj_weight")?.narrow(0, at, width) ?? call.StateTensor($"{prefix}{part}_proj_weight")!;
        var product = call.Add("MatMul", [input, call.Constant(weight.t(), $"{prefix}{part}_proj_weight_transposed")]);
        return call.StateTensor($"{prefix}in_proj_bias") is { } bias
            ? call.Add("Add", [product, call.Constant(bias.narrow(0, at, width), $"{prefix}{part}_proj_bias")])
            : product;
    }

    private readonly record struct EncoderSetting(long Heads, nn.Activations Activation)
    {
        public override string ToString() => $"{Heads} heads with {Activation}";
    }
}
