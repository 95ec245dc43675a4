using System.Collections.Frozen;

namespace Gans.Training.Onnx.Converters;

/// <summary>Every operator that the export knows.</summary>
internal static class ConverterTable
{
    private const string Unwritten = "it has no values until .NET code writes them, which no record shows. Use Tensor.Full, or Tensor.From with a fixed shape.";

    private const string Noise = "it draws random numbers, which would be the same in every run of the file. Make them an input of the network.";

    private static readonly FrozenDictionary<string, IOpConverter> Converters = new IOpConverter[]
    {
        // Elementwise
        new UnaryConverter("aten::neg", "Neg"),
        new UnaryConverter("aten::sqrt", "Sqrt"),
        new UnaryConverter("aten::exp", "Exp"),
        new UnaryConverter("aten::log", "Log"),
        new UnaryConverter("aten::abs", "Abs"),
        new UnaryConverter("aten::sin", "Sin"),
        new UnaryConverter("aten::cos", "Cos"),
        new UnaryConverter("aten::sign", "Sign"),
        new UnaryConverter("aten::floor", "Floor"),
        new UnaryConverter("aten::round", "Round"),
        new UnaryConverter("aten::reciprocal", "Reciprocal"),
        new SquareConverter(),
        new RsqrtConverter(),
        new PowConverter(),
        new ClampConverter(),
        new LerpConverter(),
        new ArithmeticConverter("aten::add", "Add"),
        new ArithmeticConverter("aten::sub", "Sub"),
        new ArithmeticConverter("aten::rsub", "Sub", reversed: true),
        new ArithmeticConverter("aten::mul", "Mul"),
        new ArithmeticConverter("aten::div", "Div"),
        new ArithmeticConverter("aten::maximum", "Max"),
        new ArithmeticConverter("aten::minimum", "Min"),

        // Comparisons and choices
        new ComparisonConverter("aten::eq", "Equal"),
        new ComparisonConverter("aten::gt", "Greater"),
        new ComparisonConverter("aten::ge", "GreaterOrEqual"),
        new ComparisonConverter("aten::lt", "Less"),
        new ComparisonConverter("aten::le", "LessOrEqual"),
        new LogicalNotConverter(),
        new IsFiniteConverter(),
        new WhereConverter(),

        // Activations
        new UnaryConverter("aten::relu", "Relu"),
        new UnaryConverter("aten::sigmoid", "Sigmoid"),
        new UnaryConverter("aten::tanh", "Tanh"),
        new LeakyReluConverter(),
        new PReluConverter(),
        new LogSigmoidConverter(),
        new SoftplusConverter(),
        new SoftmaxConverter("aten::softmax", "Softmax"),
        new SoftmaxConverter("aten::log_softmax", "LogSoftmax"),
        new RejectedConverter("aten::dropout", "it is active. Trace the network with Mode.Inference."),

        // Layers
        new LinearConverter(),
        new MatMulConverter("aten::matmul", right: "other"),
        new MatMulConverter("aten::bmm", right: "mat2"),
        new Conv2dConverter(),
        new ConvTranspose2dConverter(),
        new BatchNormConverter(),
        new InstanceNormConverter(),
        new LayerNormConverter(),
        new EmbeddingConverter(),
        new MaxPool2dConverter(),
        new AveragePool2dConverter(),
        new AdaptiveAveragePool2dConverter(),
        new UpsampleConverter("aten::upsample_nearest2d", bilinear: false),
        new UpsampleConverter("aten::upsample_bilinear2d", bilinear: true),

        // Shapes
        new ReshapeConverter("aten::reshape"),
        new ReshapeConverter("aten::flatten"),
        new PermuteConverter(),
        new TransposeConverter(),
        new SqueezeConverter(),
        new UnsqueezeConverter(),
        new ExpandConverter(),
        new ConcatConverter(),
        new StackConverter(),
        new SplitConverter(),
        new SliceConverter(),
        new SelectConverter(),
        new IndexSelectConverter(),
        new GatherConverter(),
        new IndexConverter(),
        new FlipConverter(),
        new RepeatConverter(),
        new OneHotConverter(),
        new PixelShuffleConverter(),
        new PadConverter("aten::constant_pad_nd", "constant"),
        new PadConverter("aten::reflection_pad2d", "reflect"),
        new PadConverter("aten::replication_pad2d", "edge"),
        new IdentityConverter("aten::contiguous"),
        new IdentityConverter("aten::clone"),
        new IdentityConverter("aten::detach"),
        new CastConverter(),

        // Reductions
        new ReductionConverter("aten::sum", "ReduceSum"),
        new ReductionConverter("aten::amax", "ReduceMax"),
        new ReductionConverter("aten::amin", "ReduceMin"),
        new ReductionConverter("aten::logsumexp", "ReduceLogSumExp"),
        new MeanConverter(),
        new VarianceConverter(),
        new NormConverter(),
        new ArgMaxConverter(),
        new AllConverter(),
        new CumulativeSumConverter(),

        // Sources
        new FullConverter(),
        new ZerosLikeConverter(),
        new RangeConverter(),
        new RejectedConverter("aten::empty", Unwritten),
        new RejectedConverter("aten::randn", Noise),
        new RejectedConverter("aten::rand", Noise),
        new RejectedConverter("aten::randint", Noise),
        new RejectedConverter("aten::randperm", Noise),
    }.ToFrozenDictionary(converter => converter.Operator, StringComparer.Ordinal);

    /// <summary>The operators, in no order.</summary>
    public static IEnumerable<string> Operators => Converters.Keys;

    /// <summary>The converter of a call.</summary>
    /// <exception cref="OnnxExportException">There is none.</exception>
    public static IOpConverter For(OpCall call) => Converters.TryGetValue(call.Operator, out var converter)
        ? converter
        : throw call.Fail("it has no ONNX form here. Compute the same with mapped operators, or add a converter to ConverterTable.");
}
