using Gans.Onnx.Converters;
using Gans.Onnx.Tests.Support;
using TorchSharp;
using TorchSharp.Modules;
using static Gans.Onnx.OnnxAxis;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gans.Onnx.Tests;

/// <summary>
/// Each form of a TorchSharp module: an export runs the file in ONNX Runtime, as it stands and optimised, at batch sizes 1 and 5 and three scales, against
/// libtorch, and throws where they differ by more than 1e-4 of the greatest value.
/// </summary>
[TestClass]
public sealed class ModuleFormTests
{
    public static IEnumerable<object[]> Cases => All().Select(static entry => new object[] { entry.Title });

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Write_OneModule_ComputesWhatLibtorchComputes(string title)
    {
        var (_, create, axes) = All().Single(entry => entry.Title == title);
        torch.random.manual_seed(1);
        using var module = create();
        Randomize(module);
        var input = new OnnxInput("x", axes);
        if (module is Embedding)
        {
            input = input with { Type = ScalarType.Int64, Sample = batch => torch.randint(0, 7, [batch, 3], dtype: ScalarType.Int64) };
        }

        var (report, _) = Export.Run(module, Export.Strict, input);

        Assert.IsLessThanOrEqualTo(1e-4, report.GreatestDifference);
    }

    [TestMethod]
    public void Cases_Together_UseEveryForm()
    {
        var used = new HashSet<Type> { typeof(Bilinear), typeof(CosineSimilarity), typeof(PairwiseDistance) };   // of two inputs: below
        used.UnionWith(
        [
            typeof(MultiheadAttention), typeof(TransformerEncoderLayer), typeof(TransformerEncoder),
            typeof(LSTM), typeof(GRU), typeof(RNN), typeof(LSTMCell), typeof(GRUCell), typeof(RNNCell),
        ]);   // SequenceFormTests
        foreach (var (_, create, _) in All())
        {
            using var module = create();
            used.Add(module.GetType());
        }

        Assert.AreEqual(string.Empty, string.Join(", ", ConverterTable.Converted.Except(used).Select(static type => type.Name)));
    }

    [TestMethod]
    [DataRow("bilinear")]
    [DataRow("cosine")]
    [DataRow("pairwise")]
    [DataRow("pairwise of norm 3")]
    public void Write_ModuleOfTwoInputs_ComputesWhatLibtorchComputes(string title)
    {
        using Module module = title switch
        {
            "bilinear" => Bilinear(4, 4, 3),
            "cosine" => CosineSimilarity(1),
            "pairwise" => PairwiseDistance(keepdim: true),
            _ => PairwiseDistance(3),
        };

        Export.Run(module, Export.Strict, new OnnxInput("a", [N, 4]), new OnnxInput("b", [N, 4]));
    }

    /// <summary>Running statistics and scales that are not the neutral ones a new module has.</summary>
    private static void Randomize(Module module)
    {
        using var plain = no_grad();
        foreach (var (name, value) in module.named_parameters().Select(static entry => (entry.name, (Tensor)entry.parameter)).Concat(module.named_buffers()))
        {
            if (value.is_floating_point())
            {
                value.copy_(name.EndsWith("running_var", StringComparison.Ordinal) ? rand_like(value).add(0.5) : randn_like(value).mul(0.5));
            }
        }
    }

