using System.Reflection;
using System.Runtime.Loader;
using System.Security.Cryptography;
using Gans.Formats;

namespace Gans.Models;

/// <summary>Loads the models of someone else's assembly.</summary>
internal static class ModelAssembly
{
    /// <summary>Where this library lives, and with it all that an own model shares with it.</summary>
    private static readonly AssemblyLoadContext Ours = AssemblyLoadContext.GetLoadContext(typeof(TrainableModel).Assembly)!;

    /// <summary>Whether a type is a model that can be made.</summary>
    internal static bool IsModel(Type type) => !type.IsAbstract && type.IsSubclassOf(typeof(TrainableModel));

    /// <summary>Loads an assembly and makes one of each of its models.</summary>
    /// <param name="path">The assembly. Its file is read whole, so that it may be built anew meanwhile.</param>
    /// <exception cref="InvalidInputException">It cannot be used.</exception>
    internal static (ModelOrigin Origin, IReadOnlyList<TrainableModel> Models) Load(string path)
    {
        var task = $"Loading models of {path}";
        if (!File.Exists(path))
        {
            throw new InvalidInputException($"{task}: found no such file. Build it with 'dotnet build', or correct the path.");
        }

        var bytes = InputFile.ReadAll(path);
        try
        {
            var assembly = new Context(Path.GetFullPath(path)).LoadFromStream(new MemoryStream(bytes));
            CheckVersions(task, assembly);
            TrainableModel[] models = [.. assembly.GetTypes().Where(IsModel).Select(type => Make(task, type))];
            return models.Length > 0
                ? (new ModelOrigin(Path.GetFileName(path), Convert.ToHexStringLower(SHA256.HashData(bytes))), models)
                : throw new InvalidInputException(
                    $"{task}: found no model, needed a class that derives from {nameof(GanModel)} or another kind of {nameof(TrainableModel)} "
                    + "and is not abstract. Name the assembly that has one.");
        }
        catch (BadImageFormatException e)
        {
            throw new InvalidInputException($"{task}: found no .NET assembly. Name the .dll that 'dotnet build' wrote.", e);
        }
        catch (Exception e) when (IsMisfit(e))
        {
            throw Misfit(task, e);
        }
    }

    /// <summary>Classes to derive from are another contract in each version.</summary>
    private static void CheckVersions(string task, Assembly assembly)
    {
        foreach (var used in assembly.GetReferencedAssemblies().Where(used => used.Name is "TorchSharp" or ['G', 'a', 'n', 's', '.', ..]))
        {
            if (VersionHere(used.Name!) is { } here && here != used.Version)
            {
                throw new InvalidInputException(
                    $"{task}: found that it was built against {used.Name} {used.Version?.ToString(3)}, needed {here.ToString(3)}, as this Gans has it. "
                    + $"Build it against the packages of Gans {GansVersion.Current}.");
            }
        }
    }

    /// <summary>The version of an assembly that is here; null where there is none of that name, so that it is the user's own.</summary>
    private static Version? VersionHere(string name)
    {
        try
        {
            return Ours.LoadFromAssemblyName(new AssemblyName(name)).GetName().Version;
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    private static TrainableModel Make(string task, Type type)
    {
        if (type.GetConstructor(Type.EmptyTypes) is null)
        {
            throw new InvalidInputException($"{task}: found {type.FullName} without a public constructor that takes nothing, needed one. Give it one.");
        }

        try
        {
            var model = (TrainableModel)Activator.CreateInstance(type, BindingFlags.DoNotWrapExceptions, binder: null, args: null, culture: null)!;
            return IsName(model.Name)
                ? model
                : throw new InvalidInputException(
                    $"{task}: found {type.FullName} with the name '{model.Name}', needed one of letters, digits, '.', '_' and '-'. Change its Name.");
        }
#pragma warning disable CA1031 // Whatever someone else's code throws is told with the name of its class.
        catch (Exception e) when (e is not (InvalidInputException or TypeLoadException or MissingMemberException))
#pragma warning restore CA1031
        {
            throw new InvalidInputException($"{task}: found that making a {type.FullName} throws {e.GetType().Name}: {e.Message} Mend its constructor.", e);
        }
    }

    private static bool IsName(string? name) =>
        name is { Length: > 0 } && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '-') && name[0] != '-';

    private static bool IsMisfit(Exception e) =>
        e is ReflectionTypeLoadException or TypeLoadException or MissingMemberException or FileNotFoundException or FileLoadException;

    private static InvalidInputException Misfit(string task, Exception e)
    {
        var reason = (e as ReflectionTypeLoadException)?.LoaderExceptions.FirstOrDefault(each => each is not null)?.Message ?? e.Message;
        return new InvalidInputException(
            $"{task}: found that it does not fit: {reason.TrimEnd('.')}. Build it again, against the packages of Gans {GansVersion.Current}, "
            + "and leave what it needs besides where it was built.", e);
    }

    /// <summary>What is here is shared, so that a model is one to Gans and a tensor is one to the model; the rest comes from beside the assembly.</summary>
    private sealed class Context(string path) : AssemblyLoadContext(Path.GetFileName(path))
    {
        private readonly AssemblyDependencyResolver resolver = new(path);

        protected override Assembly? Load(AssemblyName assemblyName)
        {
            try
            {
                return Ours.LoadFromAssemblyName(assemblyName);
            }
            catch (Exception e) when (e is FileNotFoundException or FileLoadException)
            {
                return resolver.ResolveAssemblyToPath(assemblyName) is { } found ? LoadFromAssemblyPath(found) : null;
            }
        }
    }
}
