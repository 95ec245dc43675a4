namespace Gans.Formats.Tests;

[TestClass]
public sealed class SafetensorsFuzzTests
{
    [TestMethod]
    [Timeout(120_000)]
    public void Open_DamagedFile_ReadsOrThrowsInvalidInput()
    {
        using var folder = new TemporaryFolder();
        SafetensorsFile.Write(
            folder["whole"],
            [
                new("conv.weight", WeightElement.Float32, [2, 1, 3, 3], new byte[72]),
                new("conv.bias", WeightElement.BFloat16, [2], new byte[4]),
                new("step", WeightElement.Int64, [], new byte[8]),
                new("empty", WeightElement.Bool, [0, 4], ReadOnlyMemory<byte>.Empty),
            ],
            new Dictionary<string, string> { ["model"] = "tiny", ["format"] = "1" });

        ReaderFuzz.Run(File.ReadAllBytes(folder["whole"]), ReadAll, count: 2000);
    }

    private static void ReadAll(string path)
    {
        using var file = SafetensorsFile.Open(path);
        foreach (var (name, tensor) in file.Tensors)
        {
            var elements = tensor.Shape.Aggregate(1L, (product, size) => product * size);
            var bytes = file.GetBytes(name);
            Assert.AreEqual(0, elements == 0 ? bytes.Length : bytes.Length % elements);
            _ = bytes.Contains((byte)1);   // touches every page
        }
    }
}
