using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.Versioning;
using Gateway.Tool.Compiling;
using Gateway.Toolkit;

namespace Gateway.Tool.Loading;

/// <summary>Loads the assembly of an app, and says why one cannot be loaded.</summary>
internal static class AppAssembly
{
    private static readonly AssemblyName[] Shared = [typeof(Environ).Assembly.GetName(), typeof(Router).Assembly.GetName()];

    /// <exception cref="ToolException">There is no such assembly, or none that can run here.</exception>
    public static Assembly Load(AppImage image)
    {
        var path = Path.GetFullPath(image.Path);
        try
        {
            image = image.Assembly is null ? Read(path) : image with { Path = path };
            Check(path, image.Assembly!);
            return new AppLoadContext(image).LoadApp();
        }
        catch (Exception error) when (error is BadImageFormatException or InvalidOperationException)
        {
            var managed = Path.ChangeExtension(path, ".dll");
            var hint = managed != path && File.Exists(managed) ? $" The program's assembly is {managed}." : "";
            throw new ToolException(ExitCode.App, $"{path} is not a .NET assembly.{hint}", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ToolException(ExitCode.App, $"{path} cannot be read: {error.Message}", error);
        }
    }

    private static AppImage Read(string path)
    {
        var symbols = Path.ChangeExtension(path, ".pdb");
        return new(path, File.ReadAllBytes(path), File.Exists(symbols) ? File.ReadAllBytes(symbols) : null);
    }

    private static void Check(string path, byte[] assembly)
    {
        using var file = new PEReader(new MemoryStream(assembly));
        if (!file.HasMetadata)
            throw new BadImageFormatException();
        var metadata = file.GetMetadataReader();
        if (TargetFramework(metadata) is { } target && !CanRun(target))
            throw new ToolException(
                ExitCode.App,
                $"{path} is built for {target.FullName}; gateway runs on .NET {Environment.Version.ToString(2)}. Build it for "
                    + $"net{Environment.Version.ToString(2)}.");
        CheckContract(path, metadata);
    }

    // An app built against a later version may use members that this one lacks. An app may refer to only one of these libraries:
    // the compiler drops references that the code does not use.
    private static void CheckContract(string path, MetadataReader metadata)
    {
        foreach (var shared in Shared)
        {
            var later = metadata.AssemblyReferences.Select(metadata.GetAssemblyReference)
                .Where(reference => metadata.StringComparer.Equals(reference.Name, shared.Name!) && reference.Version > shared.Version)
                .Select(reference => reference.Version)
                .FirstOrDefault();
            if (later is not null)
            {
                throw new ToolException(ExitCode.App, $"{path} is built against {shared.Name} {later}; this gateway has {shared.Version}. "
                    + "Update it: dotnet tool update Gateway.Tool.");
            }
        }
    }

    private static bool CanRun(FrameworkName target) => target.Identifier switch
    {
        ".NETCoreApp" => target.Version <= Environment.Version,
        ".NETStandard" => true,
        _ => false,
    };

    private static FrameworkName? TargetFramework(MetadataReader metadata)
    {
        foreach (var handle in metadata.GetAssemblyDefinition().GetCustomAttributes())
        {
            var attribute = metadata.GetCustomAttribute(handle);
            if (attribute.Constructor.Kind == HandleKind.MemberReference
                && metadata.GetMemberReference(
                    (MemberReferenceHandle)attribute.Constructor) is { Parent.Kind: HandleKind.TypeReference } constructor
                && metadata.StringComparer.Equals(
                    metadata.GetTypeReference((TypeReferenceHandle)constructor.Parent).Name, nameof(TargetFrameworkAttribute)))
            {
                // A custom attribute's blob: a prolog of two bytes, then its one argument (ECMA-335, II.23.3).
                var value = metadata.GetBlobReader(attribute.Value);
                return value.ReadUInt16() == 1 && value.ReadSerializedString() is { } name ? new FrameworkName(name) : null;
            }
        }

        return null;
    }
}