    private static IEnumerable<(string Title, Func<Module> Create, OnnxAxis[] Axes)> All() =>
    [
        ("Linear", () => Linear(6, 4), [N, 6]),
        ("Linear, no bias, three axes", () => Linear(6, 4, hasBias: false), [N, 5, 6]),
        ("Linear, three axes", () => Linear(6, 4), [N, 5, 6]),
        ("Embedding", () => Embedding(7, 4), [N, 3]),
        ("Conv1d", () => Conv1d(3, 4, 3, stride: 2, padding: 1), [N, 3, 9]),
        ("Conv2d", () => Conv2d(3, 4, 3, padding: 1), [N, 3, 8, 7]),
        ("Conv2d, groups and dilation", () => Conv2d(4, 8, 3, dilation: 2, groups: 2, bias: false), [N, 4, 9, 8]),
        ("Conv2d, same", () => Conv2d(3, 4, (4, 3), padding: Padding.Same), [N, 3, 8, 7]),
        ("Conv2d, reflect", () => Conv2d(3, 4, 3, padding: 1, padding_mode: PaddingModes.Reflect), [N, 3, 8, 7]),
        ("Conv2d, replicate", () => Conv2d(3, 4, 3, padding: 1, padding_mode: PaddingModes.Replicate), [N, 3, 8, 7]),
        ("Conv2d, circular", () => Conv2d(3, 4, 5, padding: 2, padding_mode: PaddingModes.Circular), [N, 3, 8, 7]),
        ("Conv3d", () => Conv3d(2, 3, 3, padding: 1), [N, 2, 4, 5, 6]),
        ("ConvTranspose1d", () => ConvTranspose1d(3, 4, 4, stride: 2, padding: 1), [N, 3, 5]),
        ("ConvTranspose2d", () => ConvTranspose2d(3, 4, 3, stride: 2, padding: 1, output_padding: 1), [N, 3, 5, 4]),
        ("ConvTranspose3d", () => ConvTranspose3d(2, 3, 3, stride: 2), [N, 2, 3, 3, 2]),
        ("BatchNorm1d", () => BatchNorm1d(6), [N, 6]),
        ("BatchNorm2d", () => BatchNorm2d(3, eps: 1e-3), [N, 3, 4, 4]),
        ("BatchNorm2d, no scale", () => BatchNorm2d(3, affine: false), [N, 3, 4, 4]),
        ("BatchNorm3d", () => BatchNorm3d(3), [N, 3, 2, 3, 4]),
        ("InstanceNorm1d", () => InstanceNorm1d(3), [N, 3, 9]),
        ("InstanceNorm2d", () => InstanceNorm2d(3, affine: true), [N, 3, 4, 4]),
        ("InstanceNorm2d, tracking", () => InstanceNorm2d(3, affine: true, track_running_stats: true), [N, 3, 4, 4]),
        ("InstanceNorm3d", () => InstanceNorm3d(3), [N, 3, 2, 3, 4]),
        ("LayerNorm", () => LayerNorm(6), [N, 5, 6]),
        ("LayerNorm, two axes, no scale", () => LayerNorm([5, 6], elementwise_affine: false), [N, 5, 6]),
        ("GroupNorm", () => GroupNorm(2, 6), [N, 6, 4, 3]),
        ("GroupNorm, no scale", () => GroupNorm(3, 6, affine: false), [N, 6, 5]),
        ("LocalResponseNorm", () => LocalResponseNorm(5, alpha: 0.1), [N, 7, 4, 3]),
        ("LocalResponseNorm, even", () => LocalResponseNorm(4, alpha: 0.1, k: 2), [N, 7, 4, 3]),
        ("ReLU", () => ReLU(), [N, 8]),
        ("ReLU, in place", () => Sequential(Linear(8, 8), ReLU(inplace: true)), [N, 8]),
        ("ReLU6", () => ReLU6(), [N, 8]),
        ("Hardtanh", () => Hardtanh(-0.5, 0.7, inplace: true), [N, 8]),
        ("LeakyReLU", () => LeakyReLU(0.2), [N, 8]),
        ("RReLU", () => RReLU(0.1, 0.3), [N, 8]),
        ("PReLU", () => PReLU(3), [N, 3, 4, 5]),
        ("PReLU, one slope", () => PReLU(1), [N, 3, 4]),
        ("ELU", () => ELU(0.7), [N, 8]),
        ("CELU", () => CELU(0.7), [N, 8]),
        ("SELU", () => SELU(), [N, 8]),
        ("GELU", () => GELU(), [N, 8]),
        ("SiLU", () => SiLU(), [N, 8]),
        ("Mish", () => Mish(), [N, 8]),
        ("Softplus", () => Softplus(2, 5), [N, 8]),
        ("Softsign", () => Softsign(), [N, 8]),
        ("Sigmoid", () => Sigmoid(), [N, 8]),
        ("LogSigmoid", () => LogSigmoid(), [N, 8]),
        ("Tanh", () => Tanh(), [N, 8]),
        ("Tanhshrink", () => Tanhshrink(), [N, 8]),
        ("Softshrink", () => Softshrink(0.3), [N, 8]),
        ("Hardshrink", () => Hardshrink(0.3), [N, 8]),
        ("Hardsigmoid", () => Hardsigmoid(), [N, 8]),
        ("Hardswish", () => Hardswish(), [N, 8]),
        ("Threshold", () => Threshold(0.1, 20), [N, 8]),
        ("GLU", () => GLU(1), [N, 8, 3]),
        ("Softmax", () => Softmax(1), [N, 8, 3]),
        ("Softmax2d", () => Softmax2d(), [N, 8, 3, 2]),
        ("Softmin", () => Softmin(1), [N, 8]),
        ("LogSoftmax", () => LogSoftmax(-1), [N, 8]),
        ("Identity", () => Identity(), [N, 8]),
        ("Dropout", () => Dropout(0.5), [N, 8]),
        ("Dropout1d", () => Dropout1d(0.5), [N, 8, 3]),
        ("Dropout2d", () => Dropout2d(0.5), [N, 8, 3, 3]),
        ("Dropout3d", () => Dropout3d(0.5), [N, 8, 3, 3, 2]),
        ("AlphaDropout", () => AlphaDropout(0.5), [N, 8]),
        ("FeatureAlphaDropout", () => FeatureAlphaDropout(0.5), [N, 8, 3]),
        ("MaxPool1d", () => MaxPool1d(3, stride: 2, padding: 1), [N, 3, 9]),
        ("MaxPool2d", () => MaxPool2d(3, stride: 2, padding: 1), [N, 3, 8, 7]),
        ("MaxPool2d, rounded up", () => MaxPool2d(3, stride: 2, ceil_mode: true), [N, 3, 8, 7]),
        ("MaxPool3d", () => MaxPool3d(2), [N, 3, 4, 4, 6]),
        ("AvgPool1d", () => AvgPool1d(3, stride: 2, padding: 1), [N, 3, 9]),
        ("AvgPool2d", () => AvgPool2d(3, stride: 2, padding: 1), [N, 3, 8, 7]),
        ("AvgPool2d, border not counted", () => AvgPool2d(3, stride: 1, padding: 1, count_include_pad: false), [N, 3, 8, 7]),
        ("AvgPool3d", () => AvgPool3d(2), [N, 3, 4, 4, 6]),
        ("AdaptiveAvgPool1d", () => AdaptiveAvgPool1d(4), [N, 3, 9]),
        ("AdaptiveAvgPool2d", () => AdaptiveAvgPool2d(1), [N, 3, 5, 7]),
        ("AdaptiveAvgPool2d, equal windows", () => AdaptiveAvgPool2d(4), [N, 3, 8, 12]),
        ("AdaptiveAvgPool2d, unequal windows", () => AdaptiveAvgPool2d((3, 5)), [N, 3, 8, 7]),
        ("AdaptiveAvgPool3d", () => AdaptiveAvgPool3d([2, 2, 2]), [N, 3, 4, 4, 6]),
        ("AdaptiveMaxPool1d", () => AdaptiveMaxPool1d(4), [N, 3, 9]),
        ("AdaptiveMaxPool2d", () => AdaptiveMaxPool2d([3, 3]), [N, 3, 8, 7]),
        ("LPPool1d", () => LPPool1d(2, 3), [N, 3, 9]),
        ("LPPool2d", () => LPPool2d(2, 2), [N, 3, 8, 6]),
        ("ZeroPad2d", () => ZeroPad2d((1, 2, 0, 3)), [N, 2, 4, 5]),
        ("ConstantPad1d", () => ConstantPad1d((1, 2), 0.5), [N, 2, 4]),
        ("ConstantPad2d", () => ConstantPad2d((1, 2, 0, 3), 0.5), [N, 2, 4, 5]),
        ("ConstantPad3d", () => ConstantPad3d((1, 2, 0, 3, 1, 1), 0.5), [N, 2, 4, 5, 3]),
        ("ReflectionPad1d", () => ReflectionPad1d((1, 2)), [N, 2, 4]),
        ("ReflectionPad2d", () => ReflectionPad2d((1, 2, 0, 3)), [N, 2, 4, 5]),
        ("ReflectionPad3d", () => ReflectionPad3d((1, 2, 0, 1, 1, 1)), [N, 2, 4, 5, 3]),
        ("ReplicationPad1d", () => ReplicationPad1d((1, 2)), [N, 2, 4]),
        ("ReplicationPad2d", () => ReplicationPad2d((1, 2, 0, 3)), [N, 2, 4, 5]),
        ("ReplicationPad3d", () => ReplicationPad3d((1, 2, 0, 1, 1, 1)), [N, 2, 4, 5, 3]),
        ("Flatten", () => Flatten(), [N, 3, 4, 5]),
        ("Unflatten", () => Unflatten(1, [2, 3]), [N, 6, 4]),
        ("PixelShuffle", () => PixelShuffle(2), [N, 8, 3, 2]),
        ("PixelUnshuffle", () => PixelUnshuffle(2), [N, 2, 4, 6]),
        ("ChannelShuffle", () => ChannelShuffle(2), [N, 6, 4, 3]),
        ("Upsample, nearest", () => Upsample(scale_factor: [2, 2]), [N, 3, 5, 4]),
        ("Upsample, to a size", () => Upsample(size: [7, 11]), [N, 3, 5, 4]),
        ("Upsample, bilinear", () => Upsample(scale_factor: [2, 2], mode: UpsampleMode.Bilinear, align_corners: false), [N, 3, 5, 4]),
        ("Upsample, corners aligned", () => Upsample(size: [7, 3], mode: UpsampleMode.Bilinear, align_corners: true), [N, 3, 5, 4]),
        ("Upsample, bicubic", () => Upsample(scale_factor: [2, 2], mode: UpsampleMode.Bicubic, align_corners: false), [N, 3, 5, 4]),
    ];
}
