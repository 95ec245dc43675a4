using Gans.Models;
using Gans.Onnx;
using Mono.Cecil;
using TorchSharp;

namespace Gans.Training.Tests;

/// <summary>Reads our programs: a number that reaches libtorch is held, or a collection of garbage may take it away in the middle of the call.</summary>
[TestClass]
public sealed class HeldNumbersTests
{
    private static readonly TorchSharpCalls Library = TorchSharpCalls.Read(typeof(torch).Assembly.Location);

    [TestMethod]
    [DataRow(typeof(Held))]
    [DataRow(typeof(GanModel))]
    [DataRow(typeof(TrainingKey))]
    public void Calls_OfAProgramOfOurs_TakeOnlyHeldNumbers(Type type)
    {
        Assert.AreEqual("", string.Join('\n', Library.UnheldIn(type.Assembly.Location, except: nameof(Held))));
    }

    [TestMethod]
    public void Calls_OfOperatorsAndLayersThatMakeNumbers_AreFound()
    {
        var found = Library.UnheldIn(typeof(Careless).Assembly.Location, except: nameof(Held)).Where(static call => call.Contains(nameof(Careless))).ToList();

        foreach (var call in (string[])["op_Addition", "op_Implicit", "LeakyReLU"])
        {
            Assert.IsTrue(found.Any(line => line.Contains(call)), $"{call}, found {string.Join('\n', found)}");
        }
    }

    private static class Careless
    {
        public static torch.Tensor Sum(torch.Tensor a, torch.Tensor b) => a + b;

        public static torch.Tensor Double(torch.Tensor a) => a.mul(2);

        public static TorchSharp.Modules.LeakyReLU Layer() => torch.nn.LeakyReLU(0.2);
    }

    /// <summary>Which calls of TorchSharp make a number of their own accord and hand it to libtorch.</summary>
    private sealed record TorchSharpCalls(HashSet<string> Makers)
    {
        private const string Conversion = "TorchSharp.Scalar TorchSharp.Scalar::op_Implicit";
        private const string Creation = "TorchSharp.Scalar TorchSharp.ScalarExtensionMethods::ToScalar";

        public static TorchSharpCalls Read(string library)
        {
            using var module = ModuleDefinition.ReadModule(library);
            var types = module.GetTypes().ToList();
            var callsOf = types.SelectMany(static type => type.Methods).Where(static method => method.HasBody && !MakesForOthers(method))
                .ToDictionary(static method => method.FullName, static method => CallsIn(method).ToList());
            var makers = callsOf.Where(static entry => entry.Value.Any(IsNumber)).Select(static entry => entry.Key).ToHashSet();
            AddCallers();

            // A module's forward is called by its base class, which no call tells: whoever creates one will run it.
            makers.UnionWith(types.Where(type => type.Methods.Any(method => method.Name == "forward" && makers.Contains(method.FullName)))
                .SelectMany(static type => type.Methods).Where(static method => method.IsConstructor).Select(static method => method.FullName));
            AddCallers();
            return new(makers);

            void AddCallers()
            {
                for (var before = -1; before != makers.Count;)
                {
                    before = makers.Count;
                    makers.UnionWith(callsOf.Where(entry => entry.Value.Any(makers.Contains)).Select(static entry => entry.Key).ToList());
                }
            }
        }

        /// <summary>Each call of a program, but of one of its types, that is not safe.</summary>
        public IEnumerable<string> UnheldIn(string program, string except)
        {
            using var module = ModuleDefinition.ReadModule(program);
            return [.. from type in module.GetTypes()
                       where type.Name != except
                       from method in type.Methods
                       where method.HasBody
                       from call in CallsIn(method)
                       where Makers.Contains(call) || IsNumber(call)
                       select $"{method.FullName} calls {call}"];
        }

        private static bool IsNumber(string call) =>
            call.StartsWith(Conversion, StringComparison.Ordinal) || call.StartsWith(Creation, StringComparison.Ordinal);

        private static bool MakesForOthers(MethodDefinition method) =>
            method.DeclaringType.FullName is "TorchSharp.Scalar" or "TorchSharp.ScalarExtensionMethods";

        private static IEnumerable<string> CallsIn(MethodDefinition method) =>
            from instruction in method.Body.Instructions
            where instruction.Operand is MethodReference
            select ((MethodReference)instruction.Operand).GetElementMethod().FullName;
    }
}
