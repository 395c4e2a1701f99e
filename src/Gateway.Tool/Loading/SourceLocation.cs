using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace Gateway.Tool.Loading;

/// <summary>Finds the source of a method by the debugging symbols of its app.</summary>
internal static class SourceLocation
{
    /// <summary>The file and line where the method begins; null where there are no symbols for it.</summary>
    public static string? Of(MethodInfo method)
    {
        var assembly = method.Module.Assembly;
        if (AssemblyLoadContext.GetLoadContext(assembly) is not AppLoadContext context || context.SymbolsOf(assembly) is not { } symbols)
            return null;
        try
        {
            using var provider = MetadataReaderProvider.FromPortablePdbStream(new MemoryStream(symbols));
            var reader = provider.GetMetadataReader();
            var handle = (MethodDefinitionHandle)MetadataTokens.EntityHandle(Body(method).MetadataToken);
            var point = reader.GetMethodDebugInformation(handle).GetSequencePoints().FirstOrDefault(point => !point.IsHidden);
            return point.Document.IsNil
                ? null
                : $"{Shorten(reader.GetString(reader.GetDocument(point.Document).Name))}:{point.StartLine}";
        }
        catch (BadImageFormatException)
        {
            return null; // Symbols of Windows' own kind.
        }
    }

    // The code of an async method or an iterator is in the type that the compiler makes for it.
    private static MethodInfo Body(MethodInfo method) =>
        method.GetCustomAttribute<StateMachineAttribute>() is { StateMachineType: var type }
            ? type.GetMethod("MoveNext", BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public) ?? method
            : method;

    private static string Shorten(string path)
    {
        var relative = Path.GetRelativePath(Environment.CurrentDirectory, path);
        return relative.StartsWith("..", StringComparison.Ordinal) ? path : relative;
    }
}
