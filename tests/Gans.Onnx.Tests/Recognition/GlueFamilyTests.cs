using Gans.Onnx.Tests.Support;
using static Gans.Onnx.OnnxAxis;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gans.Onnx.Tests.Recognition;

/// <summary>Code between modules as TorchSharp's users write it: found, named, and equal in ONNX Runtime.</summary>
[TestClass]
public sealed class GlueFamilyTests
{
    private static readonly OnnxAxis[] Points = [N, 6];
    private static readonly OnnxAxis[] Images = [N, 4, 8, 8];
    private static readonly OnnxAxis[] Tokens = [N, 5, 12];

    /// <summary>Name, the input's axes, the code (its arguments: the input, and the results of two modules over it), and what it is found to be.</summary>
    private static readonly Dictionary<string, (OnnxAxis[] Axes, Func<Tensor, Tensor, Tensor, Tensor> Code, string Found)> Cases = new()
    {
        ["clone"] = (Points, static (x, a, b) => a.clone(), "a"),
        ["sum"] = (Points, static (x, a, b) => a + b, "add(b, a)"),
        ["sum with the input"] = (Points, static (x, a, b) => x + b, "add(b, x)"),
        ["difference"] = (Points, static (x, a, b) => a - b, "subtract(a, b)"),
        ["product"] = (Points, static (x, a, b) => a * b, "multiply(b, a)"),
        ["quotient"] = (Points, static (x, a, b) => a / b, "divide(a, b)"),
        ["relu of a sum"] = (Points, static (x, a, b) => functional.relu(a + b), "relu(add(b, a))"),
        ["sum of three"] = (Points, static (x, a, b) => a + b + x, "add(add(a, b), x)"),
        ["number times"] = (Points, static (x, a, b) => a * 0.25, "multiply(a, 0.25)"),
        ["number times, and plus"] = (Points, static (x, a, b) => (a * 2) - 0.5, "add(multiply(a, 2), -0.5)"),
        ["reciprocal of a root"] = (Points, static (x, a, b) => a / Math.Sqrt(12), "multiply(a, 0.288675135)"),
        ["relu"] = (Points, static (x, a, b) => functional.relu(a), "relu(a)"),
        ["relu6"] = (Points, static (x, a, b) => functional.relu6(a), "relu6(a)"),
        ["sigmoid"] = (Points, static (x, a, b) => a.sigmoid(), "sigmoid(a)"),
        ["tanh"] = (Points, static (x, a, b) => a.tanh(), "tanh(a)"),
        ["leaky_relu"] = (Points, static (x, a, b) => functional.leaky_relu(a, 0.2), "leaky_relu(a, 0.2)"),
        ["silu"] = (Points, static (x, a, b) => functional.silu(a), "silu(a)"),
        ["gelu"] = (Points, static (x, a, b) => functional.gelu(a), "gelu(a)"),
        ["elu"] = (Points, static (x, a, b) => functional.elu(a, 1), "elu(a)"),
        ["hardswish"] = (Points, static (x, a, b) => functional.hardswish(a), "hardswish(a)"),
        ["softmax"] = (Points, static (x, a, b) => functional.softmax(a, 1), "softmax(a, 1)"),
        ["log_softmax"] = (Points, static (x, a, b) => functional.log_softmax(a, 1), "log_softmax(a, 1)"),
        ["gate"] = (Points, static (x, a, b) => a * b.sigmoid(), "multiply(a, sigmoid(b))"),
        ["concat"] = (Points, static (x, a, b) => cat([a, b], 1), "concat([a, b], axis 1)"),
        ["concat of relu"] = (Points, static (x, a, b) => cat([functional.relu(a), x], 1), "concat([relu(a), x], axis 1)"),
        ["chunk"] = (Points, static (x, a, b) => a.chunk(2, 1)[1], "slice(a, axis 1, 3..6)"),
        ["max_pool2d"] = (Images, static (x, a, b) => functional.max_pool2d(a, 2), "max_pool2d(a, 2, 2, 0)"),
        ["max_pool2d with padding"] = (Images, static (x, a, b) => functional.max_pool2d(a, 3, 2, 1), "max_pool2d(a, 3, 2, 1)"),
        ["avg_pool2d that keeps the size"] = (Images, static (x, a, b) => functional.avg_pool2d(a, 3, 1, 1), "avg_pool2d(a, 3, 1, 1)"),
        ["global mean"] = (Images, static (x, a, b) => a.mean([2, 3]), "mean(a, [2, 3])"),
        ["flatten"] = (Images, static (x, a, b) => a.flatten(1), "flatten(a)"),
        ["flatten of a pool of relu"] = (Images, static (x, a, b) => functional.max_pool2d(functional.relu(a), 2).view(-1, 64), "flatten(max_pool2d(relu(a), 2, 2, 0))"),
        ["concat of a pool"] = (Images, static (x, a, b) => cat([functional.max_pool2d(a, 2), functional.avg_pool2d(b, 2)], 1), "concat([max_pool2d(a, 2, 2, 0), adaptive_avg_pool2d(b, [4, 4])], axis 1)"),
        ["interpolate"] = (Images, static (x, a, b) => functional.interpolate(a, scale_factor: [2, 2]), "interpolate(a, [16, 16], nearest)"),
        ["interpolate, bilinear"] = (Images, static (x, a, b) => functional.interpolate(a, scale_factor: [2, 2], mode: InterpolationMode.Bilinear, align_corners: true), "interpolate(a, [16, 16], bilinear, corners aligned)"),
        ["pad"] = (Images, static (x, a, b) => functional.pad(a, [0, 1, 1, 0]), "pad(a, [0, 1, 1, 0])"),
        ["channel shuffle"] = (Images, static (x, a, b) => a.view(-1, 2, 2, 8, 8).transpose(1, 2).reshape(-1, 4, 8, 8), ""),
        ["channels as numbers"] = (Images, static (x, a, b) => cat([(a.narrow(1, 0, 1) * 2) + 1, (a.narrow(1, 1, 1) * 3) + 2], 1), "concat([add(multiply(slice(a, axis 1, 0..1), 2), 1), add(multiply(slice(a, axis 1, 1..2), 3), 2)], axis 1)"),
        ["patches as tokens"] = (Images, static (x, a, b) => a.flatten(2).transpose(1, 2), ""),
        ["first token"] = (Tokens, static (x, a, b) => a.select(1, 0), "select(a, axis 1, 0)"),
        ["mean of tokens"] = (Tokens, static (x, a, b) => a.mean([1]), "mean(a, [1])"),
        ["heads"] = (Tokens, static (x, a, b) => a.view(-1, 5, 3, 4).transpose(1, 2), ""),
    };

