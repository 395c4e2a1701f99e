using System.IO.Enumeration;

namespace Gateway.Toolkit;

/// <summary>The files below a directory, as an app of either shape: <c>pipeline.Map("/static", new FileServer("wwwroot"))</c>.</summary>
/// <remarks>
/// <para>Files that cannot or must not be read are not found, without a reason: files whose name begins with a dot or that are below such a
/// directory, paths with <c>..</c> or empty segments,
/// symbolic links, what the process may not open. So are directories without an index; there are no listings.</para>
/// <para>Links are looked for before a file is opened: whoever may write below the root may read through this app what the process
/// may.</para>
/// </remarks>
/// <example>
/// <code>
/// var site = new GatewayPipeline().Map("/static", new FileServer("wwwroot")).Run(router).Build();
/// </code>
/// </example>
public sealed class FileServer
{
    private readonly FileTree _tree;
    private readonly FilesOptions _options;

    /// <summary>Creates the app.</summary>
    /// <param name="root">The directory. Its own name may begin with a dot, and may be a symbolic link, followed now.</param>
    /// <param name="configure">Changes the defaults.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such directory.</exception>
    /// <exception cref="ArgumentException">An option is not valid; the message names it.</exception>
    public FileServer(string root, Action<FilesOptions>? configure = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(root);
        _options = new FilesOptions();
        configure?.Invoke(_options);
        _options.Validate();
        _tree = new FileTree(root, _options.FollowSymbolicLinks);
    }

    /// <summary>The files as a synchronous app.</summary>
    /// <param name="server">The files.</param>
    public static implicit operator GatewayApp(FileServer server)
    {
        ArgumentNullException.ThrowIfNull(server);
        return server.Send;
    }

    /// <summary>The files as an asynchronous app.</summary>
    /// <param name="server">The files.</param>
    public static implicit operator AsyncGatewayApp(FileServer server)
    {
        ArgumentNullException.ThrowIfNull(server);
        return (environ, startResponse) => new(server.Send(environ, startResponse));
    }

    private Body Send(Environ environ, StartResponse startResponse)
    {
        if (environ.RequestMethod is not ("GET" or "HEAD"))
            return Response.Text("405 Method Not Allowed\n", 405).With("Allow", "GET, HEAD").Send(environ, startResponse);

        var hasStarted = false;
        try
        {
            if (Find(environ) is { } response)
            {
                return response.Send(environ, (status, headers, exception) =>
                {
                    hasStarted = true;
                    return startResponse(status, headers, exception);
                });
            }
        }
        catch (Exception error) when (!hasStarted && FileTree.IsNotFound(error))
        {
            // Gone since it was found; or not ours to read, of which the operator should know.
            if (error is not (FileNotFoundException or DirectoryNotFoundException or PathTooLongException))
                environ.Errors.WriteLine($"{SafeText.Escape(environ.PathInfo)} cannot be read: {SafeText.Escape(error.Message)}");
        }

        return Response.Text("404 Not Found\n", 404).Send(environ, startResponse);
    }

    private Response? Find(Environ environ)
    {
        var path = environ.PathInfo;
        if (_tree.Find(path) is { } found)
            return found is FileInfo file ? Respond(environ, path, file) : AddSlash(environ);

        // A directory is asked for with a slash at its end, so that what is relative in its index is below it.
        return path.EndsWith('/') && _options.IndexFile is { } index && _tree.Find(path + index) is FileInfo page
            ? Respond(environ, path + index, page)
            : null;
    }

    private Response Respond(Environ environ, string path, FileInfo file)
    {
        var type = _options.ContentTypes.TryGetValue(Path.GetExtension(path), out var own) ? own : ContentTypes.OfFile(path);
        var (encoding, varies) = _options.Precompressed ? Precompressed.Select(environ, _tree, path, ref file) : (null, false);
        var response = FileResponse.Of(file, type, encoding);
        if (varies)
            response.Headers.Add(("Vary", "Accept-Encoding"));
        response.Headers.Add(("X-Content-Type-Options", "nosniff"));
        return Cached(response, path);
    }

    private Response? AddSlash(Environ environ)
    {
        var path = environ.PathInfo + "/";
        if (_options.IndexFile is not { } index || _tree.Find(path + index) is not FileInfo)
            return null;
        var location = RouteUrl.EscapePath(environ.ScriptName + path);
        // A path that begins with two slashes would name another host (RFC 3986, 4.2).
        if (location.StartsWith("//", StringComparison.Ordinal))
            return null;
        var query = environ.QueryString;
        return Cached(Response.Redirect(query.Length == 0 ? location : $"{location}?{query}", 301), path);
    }

    private Response Cached(Response response, string path)
    {
        var value = _options.CacheControl;
        foreach (var (pattern, cacheControl) in _options.CacheRules)
        {
            if (FileSystemName.MatchesSimpleExpression(pattern, path, ignoreCase: false))
            {
                value = cacheControl;
                break;
            }
        }

        return value is null ? response : response.With("Cache-Control", value);
    }
}
