using Gans.Pipeline.Commands;

return GansCommandLine.Run(args, Console.Out, Console.Error);
