using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Gans.Onnx.Converters;

/// <summary>The ONNX form of every TorchSharp module that has one, by exact type, and the reason of those that have none.</summary>
internal static class ConverterTable
{
    private static readonly Dictionary<Type, Func<OnnxCall, nn.Module, IReadOnlyList<OnnxValue>>> Forms = [];
    private static readonly Dictionary<Type, string> Refused = [];

    static ConverterTable()
    {
        AddLayers();
        AddNorms();
        AddActivations();
        AddPools();
        AddShapes();
        AddSequences();
        AddRefusals();
    }

    /// <summary>Types of TorchSharp that have a form.</summary>
    public static IReadOnlyCollection<Type> Converted => Forms.Keys;

    /// <summary>Types of TorchSharp that have none, with the reason and the remedy.</summary>
    public static IReadOnlyDictionary<Type, string> WithoutForm => Refused;

    /// <summary>The form of a module that is known as a whole; null for one whose parts are recorded.</summary>
    public static Func<OnnxCall, IReadOnlyList<OnnxValue>>? Find(nn.Module module)
    {
        if (module is IOnnxModule own)
        {
            return call => [own.ToOnnx(call)];
        }

        if (module is IOnnxMultiOutputModule several)
        {
            return several.ToOnnx;
        }

        if (Forms.TryGetValue(module.GetType(), out var convert))
        {
            return call => convert(call, module);
        }

        return Refused.TryGetValue(module.GetType(), out var reason)
            ? call => throw call.Fail(reason, "Put what it does into a module that implements IOnnxModule.")
            : null;
    }

    private static void Add<T>(Func<OnnxCall, T, OnnxValue> convert)
        where T : nn.Module => Forms.Add(typeof(T), (call, module) => [convert(call, (T)module)]);

    private static void AddSeveral<T>(Func<OnnxCall, T, IReadOnlyList<OnnxValue>> convert)
        where T : nn.Module => Forms.Add(typeof(T), (call, module) => convert(call, (T)module));

    private static void AddLayers()
    {
        Add<Linear>(Dense.Linear);
        Add<Bilinear>(Dense.Bilinear);
        Add<Embedding>(Dense.Embedding);
        Add<Conv1d>(Convolutions.Convolve);
        Add<Conv2d>(Convolutions.Convolve);
        Add<Conv3d>(Convolutions.Convolve);
        Add<ConvTranspose1d>(Convolutions.Transposed);
        Add<ConvTranspose2d>(Convolutions.Transposed);
        Add<ConvTranspose3d>(Convolutions.Transposed);
        Add<CosineSimilarity>(Distances.Cosine);
        Add<PairwiseDistance>(Distances.Pairwise);
    }

    private static void AddNorms()
    {
        Add<BatchNorm1d>(Norms.Batch);
        Add<BatchNorm2d>(Norms.Batch);
        Add<BatchNorm3d>(Norms.Batch);
        Add<InstanceNorm1d>(Norms.Instance);
        Add<InstanceNorm2d>(Norms.Instance);
        Add<InstanceNorm3d>(Norms.Instance);
        Add<LayerNorm>(Norms.Layer);
        Add<GroupNorm>(Norms.Group);
        Add<LocalResponseNorm>(Norms.LocalResponse);
    }

