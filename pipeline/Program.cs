using System.Runtime.InteropServices;
using Gans.Pipeline.Commands;
using Gans.Pipeline.Terminal;

// The write that passes 'ulimit -f' should fail and say so; unheard, this signal ends the process. It is told of on another thread, which may be later than
// all that is done here: so it is heard until the process ends.
const PosixSignal fileSizeExceeded = (PosixSignal)25;   // SIGXFSZ of Linux and macOS
var heard = OperatingSystem.IsWindows() ? null : PosixSignalRegistration.Create(fileSizeExceeded, signal => signal.Cancel = true);

Console.SetError(new DrawingWriter(Console.Error));   // bars too are lost, and end nothing, where they cannot be drawn
var exitCode = GansCommandLine.Run(args, Console.Out, Console.Error);
GC.KeepAlive(heard);
return exitCode;
