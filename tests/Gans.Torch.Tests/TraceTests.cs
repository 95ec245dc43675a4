using Gans.Torch.Door;

namespace Gans.Torch.Tests;

[TestClass]
public sealed class TraceTests
{
    [TestMethod]
    public void Record_OfConvolution_HasNamedArgumentsAndDefaults()
    {
        using var scope = new TensorScope();
        using var trace = new Trace();
        var x = Tensor.Ones([2, 3, 8, 8]);
        var weight = Tensor.Ones([4, 3, 3, 3]);
        var input = trace.DeclareInput(x, "x");
        trace.Name(weight, "conv.weight");

        Tensor y;
        using (Trace.Enter("block"))
        using (Trace.Enter("conv"))
        {
            y = x.Conv2d(weight, null, stride: 2, padding: 1);
        }

        trace.Stop();
        var call = trace.Calls.Single(recorded => recorded.Operator == "aten::conv2d");
        Assert.AreEqual("block.conv", call.ModulePath);
        Assert.AreEqual(input, call.Value("input"));
        Assert.AreEqual("conv.weight", call.Value("weight").Name);
        Assert.IsFalse(call.Has("bias"));
        CollectionAssert.AreEqual(new[] { 2L, 2 }, call.Ints("stride").ToArray());
        CollectionAssert.AreEqual(new[] { 1L, 1 }, call.Ints("dilation").ToArray());
        Assert.AreEqual(1, call.Int("groups"));
        Assert.AreEqual(trace.ValueOf(y), call.Result);
        Assert.AreEqual(new Shape(2, 4, 4, 4), call.Result.Shape);
    }

    [TestMethod]
    public void Record_OfTensorMadeInThePass_KeepsItsContentsPastItsScope()
    {
        using var trace = new Trace();
        using (new TensorScope())
        {
            var x = Tensor.Ones([2]);
            trace.DeclareInput(x, "x");
            _ = x + Tensor.From([3f, 4f], 2);
        }

        trace.Stop();
        var sum = trace.Calls.Single(call => call.Operator == "aten::add");
        var (value, contents) = trace.Constants.Single();
        Assert.AreEqual(value, sum.Value("other"));
        CollectionAssert.AreEqual(new[] { 3f, 4 }, contents.ToArray<float>());
    }

    [TestMethod]
    public void Record_OfInPlaceOperation_IsRefusedByName()
    {
        using var scope = new TensorScope();
        using var trace = new Trace();
        var x = Tensor.Ones([2]);

        using var path = Trace.Enter("block");
        var failure = Assert.ThrowsExactly<NotSupportedException>(() => x.MultiplyInPlace(2));

        StringAssert.Contains(failure.Message, "aten::mul_.Scalar in module 'block'", StringComparison.Ordinal);
    }

    [TestMethod]
    public void Parse_Schema_KnowsNamesTypesAndDefaults()
    {
        var schema = OperatorSchema.Parse("aten::conv2d(Tensor input, Tensor? bias=None, int[2] stride=[1, 1], *, bool flag=True) -> (Tensor)");

        CollectionAssert.AreEqual(new[] { "input", "bias", "stride", "flag" }, schema.Arguments.Select(argument => argument.Name).ToArray());
        CollectionAssert.AreEqual(new[] { null, "None", "[1, 1]", "True" }, schema.Arguments.Select(argument => argument.Default).ToArray());
        Assert.AreEqual("int[2]", schema.Arguments[2].Type);
    }
}
