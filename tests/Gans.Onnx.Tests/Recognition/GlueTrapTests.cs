using Gans.Onnx.Tests.Support;
using static Gans.Onnx.OnnxAxis;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gans.Onnx.Tests.Recognition;

/// <summary>Code that looks like something else at the first sight of its values: refused by name, or right, never wrong.</summary>
[TestClass]
public sealed class GlueTrapTests
{
    private static readonly OnnxInput X = new("x", [N, 6]);

    private static int calls;

    [TestMethod]
    [DataRow("clamp that bites at scale 100 only")]
    [DataRow("where")]
    [DataRow("edit of one element")]
    [DataRow("random numbers")]
    [DataRow("functional dropout in training mode")]
    [DataRow("a number read from values")]
    [DataRow("state between calls")]
    [DataRow("a constant made in code")]
    [DataRow("noise drawn once")]
    [DataRow("mean of the batch")]
    [DataRow("another order of the batch")]
    [DataRow("the batch size as a number")]
    [DataRow("result of an earlier call")]
    public void Write_Trap_RefusedWithModuleShapeAndRemedy(string trap)
    {
        calls = 0;
        Tensor? earlier = null;
        Tensor WithEarlier(Tensor a)
        {
            using var last = earlier;
            earlier = a.sum([0], keepdim: true).DetachFromDisposeScope();
            return last is null ? a : a + last;
        }

        Func<Tensor, Tensor> code = trap switch
        {
            "clamp that bites at scale 100 only" => static a => a.clamp(-50, 40),
            "where" => static a => where(a.gt(0.5), a, a * 3),
            "edit of one element" => FirstIsZero,
            "random numbers" => static a => a + randn_like(a),
            "functional dropout in training mode" => static a => functional.dropout(a, 0.5, training: true),
            "a number read from values" => static a => a * a.mean().item<float>(),
            "state between calls" => static a => a * ++calls,
            "noise drawn once" => static a => a + rand(6, generator: new Generator(7)),
            "mean of the batch" => static a => a - a.mean([0], keepdim: true),
            "another order of the batch" => static a => a.flip(0),
            "the batch size as a number" => static a => a * a.shape[0],
            "result of an earlier call" => WithEarlier,
            _ => static a => a + arange(6),
        };
        using var network = Network(code);

        var refusal = Export.Refused(network, new OnnxExportOptions(), X);

        earlier?.Dispose();
        StringAssert.StartsWith(refusal.Message, "Exporting module 'block': found a Float32 [N, 6] as an input of Linear 'block.b'");
        StringAssert.Contains(refusal.Message, "Write the functional code between modules with Gans.Onnx.Ops");
    }

    [TestMethod]
    public void Write_BranchOnValues_Refused()
    {
        var (a, b) = (Linear(6, 6), Linear(6, 6));
        using var network = new Function(x => x.mean().item<float>() > 0 ? b.call(a.call(x)) : a.call(x), ("a", a), ("b", b));

        StringAssert.Contains(Export.Refused(network, new OnnxExportOptions(), X).Message, "the pass takes another way for other inputs");
    }

    [TestMethod]
    public void Write_BranchThatNormalisedValuesHide_Refused()
    {
        // After a normalisation no input is large enough to take the other way: only replaced results are.
        var (norm, b) = (LayerNorm(6), Linear(6, 6));
        using var network = new Function(
            x =>
            {
                var a = norm.call(x);
                return b.call(a.abs().max().item<float>() > 5 ? a * 2 : a * 1);
            },
            ("norm", norm),
            ("b", b));

        Export.Refused(network, new OnnxExportOptions(), X);
    }

    [TestMethod]
    public void Write_Relu6OfNormalisedValues_IsNotTakenForRelu()
    {
        var (norm, b) = (LayerNorm(6), Linear(6, 6));
        using var network = new Function(x => b.call(functional.relu6(norm.call(x))), ("norm", norm), ("b", b));

        var (report, _) = Export.Run(network, new OnnxExportOptions(), X);

        Assert.AreEqual("relu6(norm)", report.Glue.Single().Expression);
    }

