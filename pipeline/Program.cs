using Gans.Pipeline.Commands;
using Gans.Pipeline.Terminal;

Console.SetError(new ProgressWriter(Console.Error));   // for the library that draws bars too
return GansCommandLine.Run(args, Console.Out, Console.Error);