    private static void AddActivations()
    {
        Add<ReLU>((call, _) => call.Add("Relu", [call.Input]));
        Add<ReLU6>((call, _) => Activations.Clip(call, 0, 6));
        Add<Hardtanh>(Activations.HardTanh);
        Add<LeakyReLU>((call, layer) => call.Add("LeakyRelu", [call.Input], OnnxAttribute.Float("alpha", layer.negative_slope)));
        Add<RReLU>(Activations.RandomizedRelu);
        Add<PReLU>(Activations.PRelu);
        Add<ELU>((call, layer) => call.Add("Elu", [call.Input], OnnxAttribute.Float("alpha", layer.alpha)));
        Add<CELU>((call, layer) => call.Add("Celu", [call.Input], OnnxAttribute.Float("alpha", layer.alpha)));
        Add<SELU>((call, _) => Activations.Selu(call));
        Add<GELU>((call, layer) => Activations.Gelu(call, call.Input, layer.approximate == GELU.Approximate.tanh));
        Add<SiLU>((call, _) => Activations.Silu(call));
        Add<Mish>((call, _) => call.Add("Mish", [call.Input]));
        Add<Softplus>((call, layer) => Activations.Softplus(call, layer.beta, layer.threshold));
        Add<Softsign>((call, _) => call.Add("Softsign", [call.Input]));
        Add<Sigmoid>((call, _) => call.Add("Sigmoid", [call.Input]));
        Add<LogSigmoid>((call, _) => Activations.LogSigmoid(call));
        Add<Tanh>((call, _) => call.Add("Tanh", [call.Input]));
        Add<Tanhshrink>((call, _) => call.Add("Sub", [call.Input, call.Add("Tanh", [call.Input])]));
        Add<Softshrink>((call, layer) => call.Add(
            "Shrink", [call.Input], OnnxAttribute.Float("lambd", layer.lambda), OnnxAttribute.Float("bias", layer.lambda)));
        Add<Hardshrink>((call, layer) => call.Add("Shrink", [call.Input], OnnxAttribute.Float("lambd", layer.lambda), OnnxAttribute.Float("bias", 0)));
        Add<Hardsigmoid>((call, _) => Activations.HardSigmoid(call));
        Add<Hardswish>((call, _) => call.Add("HardSwish", [call.Input]));
        Add<Threshold>((call, layer) => Activations.Threshold(call, layer.threshold, layer.value));
        Add<GLU>((call, layer) => Activations.Glu(call, layer.dim));
        Add<Softmax>((call, layer) => call.Add("Softmax", [call.Input], OnnxAttribute.Int("axis", layer.dim)));
        Add<Softmax2d>((call, _) => call.Add("Softmax", [call.Input], OnnxAttribute.Int("axis", -3)));
        Add<Softmin>((call, layer) => call.Add("Softmax", [call.Add("Neg", [call.Input])], OnnxAttribute.Int("axis", layer.dim)));
        Add<LogSoftmax>((call, layer) => call.Add("LogSoftmax", [call.Input], OnnxAttribute.Int("axis", layer.dim)));
        Add<Identity>((call, _) => call.Input);
        Add<Dropout>((call, _) => call.Input);
        Add<Dropout1d>((call, _) => call.Input);
        Add<Dropout2d>((call, _) => call.Input);
        Add<Dropout3d>((call, _) => call.Input);
        Add<AlphaDropout>((call, _) => call.Input);
        Add<FeatureAlphaDropout>((call, _) => call.Input);
    }

    private static void AddPools()
    {
        Add<MaxPool1d>((call, layer) => Pools.Max(
            call, [layer.kernel_size], Pools.One(layer.stride), Pools.One(layer.padding), Pools.One(layer.dilation), layer.ceil_mode));
        Add<MaxPool2d>((call, layer) => Pools.Max(call, layer.kernel_size, layer.stride, layer.padding, layer.dilation, layer.ceil_mode));
        Add<MaxPool3d>((call, layer) => Pools.Max(call, layer.kernel_size, layer.stride, layer.padding, layer.dilation, layer.ceil_mode));
        Add<AvgPool1d>((call, layer) => Pools.Average(
            call, [layer.kernel_size], Pools.One(layer.stride), Pools.One(layer.padding), layer.ceil_mode, layer.count_include_pad, null));
        Add<AvgPool2d>((call, layer) => Pools.Average(
            call, layer.kernel_size, layer.stride, layer.padding, layer.ceil_mode, layer.count_include_pad, layer.divisor_override));
        Add<AvgPool3d>((call, layer) => Pools.Average(
            call, layer.kernel_size, layer.stride, layer.padding, layer.ceil_mode, layer.count_include_pad, layer.divisor_override));
        Add<AdaptiveAvgPool1d>((call, layer) => Pools.Adaptive(call, [layer.output_size], "ReduceMean"));
        Add<AdaptiveAvgPool2d>((call, layer) => Pools.Adaptive(call, layer.output_size, "ReduceMean"));
        Add<AdaptiveAvgPool3d>((call, layer) => Pools.Adaptive(call, layer.output_size, "ReduceMean"));
        Add<AdaptiveMaxPool1d>((call, layer) => Pools.Adaptive(call, [layer.output_size], "ReduceMax"));
        Add<AdaptiveMaxPool2d>((call, layer) => Pools.Adaptive(call, layer.output_size, "ReduceMax"));
        Add<LPPool1d>((call, layer) => Pools.Norm(call, layer.norm_type, [layer.kernel_size], Pools.One(layer.stride), layer.ceil_mode));
        Add<LPPool2d>((call, layer) => Pools.Norm(call, layer.norm_type, layer.kernel_size, layer.stride, layer.ceil_mode));
    }