    [TestMethod]
    public void Write_BranchThatIsZeroInThisNetwork_IsAddedNonetheless()
    {
        // Residual networks start with branches that give zeros.
        var (a, b, c) = (Linear(6, 6), Linear(6, 6), Linear(6, 6));
        using (no_grad())
        {
            b.weight.zero_();
            b.bias!.zero_();
        }

        using var network = new Function(
            x =>
            {
                var start = a.call(x);
                return c.call(start + b.call(start));
            },
            ("a", a),
            ("b", b),
            ("c", c));

        var (report, _) = Export.Run(network, new OnnxExportOptions(), X);

        Assert.AreEqual("add(b, a)", report.Glue.Single().Expression);
    }

    [TestMethod]
    public void Write_ReluOfPositiveValues_IsTheValueItself()
    {
        var (a, act, b) = (Linear(6, 6), ReLU(), Linear(6, 6));
        using var network = new Function(x => b.call(functional.relu(act.call(a.call(x)))), ("a", a), ("act", act), ("b", b));

        var (report, _) = Export.Run(network, new OnnxExportOptions(), X);

        Assert.AreEqual("act", report.Glue.Single().Expression);
    }

    [TestMethod]
    public void Write_OnesMadeInCode_AreANumber()
    {
        using var network = Network(static a => a + ones(6));

        var (report, _) = Export.Run(network, new OnnxExportOptions(), X);

        Assert.AreEqual("add(block.a, 1)", report.Glue.Single().Expression);
    }

    [TestMethod]
    public void Write_EditAfterDetach_IsTheEditedValue()
    {
        using var network = Network(static a =>
        {
            a.detach().mul_(3);
            return a;
        });

        var (report, _) = Export.Run(network, new OnnxExportOptions(), X);

        Assert.AreEqual("multiply(block.a, 3)", report.Glue.Single().Expression);
    }

    [TestMethod]
    public void Write_InPlaceForms_AreTheChangedValues()
    {
        using var network = Network(static a => functional.relu(a.add_(a), inplace: true));

        var (report, model) = Export.Run(network, new OnnxExportOptions(), X);

        Assert.AreEqual("relu(add(block.a, block.a))", report.Glue.Single().Expression);
        CollectionAssert.AreEqual(new[] { "Gemm", "Add", "Relu", "Gemm" }, model.Ops().ToArray());
    }

    [TestMethod]
    public void Write_ParameterChangedByThePass_Refused()
    {
        var linear = Linear(6, 6);
        using var network = new Function(
            x =>
            {
                linear.weight.detach().mul_(0.5);
                return linear.call(x);
            },
            ("linear", linear));

        StringAssert.Contains(Export.Refused(network, new OnnxExportOptions(), X).Message, "'linear.weight' is changed by the pass");
    }

    [TestMethod]
    public void Write_TwoFunctionsThatFit_RefusedByBothNames()
    {
        // tanh never reaches 6, whatever its input, so nothing tells which of the two the code calls.
        var (bounded, b) = (Tanh(), Linear(6, 6));
        using var network = new Function(x => b.call(functional.relu(bounded.call(x))), ("bounded", bounded), ("b", b));

        StringAssert.Contains(Export.Refused(network, new OnnxExportOptions(), X).Message, "both relu(bounded) and relu6(bounded) give it");
    }

    [TestMethod]
    public void Write_BufferChangedByThePass_Refused()
    {
        using var network = new Counting();

        StringAssert.Contains(Export.Refused(network, new OnnxExportOptions(), X).Message, "'seen' is changed by the pass");
    }

    private static Tensor FirstIsZero(Tensor a)
    {
        var copy = a.clone();
        copy[0, 0] = 0;
        return copy;
    }

    private static TorchSharp.Modules.Sequential Network(Func<Tensor, Tensor> code)
    {
        var (a, b) = (Linear(6, 6), Linear(6, 6));
        return Sequential(("block", new Function(x => b.call(code(a.call(x))), ("a", a), ("b", b))));
    }

    private sealed class Counting : Module<Tensor, Tensor>
    {
        private readonly Module<Tensor, Tensor> linear = Linear(6, 6);
        private readonly Tensor seen = zeros(1);

        internal Counting()
            : base(nameof(Counting))
        {
            register_buffer(nameof(seen), seen);
            RegisterComponents();
        }

        public override Tensor forward(Tensor input) => linear.call(input) + seen.add_(1);
    }
}
