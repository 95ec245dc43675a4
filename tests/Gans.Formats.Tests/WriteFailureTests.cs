namespace Gans.Formats.Tests;

/// <summary>The codes are those of errno.h of Linux and macOS and of winerror.h: this machine gives only its own.</summary>
[TestClass]
public sealed class WriteFailureTests
{
    [TestMethod]
    [DataRow(28, "ENOSPC")]
    [DataRow(122, "EDQUOT of Linux")]
    [DataRow(69, "EDQUOT of macOS")]
    [DataRow(unchecked((int)0x80070070), "ERROR_DISK_FULL")]
    [DataRow(unchecked((int)0x80070027), "ERROR_HANDLE_DISK_FULL")]
    public void Explain_DiskFull_SaysSo(int code, string name)
    {
        var explained = WriteFailure.Explain("a.npy", new IOException(name, code));

        Assert.IsInstanceOfType<IOException>(explained);
        Assert.StartsWith("Writing a.npy: the disk is full", explained.Message);
    }

    [TestMethod]
    [DataRow(11, "EAGAIN of Linux")]
    [DataRow(35, "EAGAIN of macOS")]
    [DataRow(unchecked((int)0x80070020), "ERROR_SHARING_VIOLATION")]
    [DataRow(unchecked((int)0x80070021), "ERROR_LOCK_VIOLATION")]
    public void Explain_OtherWriter_SaysSo(int code, string name)
    {
        var explained = WriteFailure.Explain("a.npy", new IOException(name, code));

        Assert.IsInstanceOfType<InvalidInputException>(explained);
        Assert.Contains("another process is writing it", explained.Message);
    }

    [TestMethod]
    public void Explain_FileTooLarge_NamesTheLimit()
    {
        var explained = WriteFailure.Explain("a.npy", new IOException("EFBIG", 27));

        Assert.IsInstanceOfType<IOException>(explained);
        Assert.Contains("ulimit -f", explained.Message);
    }

    [TestMethod]
    [DataRow(30, "EROFS")]
    [DataRow(unchecked((int)0x80070013), "ERROR_WRITE_PROTECT")]
    public void Explain_PlaceThatIsNotWritten_AsksForAnother(int code, string name)
    {
        Assert.EndsWith("Choose a folder that can be written to.", WriteFailure.Explain("a.npy", new IOException(name, code))!.Message);
    }
}