    private static void AddShapes()
    {
        Add<ZeroPad2d>((call, layer) => Paddings.Pad(call, call.Input, layer.padding, "constant"));
        Add<ConstantPad1d>((call, layer) => Paddings.Pad(call, call.Input, layer.padding, "constant", layer.value));
        Add<ConstantPad2d>((call, layer) => Paddings.Pad(call, call.Input, layer.padding, "constant", layer.value));
        Add<ConstantPad3d>((call, layer) => Paddings.Pad(call, call.Input, layer.padding, "constant", layer.value));
        Add<ReflectionPad1d>((call, layer) => Paddings.Pad(call, call.Input, layer.padding, "reflect"));
        Add<ReflectionPad2d>((call, layer) => Paddings.Pad(call, call.Input, layer.padding, "reflect"));
        Add<ReflectionPad3d>((call, layer) => Paddings.Pad(call, call.Input, layer.padding, "reflect"));
        Add<ReplicationPad1d>((call, layer) => Paddings.Pad(call, call.Input, layer.padding, "edge"));
        Add<ReplicationPad2d>((call, layer) => Paddings.Pad(call, call.Input, layer.padding, "edge"));
        Add<ReplicationPad3d>((call, layer) => Paddings.Pad(call, call.Input, layer.padding, "edge"));
        Add<Flatten>((call, layer) => Shaping.Flatten(call, layer.start_dim, layer.end_dim));
        Add<Unflatten>((call, layer) => Shaping.Unflatten(call, layer.dim, layer.unflattened_size));
        Add<PixelShuffle>((call, layer) => call.Add(
            "DepthToSpace", [call.Input], OnnxAttribute.Int("blocksize", layer.upscale_factor), OnnxAttribute.Text("mode", "CRD")));
        Add<PixelUnshuffle>((call, layer) => Shaping.PixelUnshuffle(call, layer.downscale_factor));
        Add<ChannelShuffle>((call, layer) => Shaping.ChannelShuffle(call, layer.groups));
        Add<Upsample>(Resizing.Upsample);
    }

    private static void AddSequences()
    {
        AddSeveral<MultiheadAttention>(Attention.Multihead);
        Add<TransformerEncoderLayer>(Attention.EncoderLayer);
        Add<TransformerEncoder>(Attention.Encoder);
        AddSeveral<LSTM>(Recurrent.Lstm);
        AddSeveral<GRU>(Recurrent.Gru);
        AddSeveral<RNN>(Recurrent.Rnn);
        AddSeveral<LSTMCell>(Recurrent.LstmCell);
        Add<GRUCell>(Recurrent.GruCell);
        Add<RNNCell>(Recurrent.RnnCell);
    }

    private static void AddRefusals()
    {
        const string Hidden = "TorchSharp does not show its settings";
        foreach (var type in (Type[])[typeof(TransformerDecoderLayer), typeof(TransformerDecoder), typeof(Transformer), typeof(EmbeddingBag)])
        {
            Refused.Add(type, Hidden);
        }

        foreach (var type in (Type[])[typeof(MaxUnpool1d), typeof(MaxUnpool2d), typeof(MaxUnpool3d), typeof(Fold), typeof(Unfold)])
        {
            Refused.Add(type, "opset 18 has no operator that does the same");
        }

        Refused.Add(typeof(AdaptiveMaxPool3d), "TorchSharp 0.107 calls the operator of one axis for it, which fails");
        foreach (var type in (Type[])[typeof(FractionalMaxPool2d), typeof(FractionalMaxPool3d)])
        {
            Refused.Add(type, "it draws its windows at random");
        }
    }
}
