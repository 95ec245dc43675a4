using Gans.Pipeline.Stages;

namespace Gans.Pipeline.Tests.Stages;

[TestClass]
public sealed class CountedTests
{
    [TestMethod]
    [DataRow(0L, "0 bytes")]
    [DataRow(999L, "999 bytes")]
    [DataRow(12_345L, "12 kB")]
    [DataRow(3_440_000L, "3.4 MB")]
    [DataRow(12_345_678L, "12 MB")]
    [DataRow(1_443_490_838L, "1.4 GB")]
    [DataRow(5_000_000_000L, "5.0 GB")]
    public void Bytes_ReadAsPeopleSay(long bytes, string expected) => Assert.AreEqual(expected, Counted.Bytes(bytes));
}
