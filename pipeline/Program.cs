using Gans.Pipeline.Commands;
using Gans.Pipeline.Terminal;

Console.SetError(new DrawingWriter(Console.Error));   // bars too are lost, and end nothing, where they cannot be drawn
return GansCommandLine.Run(args, Console.Out, Console.Error);
