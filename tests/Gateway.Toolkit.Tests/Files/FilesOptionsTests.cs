namespace Gateway.Toolkit.Tests;

public class FilesOptionsTests : FileServerTest
{
    [Theory]
    [BothShapes("/a.txt", "no-cache")]
    [BothShapes("/assets/app.5d41.css", "public, max-age=31536000, immutable")]
    [BothShapes("/page.html", "max-age=60")]
    [BothShapes("/", "max-age=60")]
    public async Task Rules_say_what_may_be_kept(string path, string expected, Shape shape)
    {
        Write("root/assets/app.5d41.css", "");
        Write("root/page.html", "");
        var client = Client(shape, options =>
        {
            options.CacheRules.Add(("/assets/*", "public, max-age=31536000, immutable"));
            options.CacheRules.Add(("*.html", "max-age=60"));
        });

        (await client.Get(path)).Headers["Cache-Control"].ShouldBe(expected);
    }

    [Fact]
    public async Task Types_and_index_can_be_chosen()
    {
        Write("root/model.glb", "x");
        Write("root/home.htm", "own");
        var client = Client(Shape.Sync, options =>
        {
            options.ContentTypes[".glb"] = "model/gltf-binary";
            (options.IndexFile, options.CacheControl) = ("home.htm", null);
        });

        (await client.Get("/model.glb")).Headers["Content-Type"].ShouldBe("model/gltf-binary");
        var home = await client.Get("/");
        (home.Text, home.Headers["Cache-Control"]).ShouldBe(("own", null));
        (await Client(Shape.Sync, options => options.IndexFile = null).Get("/")).StatusCode.ShouldBe(404);
    }

    [Fact]
    public void What_makes_no_sense_is_refused_at_start()
    {
        Should.Throw<DirectoryNotFoundException>(() => new FileServer(Path.Combine(Root, "none"))).Message.ShouldContain("none");
        Refused(options => options.IndexFile = "a/b", "FilesOptions.IndexFile");
        Refused(options => options.ContentTypes["glb"] = "model/gltf-binary", "FilesOptions.ContentTypes");
        Refused(options => options.ContentTypes[".glb"] = "model", "FilesOptions.ContentTypes");
        Refused(options => options.CacheRules.Add(("css/*", "no-cache")), "FilesOptions.CacheRules");
        Refused(options => options.CacheRules.Add(("/css/*", "no-cache\r\nX: y")), "FilesOptions.CacheRules");
        Refused(options => options.CacheControl = "max-age=", "FilesOptions.CacheControl");

        void Refused(Action<FilesOptions> configure, string option) =>
            Should.Throw<ArgumentException>(() => new FileServer(Root, configure)).Message.ShouldStartWith(option);
    }
}
