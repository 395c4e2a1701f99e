namespace JsonApi.Tests;

public sealed class ArticleStoreTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public void The_folder_and_the_file_are_made_where_there_are_none()
    {
        var path = _folder.File("deep/down/articles.db");

        using var store = new ArticleStore(path);

        store.Count().ShouldBe(0);
        File.Exists(path).ShouldBeTrue();
    }

    [Fact]
    public void Articles_outlive_the_store()
    {
        var path = _folder.File("articles.db");
        using (var store = new ArticleStore(path))
            store.Add(new ArticleInput("foobar", "This is a post."));

        using var reopened = new ArticleStore(path);
        reopened.Find(1).ShouldBe(new Article(1, "foobar", "This is a post.", Version: 1));
    }

    [Fact]
    public void A_closed_store_leaves_one_file()
    {
        using (var store = new ArticleStore(_folder.File("articles.db")))
            store.Add(new ArticleInput("foobar", "This is a post."));

        Directory.GetFileSystemEntries(_folder.Path).Select(Path.GetFileName).ShouldBe(["articles.db"]);
    }

    [Fact]
    public void A_version_is_replaced_or_deleted_once_only()
    {
        using var store = new ArticleStore(_folder.File("articles.db"));
        var first = store.Add(new ArticleInput("foobar", "This is a post."));

        var second = store.Replace(first, new ArticleInput("changed", ""));

        second.ShouldBe(new Article(1, "changed", "", Version: 2));
        store.Replace(first, new ArticleInput("too late", "")).ShouldBeNull();
        store.Delete(first).ShouldBeFalse();
        store.Delete(second!).ShouldBeTrue();
        store.Delete(second!).ShouldBeFalse();
    }

    [Fact]
    public async Task Many_may_write_and_read_at_once()
    {
        using var store = new ArticleStore(_folder.File("articles.db"));

        var added = await Task.WhenAll(Enumerable.Range(0, 64).Select(number => Task.Run(() =>
        {
            var article = store.Add(new ArticleInput($"title {number}", ""));
            store.List(0, 10).Total.ShouldBeGreaterThan(0);
            return article.Id;
        })));

        added.Order().ShouldBe(Enumerable.Range(1, 64).Select(id => (long)id));
        store.Count().ShouldBe(64);
    }

    public void Dispose() => _folder.Dispose();
}
