namespace Gateway.Python.Tests.Support;

/// <summary>Packages of Debian that a test needs.</summary>
internal static class Package
{
    public const string Django = Folder + "django/__init__.py";

    public const string Flask = Folder + "flask/__init__.py";

    public const string WebOb = Folder + "webob/__init__.py";

    public const string Werkzeug = Folder + "werkzeug/__init__.py";

    private const string Folder = "/usr/lib/python3/dist-packages/";
}