    /// <summary>The cases' names.</summary>
    public static IEnumerable<object[]> Names => Cases.Keys.Select(static name => new object[] { name });

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Write_FunctionalCode_FoundAndEqual(string name)
    {
        var (axes, code, found) = Cases[name];
        var width = axes.Length == 4 ? 4 : axes[^1].Size;
        Module<Tensor, Tensor> first = axes.Length == 4 ? Conv2d(width, width, 3, padding: 1) : Linear(width, width);
        Module<Tensor, Tensor> second = axes.Length == 4 ? Conv2d(width, width, 1) : Linear(width, width);
        using var network = new Function(x => code(x, first.call(x), second.call(x)), ("a", first), ("b", second));

        var (report, model) = Export.Run(network, new OnnxExportOptions(), new OnnxInput("x", axes));

        var glue = report.Glue.Single();
        if (found.Length > 0)
        {
            Assert.AreEqual(found, glue.Expression);
        }

        Assert.Contains("N", glue.Shape);
        StringAssert.Contains(model.MetadataProps.Single(static entry => entry.Key == OnnxExport.GlueKey).Value, glue.Expression);
    }

    [TestMethod]
    public void Write_FunctionalCodeInStrictMode_Refused()
    {
        var linear = Linear(6, 6);
        using var network = new Function(x => linear.call(x) + x, ("a", linear));

        Export.Refused(network, Export.Strict, new OnnxInput("x", Points));
    }

    [TestMethod]
    public void Write_ParameterOfTheRoot_AddedUnderItsName()
    {
        using var network = new Positions();

        var (report, model) = Export.Run(network, new OnnxExportOptions(), new OnnxInput("x", Tokens));

        Assert.AreEqual("add(tokens, positions)", report.Glue.Single().Expression);
        Assert.Contains("positions", model.Graph.Initializer.Select(static tensor => tensor.Name));
    }

    [TestMethod]
    public void Write_TokenOfTheRoot_RepeatedForTheBatch()
    {
        using var network = new ClassToken();

        var (report, _) = Export.Run(network, new OnnxExportOptions(), new OnnxInput("x", Tokens));

        Assert.AreEqual("concat([expand(token), tokens], axis 1)", report.Glue.Single().Expression);
    }

    [TestMethod]
    public void Write_GateOfChannels_MultipliesWholeImages()
    {
        var (pool, gate) = (AdaptiveAvgPool2d(1), Conv2d(4, 4, 1));
        using var network = new Function(x => x * gate.call(pool.call(x)).sigmoid(), ("pool", pool), ("gate", gate));

        var (report, _) = Export.Run(network, new OnnxExportOptions(), new OnnxInput("x", Images));

        Assert.AreEqual("multiply(x, sigmoid(gate))", report.Glue.Single().Expression);
    }

    [TestMethod]
    public void Write_SeveralPieces_EachListedAtItsModule()
    {
        Module<Tensor, Tensor> Block()
        {
            var (inner, outer) = (Linear(6, 6), Linear(6, 6));
            return new Function(x => functional.relu(outer.call(functional.relu(inner.call(x))) + x), ("inner", inner), ("outer", outer));
        }

        using var network = Sequential(("first", Block()), ("second", Block()));

        var (report, _) = Export.Run(network, new OnnxExportOptions(), new OnnxInput("x", Points));

        CollectionAssert.AreEquivalent(
            new[] { "first: relu(first.inner)", "first: relu(add(first.outer, x))", "second: relu(second.inner)", "second: relu(add(second.outer, input of second.inner))" },
            report.Glue.Select(static glue => $"{(glue.Module.Length == 0 ? "second" : glue.Module)}: {glue.Expression}").ToArray());
    }

    private sealed class Positions : Module<Tensor, Tensor>
    {
        private readonly Module<Tensor, Tensor> tokens = Linear(12, 12);
        private readonly TorchSharp.Modules.Parameter positions = Parameter(randn(1, 5, 12));

        internal Positions()
            : base(nameof(Positions)) => RegisterComponents();

        public override Tensor forward(Tensor input) => tokens.call(input) + positions;
    }

    private sealed class ClassToken : Module<Tensor, Tensor>
    {
        private readonly Module<Tensor, Tensor> tokens = Linear(12, 12);
        private readonly TorchSharp.Modules.Parameter token = Parameter(randn(1, 1, 12));

        internal ClassToken()
            : base(nameof(ClassToken)) => RegisterComponents();

        public override Tensor forward(Tensor input) => cat([token.expand(input.shape[0], -1, -1), tokens.call(input)], 1);
    }
}
