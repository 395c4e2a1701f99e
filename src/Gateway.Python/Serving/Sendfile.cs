using System.Globalization;
using Gateway.Python.Protocol;

namespace Gateway.Python.Serving;

/// <summary>X-Sendfile: the app names a file, and the host sends it.</summary>
internal static class Sendfile
{
    private const string Header = "X-Sendfile";

    /// <summary>The file that the app wants to have sent; null for none, and where the header has no meaning.</summary>
    /// <param name="head">The head; without the header, and with the length of the file, if there is one.</param>
    /// <param name="roots">The folders from which files may be sent.</param>
    /// <exception cref="PythonException">The file is in none of the folders, or cannot be opened.</exception>
    public static Body? Find(ResponseHead head, IList<string> roots)
    {
        if (roots.Count == 0 || head.Find(Header) is not { } name)
            return null;

        var path = Path.GetFullPath(name);
        if (!Path.IsPathFullyQualified(name) || !roots.Any(root => IsIn(path, Path.GetFullPath(root))))
            throw new PythonException($"The app asks to send '{name}', which is in none of the SendfileRoots.");

        Body file;
        try
        {
            file = Body.File(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new PythonException($"The app asks to send '{path}': {error.Message}", error);
        }

        head.Headers.RemoveAll(header => header.Name.Equals(Header, StringComparison.OrdinalIgnoreCase)
            || header.Name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase));
        head.Headers.Add(("Content-Length", file.Length!.Value.ToString(CultureInfo.InvariantCulture)));
        return file;
    }

    private static bool IsIn(string path, string root) =>
        path.StartsWith(Path.EndsInDirectorySeparator(root) ? root : root + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
